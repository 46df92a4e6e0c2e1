"""The filters beside the answers of a search: where and when a provision stands, and what it asks."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cjin.core.rules.release import Reader
from cjin.core.rules.search import SearchResult
from cjin.reference.models import Topic
from cjin.reference.queries.topics import languages

from ..queries.reading import works_for
from ..queries.wording import named, said_in
from ..rules.commitments.rows import CONFIRMED, PROPOSED
from .answers import title_of

FACETS = ("topic", "actor", "act", "due", "state", "instrument", "year", "language")
NEWEST_FIRST = frozenset({"year", "due"})
MOST_OPTIONS = 30


def filters(
    asked: Mapping[str, str], found: SearchResult, reader: Reader, address: Callable[..., str]
) -> list[dict[str, Any]]:
    """One filter for each facet that the answers have, its options with how many there are and where they lead."""
    shown = []
    for name, title in _titles().items():
        counts = {value: count for value, count in found.facet_counts.get(name, {}).items() if value}
        if asked[name]:
            counts.setdefault(asked[name], 0)
        options = sorted(counts.items(), reverse=True) if name in NEWEST_FIRST else list(counts.items())
        labels = _labels(name, [value for value, _count in options[:MOST_OPTIONS]], reader)
        listed = [
            {
                "label": labels.get(value, value),
                "count": count,
                "chosen": asked[name] == value,
                "url": address(**{name: "" if asked[name] == value else value}),
            }
            for value, count in options[:MOST_OPTIONS]
        ]
        if listed:
            shown.append({"label": title, "options": listed})
    return shown


def titles_of(slugs: Iterable[str], reader: Reader) -> dict[str, str]:
    """The titles of instruments in the reader's language, else in English, else in any; one query."""
    works = works_for(reader).filter(slug__in=list(slugs)).only("slug", "title")
    return {work.slug: title_of(work) for work in works}


def _titles() -> dict[str, str]:
    return {
        "topic": _("Topic"),
        "actor": _("Who is to act"),
        "act": _("Act"),
        "due": pgettext("filter", "Due"),
        "state": pgettext("filter", "What it asks is"),
        "instrument": pgettext("filter", "Instrument"),
        "year": pgettext("filter", "Year"),
        "language": pgettext("filter", "Language"),
    }


def _labels(name: str, values: Iterable[str], reader: Reader) -> Mapping[str, str]:
    """How the values of a facet are called; a value that is no word of the catalogue stands for itself."""
    if name == "instrument":
        return titles_of(values, reader)
    if name == "topic":
        return {one.pk: said_in(one.pref_label) for one in Topic.objects.filter(pk__in=list(values))}
    if name == "language":
        return {one.code: one.own_name for one in languages()}
    if name in ("actor", "act"):
        return {value: named(name, value) for value in values}
    return {CONFIRMED: _("confirmed"), PROPOSED: _("proposed")}
