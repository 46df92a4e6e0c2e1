"""Relations: how the cells of everything that is published together add up, over tables, margins and hierarchies.

A cell that stands in several tables is one cell. What adds up is found from the codes: a dimension to its total, a
category to those below it (and a rest that nobody publishes), a set of categories to its parts, months to their year.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cjin.statistics.rules.classification import iccs
from cjin.statistics.rules.counting.cells import CATEGORY, PERIOD, Counted
from cjin.statistics.rules.units import TOTAL, Status

EQUAL = 1e-9
OLDEST = 999
MORE = "&"
"""Stands between the codes of a cell that is narrowed to several codes of a dimension."""
_AGES = re.compile(r"age=Y(\d+)T(\d*)\Z", re.ASCII)
type Key = tuple[str, ...]
"""What a cell is, whichever table it stands in: the way it was counted, period, categories, codes by dimension."""


@dataclass(frozen=True)
class Relation:
    """A whole and its parts; ``rest`` says that the whole may hold more than its parts.

    ``over`` is by how much the parts are more than the whole: persons and incidents can stand in several of them. A
    reader is supposed to know that as well, since mostly nobody does.
    """

    whole: Key
    parts: tuple[Key, ...]
    rest: bool = False
    over: float = 0.0


@dataclass(frozen=True)
class Published:
    """Cells by key with their values, where each stands, and how they add up."""

    values: Mapping[Key, float]
    places: Mapping[Key, Sequence[tuple[int, int]]]
    relations: Sequence[Relation]


def published(tables: Sequence[Counted]) -> Published:
    """The cells of tables that are published together, and how they hang together."""
    values: dict[Key, float] = {}
    places: dict[Key, list[tuple[int, int]]] = defaultdict(list)
    for number, table in enumerate(tables):
        for position, cell in enumerate(table.cells()):
            if cell.status is Status.NOT_AVAILABLE or cell.value is None:
                continue
            key = key_of(table, cell.codes)
            values[key] = cell.value
            places[key].append((number, position))
    relations = [*_margins(tables, values), *_categories(values), *_periods(values), *_narrowed(values), *_ages(values)]
    return Published(values, places, list(dict.fromkeys(relations)))


def key_of(table: Counted, codes: Sequence[str]) -> Key:
    """What a cell is, by its codes in the order of the table's axes."""
    said = dict(zip((axis.name for axis in table.axes), codes, strict=True))
    one = table.table
    way = f"{one.unit}|{one.counted}|{one.principal}|{one.dated}|{one.attempts}"
    members = "+".join(sorted(one.categories.get(said[CATEGORY], ()))) or TOTAL
    split = {name: code for name, code in said.items() if name not in (PERIOD, CATEGORY) and code != TOTAL}
    split = {name: MORE.join(sorted(those)) for name, those in one.where.items()} | split
    return (way, said[PERIOD], members, *(f"{name}={code}" for name, code in sorted(split.items())))


def is_total(key: Key) -> bool:
    """Whether a cell is a total: not split by any dimension, only by period and category."""
    return len(key) == 3


def _margins(tables: Sequence[Counted], values: Mapping[Key, float]) -> Iterator[Relation]:
    """Each total of a dimension and the codes that it adds up from."""
    for table in tables:
        for cell in table.cells():
            for place, axis in enumerate(table.axes):
                if cell.codes[place] == TOTAL and axis.name not in (PERIOD, CATEGORY):
                    before, after = cell.codes[:place], cell.codes[place + 1 :]
                    parts = tuple(key_of(table, (*before, code, *after)) for code in axis.codes[:-1])
                    whole = key_of(table, cell.codes)
                    if values.keys() >= {whole, *parts}:
                        yield Relation(whole, parts, over=_over(whole, parts, values))


def _over(whole: Key, parts: Sequence[Key], values: Mapping[Key, float]) -> float:
    more = sum(values[part] for part in parts) - values[whole]
    return more if abs(more) > EQUAL else 0.0


def _categories(values: Mapping[Key, float]) -> Iterator[Relation]:
    """A category and what is published below it; a set and the categories it is made of.

    Where the parts make up the whole, a reader is supposed to know that there is no rest.
    """
    tree = iccs()
    beside: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for way, period, members, *split in values:
        if members != TOTAL:
            beside[way, period, *split].add(members)
    for (way, period, *split), every in beside.items():
        for members in every:
            codes = members.split("+")
            below = [code for code in (codes if len(codes) > 1 else tree.children[codes[0]]) if code in every]
            if below:
                whole, parts = (way, period, members, *split), [(way, period, code, *split) for code in below]
                over = _over(whole, parts, values)
                counts_keys = "|units|" not in way
                yield Relation(
                    whole,
                    tuple(parts),
                    rest=over < 0 or (over > 0 and not counts_keys),
                    over=max(over, 0) if counts_keys else 0,
                )


def _periods(values: Mapping[Key, float]) -> Iterator[Relation]:
    """A year and its months, where all that the load holds of it are published."""
    months: dict[Key, list[Key]] = defaultdict(list)
    for key in values:
        if len(key[1]) == 7:
            months[key[0], key[1][:4], *key[2:]].append(key)
    every = ((year, tuple(parts)) for year, parts in months.items() if year in values)
    return (Relation(year, parts, over=_over(year, parts, values)) for year, parts in every)


def _narrowed(values: Mapping[Key, float]) -> Iterator[Relation]:
    """A cell that is narrowed to several codes of a dimension, and those of the codes that stand by themselves."""
    for key in values:
        for place in range(3, len(key)):
            name, _equals, codes = key[place].partition("=")
            if MORE in codes:
                every = [(*key[:place], f"{name}={code}", *key[place + 1 :]) for code in codes.split(MORE)]
                parts = tuple(part for part in every if part in values)
                if parts:
                    over = _over(key, parts, values)
                    yield Relation(key, parts, rest=over < 0, over=max(over, 0.0))


def _ages(values: Mapping[Key, float]) -> Iterator[Relation]:
    """A group of ages and the narrower groups of another table that make it up."""
    beside: dict[Key, dict[tuple[int, int], Key]] = defaultdict(dict)
    for key in values:
        for place in range(3, len(key)):
            if found := _AGES.match(key[place]):
                bounds = (int(found[1]), int(found[2] or OLDEST))
                beside[(*key[:place], "age", *key[place + 1 :])][bounds] = key
    for groups in beside.values():
        for whole, key in groups.items():
            parts = _within(whole, [one for one in groups if one != whole])
            if parts:
                told = tuple(groups[one] for one in parts)
                yield Relation(key, told, over=_over(key, told, values))


def _within(whole: tuple[int, int], groups: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Groups that follow each other from the first to the last age of another one, the narrowest rather; none else."""
    found, age = [], whole[0]
    while age <= whole[1]:
        fitting = [one for one in groups if one[0] == age and one[1] <= whole[1]]
        if not fitting:
            return []
        found.append(min(fitting))
        age = found[-1][1] + 1
    return found
