"""Small linear programs over the relations of published cells: what a reader can work out, and what must go as well."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from cjin.core.rules.errors import Unavailable
from cjin.statistics.rules.disclosure.relations import Key, Relation

INFINITY = highspy.kHighsInf
TOO_SMALL = 1e-7
_ENDLESS = (
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnbounded,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
)


@dataclass(frozen=True)
class System:
    """Equations over cells: each row, the whole with a minus, sums up to ``sums``."""

    keys: tuple[Key, ...]
    rows: tuple[tuple[tuple[int, float], ...], ...]
    sums: tuple[float, ...]

    @classmethod
    def of(cls, keys: Sequence[Key], relations: Sequence[Relation]) -> "System":
        """The equations of some relations over some cells."""
        place = {key: number for number, key in enumerate(keys)}
        rows = [
            tuple([(place[part], 1.0) for part in relation.parts] + [(place[relation.whole], -1.0)])
            for relation in relations
        ]
        return cls(tuple(keys), tuple(rows), tuple(relation.over for relation in relations))


def components(keys: Sequence[Key], relations: Sequence[Relation]) -> list[tuple[list[Key], list[Relation]]]:
    """Cells that hang together by relations, with those relations; what hangs apart is looked at apart."""
    leader = {key: key for key in keys}

    def lead(key: Key) -> Key:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for relation in relations:
        for part in relation.parts:
            leader[lead(part)] = lead(relation.whole)
    cells: dict[Key, list[Key]] = defaultdict(list)
    for key in keys:
        cells[lead(key)].append(key)
    mine: dict[Key, list[Relation]] = defaultdict(list)
    for relation in relations:
        mine[lead(relation.whole)].append(relation)
    return [(found, mine[head]) for head, found in cells.items()]


def interval(system: System, values: Mapping[Key, float], hidden: set[Key], wanted: Key) -> tuple[float, float]:
    """The least and the greatest value that a hidden cell can have, for somebody who sees all others."""
    lower = [0.0 if key in hidden else values[key] for key in system.keys]
    upper = [INFINITY if key in hidden else values[key] for key in system.keys]
    found = []
    for sign in (1.0, -1.0):
        cost = [0.0] * len(lower)
        cost[system.keys.index(wanted)] = sign
        solution = _solve(cost, lower, upper, system.rows, system.sums)
        found.append(sign * INFINITY * -1 if solution is None else float(solution[system.keys.index(wanted)]))
    return found[0], found[1]


def partners(
    system: System, values: Mapping[Key, float], hidden: set[Key], exempt: set[Key], wanted: Key, width: float
) -> set[Key] | None:
    """The cheapest other cells to hide so that a hidden cell could be greater by ``width``; None where none will do.

    Two columns a cell: how much more and how much less it could be. Hiding a small cell is cheaper than a great one.
    """
    count = len(system.keys)
    cost = [0.0 if key in hidden else 1.0 + np.log1p(values[key]) for key in system.keys]
    most = [0.0 if key in exempt and key not in hidden else INFINITY for key in system.keys]
    less = [min(limit, values[key]) for key, limit in zip(system.keys, most, strict=True)]
    here = system.keys.index(wanted)
    lower = [0.0] * (2 * count)
    lower[here] = width
    upper = [*most, *less]
    upper[count + here] = 0.0
    rows = [_both(row, count) for row in system.rows]
    solution = _solve([*cost, *cost], lower, upper, rows, [0.0] * len(rows))
    if solution is None:
        return None
    moved = np.array(solution[:count]) + np.array(solution[count : 2 * count])
    return {key for key, much in zip(system.keys, moved, strict=True) if much > TOO_SMALL}


def _both(row: Sequence[tuple[int, float]], count: int) -> tuple[tuple[int, float], ...]:
    """A row over columns of more and of less."""
    return (*row, *((count + place, -factor) for place, factor in row))


def _solve(
    cost: Sequence[float],
    lower: Sequence[float],
    upper: Sequence[float],
    rows: Sequence[Sequence[tuple[int, float]]],
    sums: Sequence[float],
) -> Sequence[float] | None:
    """The cheapest solution, None where there is none or no end to it. Raises Unavailable where that stays open."""
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(cost), len(rows)
    program.col_cost_, program.col_lower_, program.col_upper_ = np.array(cost), np.array(lower), np.array(upper)
    program.row_lower_ = program.row_upper_ = np.array(sums)
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.cumsum([0, *(len(row) for row in rows)])
    matrix.index_ = np.array([place for row in rows for place, _ in row])
    matrix.value_ = np.array([factor for row in rows for _, factor in row])
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.passModel(program)
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kOptimal:
        return list(solver.getSolution().col_value)
    if status not in _ENDLESS:
        raise Unavailable("It cannot be worked out what these figures tell of those that are kept back.")
    return None
