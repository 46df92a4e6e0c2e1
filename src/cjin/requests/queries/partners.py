"""With whom a State has a legal basis for a kind of help, and which."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..models import AgreementParty
from ..rules.basis.facts import Facts, Question
from ..rules.basis.reasoning import RECIPROCITY, legal_basis
from ..rules.kinds import Kind
from .facts import facts_on

COLUMNS = ("state", "other", "kind", "on", "instruments")


@dataclass(frozen=True)
class Partner:
    """Another State, and the instruments that are a basis for asking it, by rank."""

    state: str
    instruments: Sequence[str]


def partners(state: str, kind: Kind, day: date, offences: Sequence[str]) -> list[Partner]:
    """Every other State of which anything is known, by code; those with whom nothing is in force have no instrument.

    Reciprocity is left out: it is open with everybody.
    """
    facts = facts_on(day)
    return [_partner(state, other, kind, day, tuple(offences), facts) for other in _others(state, facts)]


def _others(state: str, facts: Facts) -> list[str]:
    bound = {code for parties in facts.bound.values() for code in parties}
    agreed = set(AgreementParty.objects.values_list("state", flat=True))
    return sorted((bound | agreed) - {state})


def _partner(state: str, other: str, kind: Kind, day: date, offences: tuple[str, ...], facts: Facts) -> Partner:
    found = legal_basis(Question(state, other, kind, day, offences), facts)
    return Partner(other, [one.instrument for one in found.bases if one.instrument != RECIPROCITY])
