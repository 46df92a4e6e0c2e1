"""Relations: how the cells of everything that is published together add up, over tables, margins and hierarchies.

A cell that stands in several tables is one cell. What adds up is found from the codes: a dimension to its total, a
category to those inside it, months to their year, completed offences to all of them. What is left of a whole when all
that is published of it is taken away is a cell as well.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from cjin.statistics.rules.classification import iccs
from cjin.statistics.rules.concepts import concepts
from cjin.statistics.rules.counting.cells import CATEGORY, PERIOD, Amount, Counted
from cjin.statistics.rules.counting.plan import AGE, ATTEMPTED
from cjin.statistics.rules.disclosure.nesting import nested
from cjin.statistics.rules.tableset import Table
from cjin.statistics.rules.units import NOT_APPLICABLE, NOT_KNOWN, TOTAL, Attempts

EQUAL = 1e-9
OLDEST = 150
MORE = "\x1f"
"""Stands between the codes of a cell that is narrowed to several codes of a dimension."""
_AGES = re.compile(r"Y(\d+)T(\d*)", re.ASCII)
type Key = tuple[str, ...]
"""What a cell is, whichever table it stands in: the way it was counted, period, categories, codes by dimension."""
type Parted = tuple[Key, Sequence[Key]]
"""A whole and parts of it."""


@dataclass(frozen=True)
class Relation:
    """A whole and its parts.

    ``over`` is by how much the parts are more than the whole: persons and incidents can stand in several of them. A
    reader is supposed to know that as well, since mostly nobody does. ``rest`` is the last of the parts where the whole
    holds more than what is published of it: a cell that nobody publishes, and everybody can work out.
    """

    whole: Key
    parts: tuple[Key, ...]
    over: float = 0.0
    rest: Key | None = None


@dataclass(frozen=True)
class Published:
    """Cells by key with their values, where each stands, how they add up, and who they come from if that was asked for.

    Rests stand nowhere.
    """

    values: Mapping[Key, float]
    places: Mapping[Key, Sequence[tuple[int, int]]]
    relations: Sequence[Relation]
    amounts: Mapping[Key, Amount]

    @property
    def rests(self) -> set[Key]:
        """The cells that nobody publishes."""
        return self.values.keys() - self.places.keys()


def published(tables: Sequence[Counted], finer: Sequence[Counted] = ()) -> Published:
    """The cells of tables that are published together, and how they hang together.

    Tables that are ``finer`` are not published: what lies inside several cells at once is known by them. Cells that are
    not available, and yet stand inside others, are not published either.
    """
    values: dict[Key, float] = {}
    places: dict[Key, list[tuple[int, int]]] = defaultdict(list)
    amounts: dict[Key, Amount] = {}
    for number, table in enumerate([*tables, *finer]):
        held = table.values.ravel()
        for position, cell in enumerate(table.cells()):
            if not _can_hold(table.table, dict(zip((axis.name for axis in table.axes), cell.codes, strict=True))):
                continue
            key = key_of(table, cell.codes)
            if cell.value is not None and number < len(tables):
                values[key] = cell.value
                places[key].append((number, position))
            elif cell.value is not None or held[position]:
                values.setdefault(key, float(held[position]))
            if table.amounts and position in table.amounts and (number < len(tables) or key not in amounts):
                amounts[key] = table.amounts[position]
    parted = chain(_splits(values), _far(values), _categories(values))
    relations = [_with_rest(*one, values) for one in parted] + [_closed(*one, values) for one in _periods(values)]
    rests = {one.rest: _lack(one.whole, one.parts[:-1], values) for one in relations if one.rest is not None}
    amounts |= {one.rest: _of_rest(one, amounts) for one in relations if one.rest and one.whole in amounts}
    return Published(values | rests, dict(places), list(dict.fromkeys(relations)), amounts)


def _of_rest(relation: Relation, amounts: Mapping[Key, Amount]) -> Amount:
    """Of a rest it is known how many rows it comes from; those of the whole that are in no part can be its largest."""
    whole = amounts[relation.whole]
    parts = [amounts[part] for part in relation.parts[:-1] if part in amounts]
    known = [one for part in parts for one in (part.first, part.second)]
    first, second = (*(one for one in (whole.first, whole.second) if one not in known), whole.second, whole.second)[:2]
    return Amount(whole.rows - sum(part.rows for part in parts), first, second)


def _lack(whole: Key, parts: Sequence[Key], values: Mapping[Key, float]) -> float:
    """How much of the whole is in none of the parts; below zero where they are more."""
    less = values[whole] - sum(values[part] for part in parts)
    return less if abs(less) > EQUAL else 0.0


def _closed(whole: Key, parts: Sequence[Key], values: Mapping[Key, float]) -> Relation:
    """A relation without a rest: the parts are all that there is."""
    return Relation(whole, tuple(sorted(parts)), -_lack(whole, parts, values))


def _with_rest(whole: Key, parts: Sequence[Key], values: Mapping[Key, float]) -> Relation:
    """A relation with a rest where the parts are less than the whole.

    Where they make up the whole, a reader is supposed to know that there is no rest.
    """
    if _lack(whole, parts, values) <= 0:
        return _closed(whole, parts, values)
    mine = sorted(parts)
    without = ", ".join(" ".join(sorted(set(part[2:]) - set(whole[2:]))) for part in mine)
    rest = (*whole[:2], f"{whole[2]} without {without}", *whole[3:])
    return Relation(whole, (*mine, rest), rest=rest)


def _can_hold(table: Table, said: Mapping[str, str]) -> bool:
    """Whether a cell can hold anything: not where its own code is one that the table leaves out."""
    narrowed = {**{name: set(codes) for name, codes in table.where.items()}, **_attempts(table)}
    return all(said.get(name, TOTAL) in {TOTAL, *codes} for name, codes in narrowed.items())


def key_of(table: Counted, codes: Sequence[str]) -> Key:
    """What a cell is, by its codes in the order of the table's axes. The rule of attempts narrows them by itself."""
    said = dict(zip((axis.name for axis in table.axes), codes, strict=True))
    one = table.table
    way = f"{one.unit}|{one.counted}|{one.principal}|{one.dated}"
    members = "+".join(sorted(one.categories.get(said[CATEGORY], ()))) or TOTAL
    split = {name: code for name, code in said.items() if name not in (PERIOD, CATEGORY) and code != TOTAL}
    narrowed = {**one.where, **_attempts(one)}
    split = {name: MORE.join(sorted(those)) for name, those in narrowed.items()} | split
    return (way, said[PERIOD], members, *sorted(f"{name}={code}" for name, code in split.items()))


def _attempts(table: Table) -> dict[str, set[str]]:
    """What the rule of attempts leaves of a table, as far as the table does."""
    if not table.by_attempts:
        return {}
    others = {*concepts()[ATTEMPTED].codes, NOT_KNOWN, NOT_APPLICABLE} - {"ATT"}
    kept = {"ATT"} if table.attempts is Attempts.ONLY else others
    return {ATTEMPTED: kept.intersection(table.where.get(ATTEMPTED, kept))}


def in_words(key: Key) -> str:
    """A cell as a person reads it: period, categories, codes."""
    return " ".join(key[1:]).replace(MORE, "+")


def is_total(key: Key) -> bool:
    """Whether a cell is a total: not split by any dimension, only by period and category."""
    return len(key) == 3


def _splits(values: Mapping[Key, float]) -> Iterator[Parted]:
    """A cell, and those that are narrower by the codes of a dimension, whichever tables they stand in."""
    beside: dict[tuple[Key, str], set[str]] = defaultdict(set)
    for key in values:
        for entry in key[3:]:
            name, _equals, codes = entry.partition("=")
            beside[_wider(key, (entry,)), name].add(codes)
    for (base, name), every in beside.items():
        sets = frozenset(every | ({TOTAL} if base in values else set()))
        for whole, parts in nested(sets, _years if name == AGE else _codes):
            yield _narrower(base, name, whole), [_narrower(base, name, one) for one in parts]


def _codes(said: str) -> frozenset[str]:
    return frozenset(said.split(MORE))


def _years(said: str) -> frozenset[str]:
    """The years of a group of ages."""
    found = _AGES.fullmatch(said)
    return frozenset(map(str, range(int(found[1]), int(found[2] or OLDEST) + 1))) if found else frozenset([said])


def _wider(key: Key, left: Sequence[str]) -> Key:
    return tuple(one for one in key if one not in left)


def _narrower(key: Key, name: str, codes: str) -> Key:
    return key if codes == TOTAL else (*key[:3], *sorted((*key[3:], f"{name}={codes}")))


def _far(values: Mapping[Key, float]) -> Iterator[Parted]:
    """A cell, and one that is narrower by several dimensions at once, where none is published between them."""
    for key in values:
        for size in range(2, len(key) - 2):
            for left in combinations(key[3:], size):
                between = (less for fewer in range(1, size) for less in combinations(left, fewer))
                if _wider(key, left) in values and not any(_wider(key, less) in values for less in between):
                    yield _wider(key, left), [key]


def _categories(values: Mapping[Key, float]) -> Iterator[Parted]:
    """A category, a set of them or all offences, and what is published inside."""
    beside: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for way, period, members, *split in values:
        beside[way, period, *split].add(members)
    for (way, period, *split), every in beside.items():
        for whole, parts in nested(frozenset(every), _below):
            yield (way, period, whole, *split), [(way, period, one, *split) for one in parts]


def _below(members: str) -> frozenset[str]:
    return frozenset(code for one in members.split("+") for code in iccs().under(one))


def _periods(values: Mapping[Key, float]) -> Iterator[Parted]:
    """A year and its months, where all that the load holds of it are published."""
    months: dict[Key, list[Key]] = defaultdict(list)
    for key in values:
        if len(key[1]) == 7:
            months[key[0], key[1][:4], *key[2:]].append(key)
    return ((year, parts) for year, parts in months.items() if year in values)
