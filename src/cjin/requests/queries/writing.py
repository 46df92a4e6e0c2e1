"""A request as its writer sees it: the steps, what stands on each, and what is still missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cjin.core.models import Organization
from cjin.core.queries.release import Reader

from ..models import AgreementParty, Request
from ..rules.case.process import Direction, process
from ..rules.writing.completeness import Missing
from ..rules.writing.drafts import Draft
from ..rules.writing.steps import Step, begun, missing_by_step, steps
from .cases import draft_of
from .surroundings import missing_of


@dataclass(frozen=True)
class Written:
    """Where the writing of a request stands."""

    request: Request
    draft: Draft
    steps: Sequence[Step]
    missing: Sequence[Missing]
    by_step: Mapping[str, Sequence[Missing]]

    def state(self, step: Step) -> str:
        """How a step stands: ``done``, ``open`` where something is missing, ``untouched`` where nothing was begun."""
        started = begun(step, self.draft.answers, basis=self.draft.basis, addressee=self.draft.addressee)
        if self.by_step.get(step.step):
            return "open" if started else "untouched"
        return "done" if started else "untouched"

    def after(self, step: str) -> str:
        """The step after one, empty after the last."""
        names = [one.step for one in self.steps]
        place = names.index(step) + 1 if step in names else 0
        return names[place] if place < len(names) else ""


def written(request: Request, reader: Reader, today: date) -> Written:
    """Where the writing of a request stands today, by what the node knows that the reader may be told."""
    draft = draft_of(request)
    found = steps(draft.kind, draft.answers, draft.basis)
    missing = missing_of(request, reader, today)
    return Written(request, draft, found, missing, missing_by_step(found, missing))


def is_writable(request: Request) -> bool:
    """Whether answers can be changed; a letter that came in signed stays as it came."""
    writable = process(Direction(request.direction)).marked("writable")
    return request.state in writable and not request.letters.filter(received=True).exists()


def own_state() -> str:
    """The State for which this node works; a made-up one where it is a demonstration; empty where nothing tells."""
    owner = Organization.objects.filter(owns_node=True).exclude(state_code="").values_list("state_code", flat=True)
    made_up = AgreementParty.objects.filter(agreement__fictional=True).order_by("state").values_list("state", flat=True)
    return owner.first() or made_up.first() or ""
