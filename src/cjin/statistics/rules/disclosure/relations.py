"""Relations: how the cells of everything that is published together add up, over tables, margins and hierarchies.

A cell that stands in several tables is one cell. What adds up is found from the codes: a dimension to its total, a
category to those below it (and a rest that nobody publishes), a set of categories to its parts, months to their year.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cjin.statistics.rules.classification import iccs
from cjin.statistics.rules.counting.cells import CATEGORY, PERIOD, Counted
from cjin.statistics.rules.units import TOTAL, Status

EQUAL = 1e-9
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
    relations = [*_margins(tables, values), *_categories(values), *_periods(values)]
    return Published(values, places, list(dict.fromkeys(relations)))


def key_of(table: Counted, codes: Sequence[str]) -> Key:
    """What a cell is, by its codes in the order of the table's axes."""
    said = dict(zip((axis.name for axis in table.axes), codes, strict=True))
    one = table.table
    way = f"{one.unit}|{one.counted}|{one.principal}|{one.dated}|{one.attempts}|{sorted(one.where.items())}|{one.ages}"
    if "age" not in said:
        way = way.rpartition("|")[0]
    members = "+".join(sorted(one.categories.get(said[CATEGORY], ()))) or TOTAL
    split = [
        f"{name}={code}" for name, code in sorted(said.items()) if name not in (PERIOD, CATEGORY) and code != TOTAL
    ]
    return (way, said[PERIOD], members, *split)


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
