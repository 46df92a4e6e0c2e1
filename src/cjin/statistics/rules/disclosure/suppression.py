"""Suppression: sensitive cells, and as few others as keep a reader from working them out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from cjin.statistics.rules.counting.cells import STATUSES, Counted
from cjin.statistics.rules.disclosure.primary import Rule
from cjin.statistics.rules.disclosure.program import System, components, interval, partners
from cjin.statistics.rules.disclosure.relations import Key, published
from cjin.statistics.rules.units import Status


@dataclass(frozen=True)
class Protected:
    """The tables with their suppressed cells, how many are sensitive and how many went with them, and the keys of
    sensitive cells that could be protected only by hiding cells that were exempt.
    """

    tables: tuple[Counted, ...]
    primary: int
    secondary: int
    broken: tuple[Key, ...]


def nothing(_key: Key) -> bool:
    """No cell is exempt."""
    return False


def protect(
    tables: Sequence[Counted], rule: Rule, exempt: Callable[[Key], bool] = nothing, also: Iterable[Key] = ()
) -> Protected:
    """Tables that are published together, with every sensitive cell and what protects it suppressed.

    ``exempt`` says which cells may be shown whatever they are (national totals, by a stated rule); they are neither
    sensitive nor hidden to protect others, unless a sensitive cell cannot be protected otherwise. ``also`` are cells
    that are hidden whatever they are, because an earlier publication of the same figures hid them.
    """
    there = published(tables)
    free = {key for key in there.places if exempt(key)}
    free |= {one.rest for one in there.relations if one.rest and free.issuperset((one.whole, *one.parts[:-1]))}
    sensitive = {key for key in there.values.keys() - free if rule.hides(there.values[key], there.amounts.get(key))}
    hidden: set[Key] = sensitive | there.rests | there.places.keys() & set(also)
    broken: list[Key] = []
    for keys, relations in components(list(there.values), there.relations):
        mine = sensitive.intersection(keys)
        if not mine or not relations:
            continue
        system = System.of(keys, relations)
        for key in sorted(mine, key=lambda one: (there.values[one], one)):
            low, high = interval(system, there.values, hidden.intersection(keys), key)
            width = rule.width_of(there.values[key])
            if high - low >= width:
                continue
            more = partners(system, there.values, hidden, free, key, width)
            if more is None:
                broken.append(key)
                more = partners(system, there.values, hidden, set(), key, width) or set(keys)
            hidden |= more
    places: dict[int, list[int]] = defaultdict(list)
    for key in hidden - there.rests:
        for number, position in there.places[key]:
            places[number].append(position)
    shown = tuple(_without(table, places[number]) for number, table in enumerate(tables))
    return Protected(shown, len(sensitive - there.rests), len(hidden - there.rests - sensitive), tuple(broken))


def _without(table: Counted, positions: Sequence[int]) -> Counted:
    status = np.array(table.status)
    status.ravel()[list(positions)] = STATUSES.index(Status.SUPPRESSED)
    values = np.array(table.values)
    values.ravel()[list(positions)] = 0
    rates = None if table.rates is None else np.where(status == STATUSES.index(Status.SUPPRESSED), np.nan, table.rates)
    return replace(table, values=values, status=status, rates=rates)
