"""What a question or an entry can be about: which provisions there are, and those that are likely."""

from collections.abc import Collection

from cjin.core.queries.release import Reader
from cjin.core.rules.multilingual import Multilingual
from cjin.reference.rules.collation import sort_key
from cjin.texts.models import Provision
from cjin.texts.queries.reading import readable
from cjin.texts.queries.resolving import resolve
from cjin.texts.rules.citing import parse
from cjin.texts.rules.naming import is_unit, path_in_words

from ..rules.form.questions import Form, Kind, Question
from .asked import Paragraph, paragraphs_of
from .compiling import topic_names

LONGEST = 90
"""So much of a provision stands in a list to choose from."""


def unknown_among(places: Collection[str], language: str, reader: Reader) -> set[str]:
    """Those of the places (``kyoto-2021/para_61``) where nothing stands: no such instrument, or no such provision.

    An instrument whose text is not here is believed. A handful of queries.
    """
    asked = Question("places", Kind.TEXT, Multilingual(), about=tuple(places))
    found = paragraphs_of([asked], language, reader)
    works = {one.work for one in found.values()}
    with_text = set(readable(reader).filter(work__slug__in=works, is_current=True).values_list("work__slug", flat=True))
    return {
        place
        for place, one in found.items()
        if not one.is_known or not one.eid or (not one.language and one.work in with_text)
    }


def place_of(cited: str, language: str, reader: Reader) -> str:
    """The provision that is cited in words or by a symbol, as ``kyoto-2021/para_61``; else what was typed."""
    found = resolve(said, reader, language) if (said := parse(cited)) else None
    return f"{found.slug}/{found.eid}" if found and found.eid else cited


def subjects_of(form: Form, language: str, reader: Reader) -> list[tuple[str, str]]:
    """What an entry of a reply can be about: the topics by their names, then the provisions that the form asks about in
    its order, with the beginning of their words. Three queries.
    """
    topics = sorted(topic_names(language).items(), key=lambda one: sort_key(one[1], language))
    found = paragraphs_of(form.questions, language, reader)
    places = dict.fromkeys(place for one in form.questions for place in one.about)
    return [*topics, *((place, _in_words(found[place], form.instrument)) for place in places)]


def _in_words(one: Paragraph, instrument: str) -> str:
    """A provision and the beginning of its words; one of the form's own instrument without naming that."""
    place = path_in_words(one.eid) if one.work == instrument else one.cited
    return f"{place}: {one.text[:LONGEST]}" if one.text else place


def likely_places(form: Form, language: str, reader: Reader) -> list[tuple[str, str]]:
    """The provisions of the form's instrument in order, with the beginning of their words. One query."""
    texts = readable(reader).filter(work__slug=form.instrument, is_current=True)
    order = {language: 0, "en": 1}
    rows = Provision.objects.filter(expression__in=texts).order_by("position")
    by_language: dict[str, list[tuple[str, str]]] = {}
    for spoken, eid, text in rows.values_list("expression__language", "eid", "text"):
        if is_unit(eid):
            by_language.setdefault(spoken, []).append((eid, text))
    first = min(by_language, key=lambda one: order.get(one, 2), default="")
    return [
        (f"{form.instrument}/{eid}", f"{path_in_words(eid)}: {text[:LONGEST]}")
        for eid, text in by_language.get(first, ())
    ]
