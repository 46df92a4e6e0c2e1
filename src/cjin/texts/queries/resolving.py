"""From a typed citation to the provision or instrument that it names, among what the reader may read."""

from collections.abc import Sequence
from dataclasses import dataclass

from cjin.core.queries.release import Reader
from cjin.texts.models import Expression, Provision, Work
from cjin.texts.queries.reading import readable, works_for
from cjin.texts.rules.citing import Cited
from cjin.texts.rules.lexicon import fold

MOST = 12
"""So many instruments are considered where a name fits several."""


@dataclass(frozen=True)
class Resolved:
    """What a citation leads to: a work, and a unit of it or an empty identifier for the work as a whole."""

    slug: str
    eid: str = ""
    language: str = ""


def resolve(cited: Cited, reader: Reader, language: str) -> Resolved | None:
    """Where a citation leads, or None where it names nothing that this reader may read."""
    works = _works(cited, reader)
    if not cited.eids:
        return Resolved(works[0].slug) if works and (cited.slug or cited.symbols or len(works) == 1) else None
    return _unit(works, cited.eids, reader, language)


def _works(cited: Cited, reader: Reader) -> list[Work]:
    if cited.slug:
        return list(works_for(reader).filter(slug=cited.slug))
    if cited.symbols:
        found = works_for(reader).filter(symbol__in=cited.symbols).order_by("annex", "slug")
        return [work for work in found if cited.annex is None or work.annex == cited.annex]
    return _named(cited, reader)


def _named(cited: Cited, reader: Reader) -> list[Work]:
    """Works by the words of their names, the likeliest first. A mere number behind them needs a telling name."""
    words = fold(cited.name).split()
    ranked = [(rank, work) for work in works_for(reader) if (rank := _rank(words, work)) is not None]
    least = min((rank for rank, _ in ranked), default=0)
    only_best = not cited.eids or not cited.sure
    kept = [(rank, work) for rank, work in ranked if (rank == least if only_best else True)]
    if only_best and least > 1:
        return []
    kept.sort(key=lambda one: (one[0], not one[1].known, not one[1].place, -one[1].annex, one[1].slug))
    return [work for _, work in kept[:MOST]]


def _rank(words: Sequence[str], work: Work) -> int | None:
    """How well the words name a work: 0 by identifier or title, 1 by its beginning, 2 by words of the title, or not."""
    phrase = " ".join(words)
    titles = [_plain(title) for title in work.title.values()]
    names = set(work.slug.split("-")) | {word for title in titles for word in title.split()} | {fold(work.place)}
    if phrase in (work.slug, work.slug.replace("-", " "), *titles):
        return 0
    if words[0] == work.slug.split("-")[0] and not words[0].isdigit() and names.issuperset(words):
        return 1
    if len(words) > 1 and any(title.startswith(phrase) for title in titles):
        return 1
    return 2 if names.issuperset(words) else None


def _plain(title: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in fold(title)).split())


def _unit(works: Sequence[Work], eids: Sequence[str], reader: Reader, language: str) -> Resolved | None:
    """The first work, in order of likelihood, that has one of the identifiers; in the reader's language if possible."""
    texts: list[Expression] = list(readable(reader).filter(work__in=works, is_current=True).only("work_id", "language"))
    found = Provision.objects.filter(expression__in=texts, eid__in=eids).values_list("expression_id", "eid")
    by_text = {text.pk: text for text in texts}
    hits = [(by_text[pk], eid) for pk, eid in found]
    order = {work.pk: place for place, work in enumerate(works)}
    hits.sort(key=lambda one: (order[one[0].work_id], eids.index(one[1]), one[0].language != language, one[0].language))
    if not hits:
        return None
    text, eid = hits[0]
    slug = next(work.slug for work in works if work.pk == text.work_id)
    return Resolved(slug, eid, text.language)
