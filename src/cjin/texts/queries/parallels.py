"""Provisions of instruments made ready to be compared, and their parallels."""

from collections.abc import Iterator, Sequence

from cjin.core.rules.analysis import analyse
from cjin.texts.models import Annotation, Verdict
from cjin.texts.queries.following import citations_in
from cjin.texts.queries.instruments import ENGLISH, Instrument, instruments_here
from cjin.texts.rules.cited.identifiers import Place
from cjin.texts.rules.parallels.items import Item
from cjin.texts.rules.parallels.likeness import Likeness, weights
from cjin.texts.rules.parallels.ranking import Parallel, parallels, suggestions
from cjin.texts.rules.parallels.topics import topics_in, with_broader


def items_of(instrument: Instrument, others: Sequence[Instrument]) -> Iterator[Item]:
    """The provisions of the operative part with what they cite and speak of."""
    read = topics_read(instrument)
    works: dict[str, set[str]] = {}
    links: dict[str, set[str]] = {}
    for one in citations_in(instrument, others):
        if isinstance(one.identifier, Place):
            links.setdefault(one.eid, set()).add(one.target.key)
        works.setdefault(one.eid, set()).update(set(one.target.works) or {one.target.key})
    for provision in instrument.provisions:
        if provision.preamble:
            continue
        context = " ".join(provision.heading_path)
        mentions = topics_in(f"{provision.text} {context}", ENGLISH)
        yield Item(
            key=f"{instrument.slug}/{provision.eid}",
            text=provision.text or provision.title,
            context=context,
            works=frozenset(works.get(provision.eid, ())),
            topics=with_broader(read[provision.eid]) if provision.eid in read else mentions,
            mentions=mentions,
            points_to=frozenset(links.get(provision.eid, ())),
        )


def topics_read(instrument: Instrument) -> dict[str, list[str]]:
    """The topics that somebody read in each provision."""
    through = Annotation.topics.through.objects.filter(annotation__work=instrument.text.work_id)
    found: dict[str, list[str]] = {}
    for eid, topic in through.values_list("annotation__eid", "topic_id"):
        found.setdefault(eid, []).append(topic)
    return found


def are_compared(instruments: Sequence[Instrument]) -> list[Instrument]:
    """Those whose provisions are compared. Treaties are left out: their articles are not what declarations continue."""
    return [one for one in instruments if not any(eid.startswith("art_") for eid in one.eids)]


def judged_by(named: Sequence[Instrument]) -> list[Instrument]:
    """By what it is judged how rare words, works and topics are: all compared here, as on pages, and those named."""
    mine = {one.slug for one in named}
    return [*(one for one in are_compared(instruments_here(None)) if one.slug not in mine), *named]


def likeness_of(instruments: Sequence[Instrument]) -> Likeness:
    """The provisions of these instruments, ready to be compared."""
    items = [item for one in instruments for item in items_of(one, instruments)]
    return Likeness(items, lambda text: analyse(text, ENGLISH))


def parallels_among(instruments: Sequence[Instrument], names: Sequence[str]) -> Iterator[Parallel]:
    """The parallels among the instruments ``names``; what is rare is judged by all ``instruments``."""
    return parallels(likeness_of(instruments), names, weights())


def suggested_among(instruments: Sequence[Instrument]) -> Iterator[Parallel]:
    """All parallels that are suggested among the instruments, each pair once."""
    return suggestions(likeness_of(instruments), [one.slug for one in instruments], weights())


def verdicts_among(names: Sequence[str]) -> dict[frozenset[str], str]:
    """What was said of pairs of provisions of these instruments: "accepted" or "rejected"."""
    rows = Verdict.objects.filter(a__slug__in=names, b__slug__in=names)
    return {
        frozenset((f"{a}/{a_eid}", f"{b}/{b_eid}")): "accepted" if yes else "rejected"
        for a, a_eid, b, b_eid, yes in rows.values_list("a__slug", "a_eid", "b__slug", "b_eid", "accepted")
    }
