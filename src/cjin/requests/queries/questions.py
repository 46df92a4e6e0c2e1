"""Questions about a legal basis, checked against what the node knows."""

from collections.abc import Iterable
from datetime import date

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.identifiers import StateCode
from cjin.reference.models import State
from cjin.statistics.rules.classification import iccs

from ..models import AgreementParty
from ..rules.basis.facts import Question
from ..rules.kinds import Kind


def question_of(requesting: str, requested: str, kind: str, offences: Iterable[str], day: date) -> Question:
    """A question about two different States that the node knows. Raises Invalid with each fault."""
    asking, asked = StateCode.of(requesting), StateCode.of(requested)
    faults = [Fault(code, "is no State that is known here") for code in (asking, asked) if not _known(code)]
    if asking == asked:
        faults.append(Fault(asking, "asks itself; name two States"))
    if faults:
        raise Invalid("The question cannot be answered.", faults)
    return Question(asking, asked, Kind(kind), day, checked(offences))


def _known(code: str) -> bool:
    return State.objects.filter(pk=code).exists() or AgreementParty.objects.filter(state=code).exists()


def checked(offences: Iterable[str]) -> tuple[str, ...]:
    """Categories of ICCS, each once. Raises Invalid for a code that ICCS does not have."""
    codes = tuple(dict.fromkeys(offences))
    strange = [code for code in codes if code not in iccs().categories]
    if strange:
        raise Invalid("The question cannot be answered.", [Fault(code, "is no category of ICCS") for code in strange])
    return codes
