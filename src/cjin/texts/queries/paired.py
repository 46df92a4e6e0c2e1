"""The parallels of an instrument, or of one of its provisions: accepted ones first, then what rules suggest."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from cjin.core.queries.release import Reader
from cjin.texts.models import Parallel, Verdict, Work
from cjin.texts.queries.reading import works_for

ACCEPTED, SUGGESTED, REJECTED = "accepted", "suggested", "rejected"
"""What a pair of provisions may be."""


@dataclass(frozen=True)
class Pair:
    """A provision beside another. ``verdict`` is what was said of it, None while rules only suggest it.

    ``said`` is the summary of the other provision, or its first words where ``in_summary`` is False; ``works`` and
    ``topics`` are the names of what both cite and are about: both come from ``explained``.
    """

    eid: str
    other: Work
    other_eid: str
    verdict: Verdict | None
    score: float | None = None
    reasons: Mapping[str, Any] = field(default_factory=dict)
    said: str = ""
    in_summary: bool = True
    works: Sequence[str] = ()
    topics: Sequence[str] = ()

    @property
    def key(self) -> str:
        """The other provision."""
        return f"{self.other.slug}/{self.other_eid}"

    @property
    def place(self) -> str:
        """What tells this pair from all others of the work, fit for an address."""
        return f"{self.eid}--{self.other.slug}--{self.other_eid}"

    @property
    def state(self) -> str:
        """``accepted``, ``rejected``, or ``suggested`` where nobody spoke of it."""
        if self.verdict is None:
            return SUGGESTED
        return ACCEPTED if self.verdict.accepted else REJECTED


def pairs_of(
    work: Work, reader: Reader, *, eid: str = "", of_each: int = 1, rejected: bool = False
) -> dict[str, list[Pair]]:
    """The parallels of a work, or of one provision, by provision: accepted, suggested, and where wanted ``rejected``.

    Of each other instrument ``of_each`` pairs are shown for a provision, the best; more only where more are accepted.
    Rejected ones do not count. Three queries.
    """
    mine = _theirs(work, reader, eid)
    verdicts = list(Verdict.objects.filter(mine).select_related("by"))
    suggested = list(Parallel.objects.filter(mine))
    rows: list[Verdict | Parallel] = [*verdicts, *suggested]
    others = Work.objects.in_bulk({_other_of(work, row) for row in rows})
    scores = {_ends(row): row for row in suggested}
    found: dict[str, list[Pair]] = {}
    counts: Counter[tuple[str, int]] = Counter()
    for verdict in verdicts:
        if verdict.accepted or rejected:
            row = scores.get(_ends(verdict))
            pair = Pair(*_sides(work, verdict, others), verdict, row.score if row else None, row.reasons if row else {})
            found.setdefault(pair.eid, []).append(pair)
            counts[pair.eid, pair.other.pk] += verdict.accepted
    spoken = {_ends(row) for row in verdicts}
    for one in suggested:
        if _ends(one) not in spoken:
            pair = Pair(*_sides(work, one, others), None, one.score, one.reasons)
            counts[pair.eid, pair.other.pk] += 1
            if counts[pair.eid, pair.other.pk] <= of_each:
                found.setdefault(pair.eid, []).append(pair)
    order = (ACCEPTED, SUGGESTED, REJECTED)
    return {place: sorted(pairs, key=lambda one: order.index(one.state)) for place, pairs in found.items()}


def counts_of(work: Work, reader: Reader) -> dict[str, int]:
    """How many parallels ``pairs_of`` shows for each provision of a work; two light queries."""
    mine = _theirs(work, reader, "")
    ends = ("a_id", "a_eid", "b_id", "b_eid")
    accepted: Counter[tuple[str, int]] = Counter()
    spoken: set[tuple[int | str, ...]] = set()
    for *pair, yes in Verdict.objects.filter(mine).order_by().values_list(*ends, "accepted"):
        spoken.add(tuple(pair))
        if yes:
            accepted[_side(work, *pair)] += 1
    suggested = {
        _side(work, *pair)
        for pair in Parallel.objects.filter(mine).order_by().values_list(*ends).iterator()
        if pair not in spoken
    }
    found: Counter[str] = Counter()
    for eid, other in {*suggested, *accepted}:
        found[eid] += accepted[eid, other] or ((eid, other) in suggested)
    return dict(found)


def _side(work: Work, a: int, a_eid: str, b: int, b_eid: str) -> tuple[str, int]:
    """The provision of the work in a pair, and the number of the other work."""
    return (a_eid, b) if a == work.pk else (b_eid, a)


def _theirs(work: Work, reader: Reader, eid: str) -> Q:
    """What pairs the work, or its provision, with works that the reader may know."""
    known = works_for(reader).values("pk")
    left, right = Q(a=work, b__in=known), Q(b=work, a__in=known)
    return (left & Q(a_eid=eid)) | (right & Q(b_eid=eid)) if eid else left | right


def _ends(row: Verdict | Parallel) -> tuple[int, str, int, str]:
    return row.a_id, row.a_eid, row.b_id, row.b_eid


def _other_of(work: Work, row: Verdict | Parallel) -> int:
    return row.b_id if row.a_id == work.pk else row.a_id


def _sides(work: Work, row: Verdict | Parallel, others: Mapping[int, Work]) -> tuple[str, Work, str]:
    """The provision of the work, and the other work with its provision."""
    other = others[_other_of(work, row)]
    return (row.a_eid, other, row.b_eid) if row.a_id == work.pk else (row.b_eid, other, row.a_eid)
