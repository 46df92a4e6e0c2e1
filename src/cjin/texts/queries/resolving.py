"""From a typed citation to the provision or instrument that it names, among what the reader may read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cjin.core.queries.release import Reader
from cjin.texts.models import Annotation, Expression, Provision, Work
from cjin.texts.queries.expressions import choose
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


@dataclass(frozen=True)
class Missed:
    """A place that an instrument does not have. ``near`` is the closest unit around it that is there; ``last`` the last
    unit of the kind that was asked for first. ``text`` is None where no text of the work is loaded; ``work`` is None
    where nothing here has the symbol.
    """

    work: Work | None
    symbol: str = ""
    eid: str = ""
    text: Expression | None = None
    near: str = ""
    last: str = ""


def resolve(cited: Cited, reader: Reader, language: str) -> Resolved | None:
    """Where a citation leads, or None where it names nothing that this reader may read, and for a mere name."""
    if not cited.eids and not (cited.slug or cited.symbols):
        return None
    works = _works(cited, reader)
    if not cited.eids:
        return Resolved(works[0].slug) if works else None
    return _unit(works, cited.eids, reader, language)


def missed(cited: Cited, reader: Reader, language: str) -> list[Missed]:
    """Why a citation leads nowhere, for each instrument that it may mean; nothing where it means none for certain."""
    works = _works(cited, reader)
    if cited.symbols and not works:
        return [Missed(None, symbol=cited.symbols[0])]
    if not cited.eids:
        return []
    if not (cited.slug or cited.symbols):
        works = [work for work in works if _rank(_plain(cited.name).split(), work) in (0, 1)][:1]
    return [_missed(work, cited.eids[0], reader, language) for work in works[:MOST_MISSED]]


MOST_MISSED = 3


def _missed(work: Work, eid: str, reader: Reader, language: str) -> Missed:
    text = choose(list(readable(reader).filter(work=work, is_current=True).order_by("language")), language)
    if text is None:
        return Missed(work, eid=eid)
    there = set(text.provisions.values_list("eid", flat=True))
    parts = eid.split("__")
    around = ["__".join(parts[:count]) for count in range(len(parts) - 1, 0, -1)]
    kind = parts[0].rpartition("_")[0]
    numbers = [int(one[1]) for name in there if (one := re.fullmatch(rf"{re.escape(kind)}_(\d{{1,6}})", name))]
    return Missed(
        work,
        eid=eid,
        text=text,
        near=next((one for one in around if one in there), ""),
        last=f"{kind}_{max(numbers)}" if numbers else "",
    )


def titled(cited: Cited, reader: Reader) -> list[Work]:
    """The instruments whose identifier or title is what was typed, or begins so; the likeliest first."""
    if not cited.name or cited.eids:
        return []
    return _named(cited, reader)[:MOST_MISSED]


def _works(cited: Cited, reader: Reader) -> list[Work]:
    if cited.slug:
        return list(works_for(reader).filter(slug=cited.slug))
    if cited.symbols:
        found = works_for(reader).filter(symbol__in=cited.symbols).order_by("annex", "slug")
        return [work for work in found if cited.annex is None or work.annex == cited.annex]
    return _named(cited, reader)


def _named(cited: Cited, reader: Reader) -> list[Work]:
    """Works by the words of their names, the likeliest first. A mere number behind them needs a telling name."""
    words = _plain(cited.name).split()
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
        return _in_summary([work for work in works if work.pk not in {text.work_id for text in texts}], eids)
    text, eid = hits[0]
    slug = next(work.slug for work in works if work.pk == text.work_id)
    return Resolved(slug, eid, text.language)


def _in_summary(works: Sequence[Work], eids: Sequence[str]) -> Resolved | None:
    """The first of works without text of which an annotation has one of the identifiers."""
    known = set(Annotation.objects.filter(work__in=works, eid__in=eids).values_list("work_id", "eid"))
    return next((Resolved(work.slug, eid) for work in works for eid in eids if (work.pk, eid) in known), None)
