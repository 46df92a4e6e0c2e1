"""What is known around a draft: the bases between the two States, and what the addressee may do and reads."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from cjin.core.queries.release import Reader
from cjin.directory.queries.entries import competent
from cjin.directory.rules.competence import Answer
from cjin.directory.rules.competence import Question as Whom
from cjin.directory.rules.kinds import Function
from cjin.statistics.rules.classification import iccs

from ..models import Request
from ..rules.basis.facts import Question
from ..rules.basis.reasoning import Found, legal_basis
from ..rules.letter.data import only_asked
from ..rules.letter.units import Wording, languages_in, unworded
from ..rules.writing.completeness import Missing, Surroundings, missing
from ..rules.writing.drafts import Draft
from .cases import draft_of
from .facts import facts_on
from .letters import wordings_of


def offences_of(draft: Draft) -> tuple[str, ...]:
    """The categories of ICCS that a draft names, each once; those that ICCS does not have are left out."""
    codes = [one.get("iccs", "") for one in draft.answers.get("offences", ())]
    return tuple(dict.fromkeys(code for code in codes if code in iccs().categories))


def basis_of(draft: Draft, today: date) -> Found:
    """The legal bases for a draft on a day."""
    question = Question(draft.requesting, draft.requested, draft.kind.basis, today, offences_of(draft))
    return legal_basis(question, facts_on(today, [draft.requesting, draft.requested]))


def addressees_of(draft: Draft, reader: Reader, today: date) -> Answer:
    """Who is competent there for what a draft asks, under the instrument that it names."""
    offences = offences_of(draft)
    asked = Whom(
        state=draft.requested,
        function=Function(draft.kind.function),
        day=today,
        offence=offences[0] if len(offences) == 1 else "",
        instrument=draft.basis,
        urgent=bool(draft.answers.get("urgent")),
    )
    return competent(reader, asked)


def around(draft: Draft, reader: Reader, today: date) -> Surroundings:
    """All that ``completeness.missing`` has to know."""
    found = {one.known.entry.body: one.known.entry for one in addressees_of(draft, reader, today).competent}
    addressee = found.get(draft.addressee)
    return Surroundings(
        today=today,
        basis=draft.basis,
        bases=frozenset(one.instrument for one in basis_of(draft, today).bases),
        languages=(addressee.languages or None) if addressee else None,
        competent=addressee is not None,
        offences=iccs().categories,
    )


def missing_of(request: Request, reader: Reader, today: date) -> list[Missing]:
    """What is still missing or wrong in a request, by what the node knows today."""
    return missing_in(draft_of(request), reader, today, wordings_of(request))


def missing_in(draft: Draft, reader: Reader, today: date, wordings: Sequence[Wording] = ()) -> list[Missing]:
    """The same for a draft with these wordings: its passages have to be put into each of its languages that is
    accepted there.
    """
    others, shown = languages_in(draft.answers)[1:], only_asked(draft)
    known = replace(around(draft, reader, today), unworded={one: len(unworded(shown, one, wordings)) for one in others})
    return missing(draft.kind, draft.answers, known)
