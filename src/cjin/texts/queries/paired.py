"""All parallels of an instrument, provision by provision."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q

from cjin.core.queries.release import Reader
from cjin.texts.models import Parallel, Verdict, Work
from cjin.texts.queries.reading import works_for

OF_EACH = 1
"""So many pairs with one instrument are shown for a provision, unless more are accepted."""


@dataclass(frozen=True)
class Pair:
    """A provision beside another. ``verdict`` is what was said of it, None while rules only suggest it."""

    eid: str
    other: Work
    other_eid: str
    verdict: Verdict | None
    score: float | None

    @property
    def key(self) -> str:
        """The other provision."""
        return f"{self.other.slug}/{self.other_eid}"


def pairs_of(work: Work, reader: Reader) -> dict[str, list[Pair]]:
    """The parallels of a work by provision: accepted ones, then the best suggestions; rejected ones are left out."""
    known = works_for(reader).values("pk")
    mine = Q(a=work, b__in=known) | Q(b=work, a__in=known)
    found: dict[str, list[Pair]] = {}
    spoken = set()
    counts: Counter[tuple[str, int]] = Counter()
    for verdict in Verdict.objects.filter(mine).select_related("a", "b"):
        spoken.add((verdict.a_id, verdict.a_eid, verdict.b_id, verdict.b_eid))
        if verdict.accepted:
            pair = _pair(work, verdict, verdict, None)
            found.setdefault(pair.eid, []).append(pair)
            counts[pair.eid, pair.other.pk] += 1
    for one in Parallel.objects.filter(mine, suggested=True).select_related("a", "b").defer("reasons"):
        if (one.a_id, one.a_eid, one.b_id, one.b_eid) in spoken:
            continue
        pair = _pair(work, one, None, one.score)
        counts[pair.eid, pair.other.pk] += 1
        if counts[pair.eid, pair.other.pk] <= OF_EACH:
            found.setdefault(pair.eid, []).append(pair)
    return found


def _pair(work: Work, row: Verdict | Parallel, verdict: Verdict | None, score: float | None) -> Pair:
    if row.a_id == work.pk:
        return Pair(row.a_eid, row.b, row.b_eid, verdict, score)
    return Pair(row.b_eid, row.a, row.a_eid, verdict, score)
