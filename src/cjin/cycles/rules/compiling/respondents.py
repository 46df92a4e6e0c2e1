"""Who is asked: States, institutions, or both. A key tells it: after the State, that of an institution has a number."""

from collections.abc import Collection, Iterable

STATES, INSTITUTIONS, BOTH = "states", "institutions", "both"


def kind_of(key: str) -> str:
    """Whether this is the key of a State or of an institution."""
    return INSTITUTIONS if "-" in key else STATES


def whom(keys: Iterable[str]) -> str:
    """What those with these keys are together: States (nobody too), institutions, or both."""
    kinds = set(map(kind_of, keys))
    return BOTH if len(kinds) > 1 else next(iter(kinds), STATES)


def of_kind(keys: Iterable[str], kind: str) -> tuple[str, ...]:
    """The keys of States, or those of institutions."""
    return tuple(key for key in keys if kind_of(key) == kind)


def homes(keys: Collection[str]) -> int:
    """Of how many States the institutions among these are."""
    return len({key.partition("-")[0] for key in of_kind(keys, INSTITUTIONS)} - {""})
