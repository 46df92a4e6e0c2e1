"""The parallels of an instrument, or of one of its provisions: accepted ones first, then what rules suggest."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from cjin.core.queries.release import Reader
from cjin.texts.models import Parallel, Verdict, Work
from cjin.texts.queries.reading import works_for


@dataclass(frozen=True)
class Pair:
    """A provision beside another. ``verdict`` is what was said of it, None while rules only suggest it.

    ``reasons`` of a suggestion and the ``summary`` of the other are told where one provision is asked for.
    """

    eid: str
    other: Work
    other_eid: str
    verdict: Verdict | None
    score: float | None = None
    reasons: Mapping[str, Any] = field(default_factory=dict)
    summary: str = ""

    @property
    def key(self) -> str:
        """The other provision."""
        return f"{self.other.slug}/{self.other_eid}"


def pairs_of(work: Work, reader: Reader, *, eid: str = "", of_each: int = 1) -> dict[str, list[Pair]]:
    """The parallels of a work, or of one provision, by provision; rejected ones are left out.

    Of each other instrument ``of_each`` pairs are shown for a provision, the best; more only where more are accepted.
    """
    mine = _theirs(work, reader, eid)
    found: dict[str, list[Pair]] = {}
    spoken = set()
    counts: Counter[tuple[str, int]] = Counter()
    for verdict in Verdict.objects.filter(mine).select_related("a", "b"):
        spoken.add((verdict.a_id, verdict.a_eid, verdict.b_id, verdict.b_eid))
        if verdict.accepted:
            pair = Pair(*_sides(work, verdict), verdict)
            found.setdefault(pair.eid, []).append(pair)
            counts[pair.eid, pair.other.pk] += 1
    suggested = Parallel.objects.filter(mine).select_related("a", "b")
    for one in suggested if eid else suggested.defer("reasons"):
        if (one.a_id, one.a_eid, one.b_id, one.b_eid) in spoken:
            continue
        pair = Pair(*_sides(work, one), None, one.score, one.reasons if eid else {})
        counts[pair.eid, pair.other.pk] += 1
        if counts[pair.eid, pair.other.pk] <= of_each:
            found.setdefault(pair.eid, []).append(pair)
    return found


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


def _sides(work: Work, row: Verdict | Parallel) -> tuple[str, Work, str]:
    """The provision of the work, and the other work with its provision."""
    return (row.a_eid, row.b, row.b_eid) if row.a_id == work.pk else (row.b_eid, row.a, row.a_eid)
