"""The figures of a year: for each direction how many by what, how long, how often asked back, and which values."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..case.process import Direction
from ..evidence.values import WHAT
from .counted import STAGES, Counted
from .hiding import FEWEST, hidden, in_fives
from .times import summed_up

TOTAL = "total"
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


type Fives = Mapping[str, Mapping[str, Mapping[str, int]]]
"""Sealed requests in whole fives by direction, figure and group."""


def figures(every: Sequence[Counted], fives: Fives | None = None) -> list[Row]:
    """All figures of some requests that are not sealed, with the sealed ones that were counted when the year was over.

    Those of each direction by themselves: there are none of both together, so that nothing can be taken from one
    another.
    """
    return [
        row
        for direction in Direction
        for row in _of(direction, [o for o in every if o.direction is direction], (fives or {}).get(direction, {}))
    ]


def sealed_in_fives(every: Iterable[Counted]) -> dict[str, dict[str, dict[str, int]]]:
    """Sealed requests as they are counted once and for all; nothing of a direction with fewer than five."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    told = list(every)
    for direction in Direction:
        mine = [one for one in told if one.direction is direction]
        named = {TOTAL: in_fives({"": len(mine)})}
        named |= {name: in_fives(_counted(mine, groups_of)) for name, groups_of in BY.items()}
        found |= {str(direction): {name: groups for name, groups in named.items() if groups}}
    return {direction: named for direction, named in found.items() if named}


def _counted(mine: Iterable[Counted], groups_of: Callable[[Counted], Iterable[str]]) -> Counter[str]:
    return Counter(group for one in mine for group in groups_of(one))


def _of(direction: Direction, mine: Sequence[Counted], fives: Mapping[str, Mapping[str, int]]) -> list[Row]:
    """The figures of one direction; nothing at all where there are fewer than five requests."""
    total = len(mine) + fives.get(TOTAL, {}).get("", 0)
    if total < FEWEST:
        return [Row(str(direction), TOTAL, "", None)] if total else []
    rows = [Row(str(direction), TOTAL, "", total)]
    for name, groups_of in BY.items():
        rows += _counts(direction, name, _counted(mine, groups_of) + Counter(fives.get(name, {})))
    return [*rows, *_times(direction, mine), *_rounds(direction, mine), *_values(direction, mine)]


def _counts(direction: Direction, name: str, groups: Mapping[str, int]) -> list[Row]:
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
