"""Finding an expression and reading it whole."""

import re
from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cjin.core.queries.release import Reader, visible_to
from cjin.core.rules.errors import Invalid, NotFound
from cjin.texts.models import Expression, Work

_KEY = re.compile(r"(?P<slug>[a-z0-9-]+)@(?P<language>[a-z]{2})\.(?P<number>\d{1,5})")


def expression_by_key(key: str) -> Expression:
    """The expression with a key like ``kyoto-2021@en.1``. Raises Invalid for another form, NotFound where there is
    none.
    """
    match = _KEY.fullmatch(key)
    if not match:
        raise Invalid(_("“%(key)s” names no text; write it like kyoto-2021@en.1.") % {"key": key})
    found = Expression.objects.select_related("work", "source").filter(
        work__slug=match["slug"], language=match["language"], number=int(match["number"])
    )
    expression = found.first()
    if expression is None:
        raise NotFound(_("There is no text %(key)s.") % {"key": key})
    return expression


def versions_of(work: Work, reader: Reader) -> Sequence[Expression]:
    """The texts of a work that this reader may see, current ones first, then by language and number."""
    found: QuerySet[Expression] = visible_to(work.expressions.select_related("work", "source"), reader)
    return list(found.order_by("-is_current", "language", "number"))


def choose(versions: Sequence[Expression], language: str, number: int | None = None) -> Expression | None:
    """The text to show: the wanted version, else the current one in the language, in English, in any language."""
    if number is not None:
        return next((e for e in versions if e.language == language and e.number == number), None)
    for wanted in (language, "en"):
        mine = [e for e in versions if e.language == wanted]
        if mine:
            return next((e for e in mine if e.is_current), mine[0])
    return versions[0] if versions else None
