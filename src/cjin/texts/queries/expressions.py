"""Which text is meant: by its key, or by language and version among those of a work."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from cjin.core.queries.release import Reader
from cjin.core.rules.errors import Invalid, NotFound
from cjin.texts.models import Expression
from cjin.texts.queries.reading import readable

KEY = re.compile(r"(?P<slug>[a-z0-9-]{1,120})@(?P<language>[a-z]{2})\.(?P<number>\d{1,5})")


def text_by_key(key: str, reader: Reader | None) -> Expression:
    """The text with a key like ``kyoto-2021@en.1``; without a reader, whoever asks may know of all texts.

    Raises Invalid for another form, NotFound for what the reader may not read as for what does not exist.
    """
    asked = KEY.fullmatch(key.strip())
    if not asked:
        raise Invalid(_("“%(key)s” names no text; write it like kyoto-2021@en.1.") % {"key": key[:160]})
    among = Expression.objects.all() if reader is None else readable(reader)
    found = among.select_related("work", "source").filter(
        work__slug=asked["slug"], language=asked["language"], number=int(asked["number"])
    )
    text = found.first()
    if text is None:
        raise NotFound(_("There is no text %(key)s.") % {"key": key[:160]})
    return text


def choose(texts: Sequence[Expression], language: str, number: int | None = None) -> Expression | None:
    """The text to show: the wanted version, else the current one in the language, in English, in any language."""
    if number is not None:
        return next((text for text in texts if text.language == language and text.number == number), None)
    for wanted in (language, "en"):
        mine = [text for text in texts if text.language == wanted]
        if mine:
            return next((text for text in mine if text.is_current), mine[0])
    return texts[0] if texts else None


def asked_text(texts: Sequence[Expression], *, language: str, version: str, own: str) -> Expression | None:
    """The text that an address asks for by ``language`` and ``version``, empty where it does not say.

    ``own`` is the language that is tried first where none is asked for; a language that is asked for is given or
    refused, never another. None where the work has no text at all. Raises NotFound.
    """
    number = int(version) if version.isdecimal() and len(version) < 6 else None
    chosen = choose(texts, language or own, number)
    missing = chosen is None or (language and chosen.language != language) or (version and number is None)
    if missing and (language or version):
        raise NotFound(_("This text does not exist in that language and version."))
    return chosen
