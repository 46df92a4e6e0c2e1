"""The figures of a year: for each direction how many by what, how long, how often asked back, and which values."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..case.process import Direction
from ..evidence.values import WHAT
from .counted import STAGES, Counted
from .hiding import FEWEST, hidden, with_sealed
from .times import summed_up

BY: dict[str, Callable[[Counted], Iterable[str]]] = {
    "other": lambda one: [one.other],
    "kind": lambda one: [one.kind],
    "measure": lambda one: one.measures,
    "offence": lambda one: one.offences,
    "basis": lambda one: [one.basis] if one.basis else [],
    "outcome": lambda one: [one.outcome],
    "ground": lambda one: one.grounds,
}
"""What is counted by, in this order."""


@dataclass(frozen=True)
class Row:
    """One figure. ``count`` is None where it is hidden; the others where there are any."""

    direction: str
    figure: str
    group: str
    count: int | None = None
    median: float | None = None
    ninetieth: int | None = None
    amount: Decimal | None = None


def figures(every: Sequence[Counted]) -> list[Row]:
    """All figures of some requests, those of each direction by themselves: there are none of both together, so that
    nothing can be taken from one another.
    """
    return [row for direction in Direction for row in _of(direction, [o for o in every if o.direction is direction])]


def _of(direction: Direction, mine: Sequence[Counted]) -> list[Row]:
    """The figures of one direction; nothing at all where there are fewer than five requests."""
    total = sum(with_sealed({"": _open(mine)}, {"": len(mine) - _open(mine)}).values())
    if total < FEWEST:
        return [Row(str(direction), "total", "", None)] if mine and total else []
    rows = [Row(str(direction), "total", "", total)]
    for name, groups_of in BY.items():
        rows += _counts(direction, name, groups_of, mine)
    seen = [one for one in mine if not one.sealed]  # a median or a sum would change with each single one
    return [*rows, *_times(direction, seen), *_rounds(direction, seen), *_values(direction, seen)]


def _open(mine: Sequence[Counted]) -> int:
    return sum(not one.sealed for one in mine)


def _counts(
    direction: Direction, name: str, groups_of: Callable[[Counted], Iterable[str]], mine: Sequence[Counted]
) -> list[Row]:
    told = [
        Counter(group for one in mine if one.sealed is sealed for group in groups_of(one)) for sealed in (False, True)
    ]
    groups = with_sealed(*told)
    left_out = hidden(groups)
    ordered = sorted(
        groups, key=lambda group: (group in left_out, -groups[group] if group not in left_out else 0, group)
    )
    return [Row(str(direction), name, one, None if one in left_out else groups[one]) for one in ordered]


def _times(direction: Direction, mine: Sequence[Counted]) -> list[Row]:
    rows = []
    for stage, _begins, _ends in STAGES[direction]:
        days = [one.days[stage] for one in mine if stage in one.days]
        if days:
            rows.append(_summed_up(direction, "days", stage, days))
    return rows


def _summed_up(direction: Direction, figure: str, group: str, numbers: Sequence[int]) -> Row:
    said = summed_up(numbers)
    middle, most = said or (None, None)
    return Row(str(direction), figure, group, len(numbers) if said else None, middle, most)


def _rounds(direction: Direction, mine: Sequence[Counted]) -> list[Row]:
    """How often it was asked back."""
    return [_summed_up(direction, "clarifications", "", [one.clarifications for one in mine])] if mine else []


def _values(direction: Direction, mine: Sequence[Counted]) -> list[Row]:
    """Values by currency, where they come from five requests or more."""
    keys = {key for one in mine for key in one.values}
    rows = []
    for what, currency in sorted(keys, key=lambda key: (WHAT.index(key[0]), key[1])):
        amounts = [one.values[what, currency] for one in mine if (what, currency) in one.values]
        few = len(amounts) < FEWEST
        if amounts:
            count, amount = (None, None) if few else (len(amounts), sum(amounts, Decimal(0)))
            rows.append(Row(str(direction), what, currency, count, amount=amount))
    return rows


def plain(row: Row) -> dict[str, Any]:
    """A figure as plain data; what is hidden is told as such."""
    return {
        "direction": row.direction,
        "figure": row.figure,
        "group": row.group,
        "count": row.count if row.count is not None else f"<{FEWEST}",
        "median": row.median,
        "ninetieth": row.ninetieth,
        "amount": str(row.amount) if row.amount is not None else None,
    }
