"""All pairs of States at once: which instruments are in force between each two, for one kind of help."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import permutations

from ..kinds import Kind
from .declarations import refuses_as_basis
from .facts import Facts
from .instruments import Instrument
from .reasoning import candidates


def all_pairs(
    states: Sequence[str], kind: Kind, day: date, facts: Facts, offences: Sequence[str] = ()
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each State that asks with each that is asked and the instruments of the catalogue that are a basis, in order.

    The same as ``reasoning.legal_basis`` says of each pair, without reasons; agreements of the node are left out.
    """
    known = candidates(kind, offences)
    asks = {state: _bits(known, state, day, facts) for state in states}
    answers = {state: asks[state] & ~_refused(known, state, kind, facts) for state in states}
    named: dict[int, tuple[str, ...]] = {}
    for asking, asked in permutations(states, 2):
        both = asks[asking] & answers[asked]
        if both not in named:
            named[both] = tuple(one.slug for place, one in enumerate(known) if both >> place & 1)
        yield asking, asked, named[both]


def _bits(known: Sequence[Instrument], state: str, day: date, facts: Facts) -> int:
    """A bit for each instrument that is in force for a State, with its convention where it is a protocol."""
    bits = 0
    for place, one in enumerate(known):
        needed = [one.slug, one.parent] if one.parent else [one.slug]
        if all(_in_force(slug, state, day, facts) for slug in needed):
            bits |= 1 << place
    return bits


def _in_force(slug: str, state: str, day: date, facts: Facts) -> bool:
    bound = facts.bound.get(slug, {}).get(state)
    return bound is not None and bound.since(day) is not None


def _refused(known: Sequence[Instrument], state: str, kind: Kind, facts: Facts) -> int:
    if kind is not Kind.EXTRADITION:
        return 0
    return sum(1 << place for place, one in enumerate(known) if refuses_as_basis(one, state, facts))
