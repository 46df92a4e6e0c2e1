"""Suppression: sensitive cells, and as few others as keep a reader from working them out."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

import numpy as np

from cjin.core.rules.errors import Fault, Invalid
from cjin.statistics.rules.counting.cells import STATUSES, Counted
from cjin.statistics.rules.disclosure.earlier import Known
from cjin.statistics.rules.disclosure.primary import Rule
from cjin.statistics.rules.disclosure.program import System, components, interval, partners
from cjin.statistics.rules.disclosure.relations import Key, Published, published
from cjin.statistics.rules.units import Status

MOST = 5_000
"""So many cells may hang together: more take minutes."""


@dataclass(frozen=True)
class Protected:
    """The tables with their suppressed cells, how many of those are sensitive and how many went with them, and the keys
    of sensitive cells that could be protected only by hiding cells that were exempt.

    What stands in several tables is a cell of each of them.
    """

    tables: tuple[Counted, ...]
    primary: int
    secondary: int
    broken: tuple[Key, ...]


NOBODY = Known()


@dataclass(frozen=True)
class Around:
    """What stands around tables that are protected: ``before`` are tables that were published already, ``finer`` ones
    that never are, ``known`` what readers know.
    """

    before: Sequence[Counted] = ()
    finer: Sequence[Counted] = ()
    known: Known = NOBODY


def nothing(_key: Key) -> bool:
    """No cell is exempt."""
    return False


ALONE = Around()


def protect(
    tables: Sequence[Counted], rule: Rule, exempt: Callable[[Key], bool] = nothing, around: Around = ALONE
) -> Protected:
    """Tables that are published together, with every sensitive cell and what protects it suppressed.

    ``exempt`` says which cells may be shown whatever they are (national totals, by a stated rule); they are neither
    sensitive nor hidden to protect others, unless a sensitive cell cannot be protected otherwise. What an earlier
    publication hid stays hidden, and what it protected stays protected. Raises Invalid where too many cells hang
    together, Unavailable.
    """
    there, told = published([*around.before, *tables], around.finer), around.known
    free = {key for key in there.places if key in told.shown or exempt(key)}
    free |= {one.rest for one in there.relations if one.rest and free.issuperset((one.whole, *one.parts[:-1]))}
    sensitive = {key for key in there.values.keys() - free if rule.hides(there.values[key], there.amounts.get(key))}
    widths = {key: rule.width_of(there.values[key]) for key in sensitive}
    protected = {key: width for key, width in told.hidden.items() if width and key in there.values}
    widths |= {key: max(width, widths.get(key, 0)) for key, width in protected.items()}
    hidden: set[Key] = widths.keys() | there.rests | there.places.keys() & told.hidden.keys()
    broken: list[Key] = []
    for part, mine in _parts(there, widths.keys(), frozenset(free)):
        for key in sorted(mine, key=lambda one: (there.values[one], one)):
            for audience in (frozenset[Key](), *told.audiences):
                hidden |= part.more(key, hidden, audience, widths[key], broken)
    places: dict[int, list[int]] = defaultdict(list)
    first, primary = len(around.before), 0
    for key in hidden & there.places.keys():
        for number, position in there.places[key]:
            places[number].append(position)
            primary += number >= first and key in sensitive
    shown = tuple(_without(table, places[number]) for number, table in enumerate(tables, first))
    every = sum(len(found) for number, found in places.items() if number >= first)
    return Protected(shown, primary, every - primary, tuple(dict.fromkeys(broken)))


def _parts(there: Published, wanted: Set[Key], free: frozenset[Key]) -> "Iterator[tuple[Part, Set[Key]]]":
    """What hangs together by relations, with the wanted cells in it, where there are some."""
    for keys, relations in components(list(there.values), there.relations):
        mine = wanted & set(keys)
        if mine and relations:
            _check_size(keys)
            yield Part(System.of(keys, relations), there.values, free), mine


def _check_size(keys: Sequence[Key]) -> None:
    if len(keys) > MOST:
        message = f"{len(keys)} cells hang together, more than {MOST}; publish fewer dimensions or categories at a time"
        raise Invalid("These figures cannot be protected.", [Fault("tables", message)])


@dataclass(frozen=True)
class Part:
    """Cells that hang together by relations, with their values; ``free`` are those that may be shown."""

    system: System
    values: Mapping[Key, float]
    free: frozenset[Key]

    def more(self, key: Key, hidden: Set[Key], audience: frozenset[Key], width: float, broken: list[Key]) -> Set[Key]:
        """What must be hidden besides, so that readers who know some cells cannot work one out; those that only hiding
        what may be shown protects are noted as broken.
        """
        mine = set(self.system.keys)
        unknown = set(hidden & mine) - audience
        if key in audience or self.is_safe(key, unknown, width):
            return set()
        found = partners(self.system, self.values, unknown, set(self.free | audience) & mine, key, width)
        if found is None:
            broken.append(key)
            found = partners(self.system, self.values, unknown, set(), key, width) or mine
        return found

    def is_safe(self, key: Key, unknown: set[Key], width: float) -> bool:
        """Whether the bounds of a hidden cell lie far enough apart."""
        low, high = interval(self.system, self.values, unknown, key)
        return high - low >= width


def worked_out(tables: Sequence[Counted], around: Around) -> set[Key]:
    """Which cells that were hidden before are shown in tables, or can be worked out from them."""
    there, hidden = published([*around.before, *tables], around.finer), around.known.hidden
    here = published(tables).places.keys()
    found = set(hidden.keys() & here)
    unknown = there.rests | (hidden.keys() & there.values.keys()) - here
    protected = {key for key in unknown if hidden.get(key)}
    for part, mine in _parts(there, protected, frozenset()):
        around_them = unknown.intersection(part.system.keys)
        found |= {key for key in mine if not part.is_safe(key, around_them, hidden[key])}
    return found


def _without(table: Counted, positions: Sequence[int]) -> Counted:
    status = np.array(table.status)
    status.ravel()[list(positions)] = STATUSES.index(Status.SUPPRESSED)
    values = np.array(table.values)
    values.ravel()[list(positions)] = 0
    rates = None if table.rates is None else np.where(status == STATUSES.index(Status.SUPPRESSED), np.nan, table.rates)
    return replace(table, values=values, status=status, rates=rates)
