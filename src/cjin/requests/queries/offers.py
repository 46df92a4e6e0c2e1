"""What may be done with a request now, by whom, and what stands in the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from cjin.core.models import User
from cjin.core.permissions import duties_of
from cjin.core.rules.duties import Duty
from cjin.directory.queries.entries import THE_NODE

from ..models import Request
from ..rules.case.against import Against
from ..rules.case.events import Case
from ..rules.case.guards import has_occasion, in_the_way, measures_for
from ..rules.case.process import OTHER, Act, Direction, process
from .cases import actor, acts_now
from .surroundings import missing_of
from .timetables import office_day


@dataclass(frozen=True)
class Offer:
    """An act that the state of a request lets somebody do.

    ``mine``: the person's duties reach; ``measures``: with which of them it can be done; ``against``: what has to be
    done first; ``of_other``: the other State did it, and it is written down here.
    """

    act: Act
    mine: bool
    measures: tuple[str, ...] = ()
    against: tuple[Against, ...] = ()

    @property
    def of_other(self) -> bool:
        """Whether it is what the other State did."""
        return self.act.duty == OTHER

    @property
    def is_open(self) -> bool:
        """Whether it can be done now."""
        return self.mine and not self.against

    @property
    def is_of_evidence(self) -> bool:
        """Whether it belongs to the page of the evidence."""
        return "known-evidence" in self.act.guards or self.act.records == "evidence"

    @property
    def leads_on(self) -> bool:
        """Whether it brings the request nearer to its end, as it should."""
        return self.act.to not in ASIDE


ASIDE = frozenset({
    "stay", "back", "clarification", "consultation", "withdrawn", "returned", "refused", "postponed", "lapsed",
    "revising", "shared-draft",
})  # fmt: skip
"""Where acts lead that set a request back, or leave it where it is."""


def offers(request: Request, case: Case, person: User, now: datetime) -> list[Offer]:
    """The acts of the present state, in the order of the process."""
    today = timezone.localdate(now)
    duties = {str(one) for one in duties_of(person, today)}
    table = process(Direction(request.direction))
    named = [table.acts[name] for name in acts_now(request) if has_occasion(case, name, at=now)]
    asks = any("complete" in one.guards for one in named)
    complete = not missing_of(request, THE_NODE, office_day(now)) if asks else True
    return [_offer(one, case, person, duties, now, complete=complete) for one in named]


def _offer(act: Act, case: Case, person: User, duties: set[str], now: datetime, *, complete: bool) -> Offer:
    needed = str(Duty.REQUESTS_WRITE) if act.duty == OTHER else act.duty
    by = actor(person)
    if not act.of_measure:
        against: Sequence[Against] = in_the_way(case, act.act, by=by, at=now, complete=complete)
        return Offer(act, needed in duties, (), tuple(against))
    fit = measures_for(case, act.act, by=by, at=now)
    if not fit:
        each = [in_the_way(case, act.act, by=by, at=now, complete=complete, measure=one) for one in case.measures]
        fewest = min(each, key=lambda found: len(found))
        return Offer(act, needed in duties, (), tuple(fewest))
    return Offer(act, needed in duties, tuple(fit))
