"""What earlier publications showed and hid: two publications of the same figures must not tell more than one."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from cjin.statistics.rules.counting.cells import Counted
from cjin.statistics.rules.disclosure.primary import Rule
from cjin.statistics.rules.disclosure.relations import Key, published

UNCHANGED = 1e-6


@dataclass(frozen=True)
class Earlier:
    """A table as it was counted for an earlier publication, and the codes of the cells that were hidden there.

    ``same`` says that it was counted from the same records; ``readers`` is who could see it, the more the higher;
    ``rule`` is the one it was protected by; ``finer`` are tables that tell what lies inside several of its cells.
    """

    table: Counted
    hidden: Collection[tuple[str, ...]]
    same: bool
    readers: int
    rule: Rule | None = None
    finer: Sequence[Counted] = ()


@dataclass(frozen=True)
class Known:
    """What readers know already of the cells that are published now.

    ``shown`` are cells that all readers of now saw; ``hidden`` what must stay hidden, with how far apart its bounds
    must lie; ``audiences`` what each circle of fewer readers saw.
    """

    shown: frozenset[Key] = frozenset()
    hidden: Mapping[Key, float] = field(default_factory=dict)
    audiences: Sequence[frozenset[Key]] = ()


def known(earlier: Sequence[Earlier], now: Sequence[Counted], rule: Rule, readers: int) -> Known:
    """What earlier publications told, as far as the cells of now have not another value since.

    A cell that the rule calls sensitive is never taken as shown to all, whoever showed it: it is hidden from now on.
    """
    values = published(now).values
    shown: dict[int, set[Key]] = defaultdict(set)
    hidden: dict[Key, float] = {}
    public: set[Key] = set()
    for one in earlier:
        there = published([one.table])
        codes = list(product(*(axis.codes for axis in one.table.axes)))
        for key, places in there.places.items():
            value, amount = there.values[key], there.amounts.get(key)
            if not one.same and abs(values.get(key, value) - value) > UNCHANGED:
                continue
            if codes[places[0][1]] in one.hidden:
                told = one.rule is not None and one.rule.hides(value, amount)
                width = one.rule.width_of(value) if one.rule is not None and told else 0.0
                hidden[key] = max(hidden.get(key, 0.0), width)
            else:
                shown[one.readers].add(key)
                if one.readers >= readers and not rule.hides(value, amount):
                    public.add(key)
    circles = [
        frozenset(key for level, keys in shown.items() if level >= fewer for key in keys)
        for fewer in shown
        if fewer < readers
    ]
    kept = {key: width for key, width in hidden.items() if key not in public}
    return Known(frozenset(public), kept, circles)
