"""Commitments, mandates and parallels as data: the same fields on the command line, in the API and in files."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from cjin.core.queries.release import Reader
from cjin.texts.models import Work
from cjin.texts.queries.following import Standing, commitments_of
from cjin.texts.queries.instruments import Instrument
from cjin.texts.queries.mandates import mandates_seen
from cjin.texts.queries.paired import pairs_of
from cjin.texts.queries.parallels import topics_read
from cjin.texts.rules.calendar import organ_of
from cjin.texts.rules.commitments.telling import told
from cjin.texts.rules.parallels.topics import topics_in, with_broader

MOST = 20
"""So many parallels of a provision in one other instrument are told."""


class Commissioned(Protocol):
    """A mandate, stored or just worked out, or a line or an entry that tells one."""

    @property
    def eid(self) -> str: ...
    @property
    def addressee(self) -> str: ...
    @property
    def output(self) -> str: ...
    @property
    def until(self) -> int | None: ...
    @property
    def act(self) -> str: ...
    @property
    def conditions(self) -> Iterable[str]: ...
    @property
    def words(self) -> str: ...
    @property
    def state(self) -> str: ...


def commitments_told(
    instrument: Instrument, *, actor: str = "", act: str = "", state: str = "", topic: str = ""
) -> Iterator[dict[str, Any]]:
    """The commitments of an instrument in order, narrowed to an actor, an act, a state and a topic of the provision."""
    about = topics_of(instrument) if topic else {}
    for one in commitments_of(instrument):
        if _wanted(one, actor, act, state) and (not topic or topic in about[one.commitment.eid]):
            yield told(one.commitment, instrument.slug, one.state)


def _wanted(one: Standing, actor: str, act: str, state: str) -> bool:
    commitment = one.commitment
    return actor in ("", *commitment.actors) and act in ("", commitment.act) and state in ("", one.state)


def topics_of(instrument: Instrument) -> dict[str, frozenset[str]]:
    """The topics of each provision: those that somebody read in it, else those whose words stand in it."""
    read = topics_read(instrument)
    return {
        unit.eid: with_broader(read[unit.eid]) if unit.eid in read else topics_in(f"{unit.text} {unit.heading}")
        for unit in instrument.units
    }


def mandates_told(
    reader: Reader, *, organ: str = "", year: int | None = None, output: str = "", instrument: str = "", state: str = ""
) -> Iterator[dict[str, Any]]:
    """The mandates in texts that this reader may read, by instrument and provision.

    ``organ`` is one of the calendar ("sg", "other"), ``year`` that in which a mandate is due.
    """
    for one in mandates_seen(reader):
        wanted = year in (None, one.year) and output in ("", one.output) and state in ("", one.state)
        here = instrument in ("", one.work.slug)
        if wanted and here and organ in ("", (one.due or {}).get("organ"), organ_of(one.addressee)):
            yield mandate_told(one.work.slug, one, one.due)


def mandate_told(slug: str, one: Commissioned, due: Mapping[str, Any] | None) -> dict[str, Any]:
    """The fields of a mandate, the same wherever one is told."""
    return {
        "provision": f"{slug}/{one.eid}",
        "addressee": one.addressee,
        "output": one.output,
        "due": dict(due) if due else None,
        "until": one.until,
        "act": one.act,
        "conditions": list(one.conditions),
        "words": one.words,
        "state": one.state,
    }


def parallels_told(
    work: Work, reader: Reader, *, other: str = "", provision: str = "", rejected: bool = False
) -> Iterator[dict[str, Any]]:
    """The parallels of a work by its provisions, each with its own provision as ``a``; the rejected ones on demand.

    ``verdict`` is "accepted", "rejected" or None where nobody spoke of the pair; ``suggested`` says that rules propose
    it and nobody spoke of it; ``reasons`` are told where one provision is asked for.
    """
    for eid, pairs in pairs_of(work, reader, eid=provision, of_each=MOST, rejected=rejected).items():
        for one in pairs:
            if other in ("", one.other.slug):
                yield {
                    "a": f"{work.slug}/{eid}",
                    "b": one.key,
                    "score": one.score,
                    "suggested": one.verdict is None,
                    "verdict": one.state if one.verdict else None,
                    "grade": one.verdict.grade if one.verdict else None,
                    "reasons": (one.reasons or None) if provision else None,
                }
