"""What earlier publications showed and hid: two publications of the same figures must not tell more than one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import product

from cjin.statistics.rules.counting.cells import Counted
from cjin.statistics.rules.disclosure.primary import Rule
from cjin.statistics.rules.disclosure.relations import Key, published

UNCHANGED = 1e-6


@dataclass(frozen=True)
class Earlier:
    """A table as it was counted for an earlier publication, and the codes of the cells that were hidden there.

    ``same`` says that it was counted from the same records; ``seen`` that the readers of now could see it.
    """

    table: Counted
    hidden: Collection[tuple[str, ...]]
    same: bool
    seen: bool


@dataclass(frozen=True)
class Known:
    """What readers know already of the cells that are published now: the shown ones, and what must stay hidden."""

    shown: frozenset[Key]
    hidden: frozenset[Key]


def known(earlier: Sequence[Earlier], now: Sequence[Counted], rule: Rule) -> Known:
    """What earlier publications told, as far as the cells of now have not another value since.

    A cell that the rule calls sensitive is never taken as shown, whoever showed it: it is hidden from now on.
    """
    values = published(now).values
    shown: set[Key] = set()
    hidden: set[Key] = set()
    for one in earlier:
        there = published([one.table])
        codes = list(product(*(axis.codes for axis in one.table.axes)))
        for key, places in there.places.items():
            if one.same or abs(values.get(key, there.values[key]) - there.values[key]) <= UNCHANGED:
                if codes[places[0][1]] in one.hidden:
                    hidden.add(key)
                elif one.seen and not rule.hides(there.values[key], there.amounts.get(key)):
                    shown.add(key)
    return Known(frozenset(shown), frozenset(hidden - shown))
