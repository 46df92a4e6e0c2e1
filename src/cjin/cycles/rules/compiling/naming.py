"""What may be shown by the names of States, so that nobody learns what those said who did not agree to be named."""

from collections.abc import Mapping, Sequence

from ..vocabulary import LAW, PRACTICE
from .counting import Given, state_of

LEAST = 3
"""So many replies without a name stand together at least, where there are any."""


def may_name(question: str, given: Sequence[Given]) -> bool:
    """Whether States may be shown by name under a question about the state of implementation.

    The counts of all are public. Who takes the named replies away from them is left with those without a name, so that
    there are none of these, or at least LEAST: among all replies, and among those that tell each thing that is counted.
    """
    unnamed = [one for one in given if not one.named]
    sizes = [len(unnamed), *map(sum, zip(*(_told(question, one) for one in unnamed), strict=True))]
    return all(size == 0 or size >= LEAST for size in sizes)


def _told(question: str, one: Given) -> tuple[bool, ...]:
    """What a reply tells: anything, its state in practice, in law, in one of both, and that now and before."""
    value = one.answers.get(question, {}).get("value")
    said = value if isinstance(value, Mapping) else {}
    state = bool(state_of(one.answers.get(question)))
    both = state and bool(state_of(one.before.get(question)))
    return bool(said), PRACTICE in said, LAW in said, state, both
