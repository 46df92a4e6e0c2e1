"""Whether the records of a load have a place by their codes, beside those of the load before, and if not, why."""

from collections.abc import Collection, Iterable, Mapping

type Coverage = Mapping[str, Mapping[str, int]]
"""By concept how many rows there are and how many of them have a place, as a report tells it."""


def poorly_placed(coverage: Coverage, before: Coverage) -> list[str]:
    """The concepts of whose records none has a place by its code, or less than half as many as in the load before."""
    return [
        name
        for name, told in coverage.items()
        if told["rows"] and (not told["rows_placed"] or _share(told) < _share(before.get(name, {})) / 2)
    ]


def _share(told: Mapping[str, int]) -> float:
    return told["rows_placed"] / told["rows"] if told.get("rows") else 0


def lost_zeros(codes: Iterable[str], known: Collection[str]) -> list[str]:
    """Codes without a place that are known with a zero before them: a program has taken it for a number."""
    return [code for code in codes if code.isdecimal() and f"0{code}" in known]
