"""From national codes to the categories of a table: by shares for units, in layers of disjoint sets for keys."""

from collections import defaultdict
from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from cjin.statistics.rules.classification import iccs
from cjin.statistics.rules.correspondence import Correspondence
from cjin.statistics.rules.counting.decoding import Numbers


def shares(
    sets: Map[str, tuple[str, ...]], codes: Sequence[str], correspondence: Correspondence, days: Sequence[date]
) -> Numbers:
    """The share of each national code in each set, by the day that begins a period: (periods, sets, codes).

    There is one period for all of them where no code changes its place.
    """
    holding = _holding(sets)
    links = [(place, link) for place, code in enumerate(codes) for link in correspondence.links.get(code, ())]
    changing = any(link.valid_from or link.valid_to for _, link in links)
    found = np.zeros((len(days) if changing else 1, len(sets), len(codes)))
    placed = [(number, place, link) for place, link in links for number in holding.get(link.target, ())]
    numbers, places = [number for number, _, _ in placed], [place for _, place, _ in placed]
    for period, day in enumerate(days[: len(found)]):
        parts = [link.share if link.holds(day) else 0.0 for _, _, link in placed]
        np.add.at(found[period], (numbers, places), parts)
    return found


def _holding(sets: Map[str, tuple[str, ...]]) -> dict[str, list[int]]:
    """The numbers of the sets that hold a category, by category."""
    tree = iccs()
    found: dict[str, list[int]] = defaultdict(list)
    for number, members in enumerate(sets.values()):
        for below in {below for code in members for below in tree.under(code)}:
            found[below].append(number)
    return found


@dataclass(frozen=True)
class Layer:
    """Sets that share no code: ``sets`` are their numbers in the table, ``places`` which of them a national code is in.

    A place of ``places`` is that of the period times the number of codes, plus that of the code.
    """

    sets: tuple[int, ...]
    places: Numbers

    def cells(self, when: Numbers, offences: Numbers, periods: int) -> Numbers:
        """The place of each row by period and set, below zero where it is in no set: ``when`` is that of its period."""
        inside = self.places.take(when * np.int32(self.places.size // periods) + offences)
        found: Numbers = np.where(inside < 0, -1, when * np.int32(len(self.sets)) + inside)
        return found


def layers(whole: Numbers) -> list[Layer]:
    """Layers for sets by their members: (sets, codes), true where a code belongs to a set."""
    found: list[tuple[list[int], Numbers]] = []
    for number, members in enumerate(whole):
        for sets, taken in found:
            if not (taken & members).any():
                sets.append(number)
                taken |= members
                break
        else:
            found.append(([number], members.copy()))
    return [Layer(tuple(sets), _places(sets, whole)) for sets, _ in found]


def _places(sets: Sequence[int], whole: Numbers) -> Numbers:
    places = np.full(whole.shape[1], -1, dtype=np.int32)
    for place, number in enumerate(sets):
        places[whole[number]] = place
    return places


def members(share: Numbers) -> Numbers:
    """Which set holds a code where a key is counted once: that with at least half of it; (sets, periods by codes)."""
    held: Numbers = np.moveaxis(share, 1, 0).reshape(share.shape[1], -1) >= 0.5
    return held


def divided(share: Numbers) -> Numbers:
    """Which shares are a part of a code, and not all or nothing of it."""
    found: Numbers = (share > 1e-9) & (share < 1 - 1e-9)
    return found


def whole(share: Numbers) -> bool:
    """Whether every code belongs to a set as a whole, or not at all."""
    return bool(np.all((share == 0) | (np.abs(share - 1) < 1e-9)))


def ranks(codes: Sequence[str], correspondence: Correspondence, severity: Sequence[str], day: date) -> Numbers:
    """The rank of each national code, the gravest first: by the declared list, then in the order of the classification.

    A code without a place is the least grave.
    """
    tree = iccs()
    order = {code: place for place, code in enumerate(tree.categories)}
    declared = {code: place for place, code in enumerate(severity)}
    found = np.full(len(codes), 10**6, dtype=np.int64)
    for place, code in enumerate(codes):
        for target, _ in correspondence.targets(code, day):
            listed = [declared[above] for above in tree.path(target) if above in declared]
            rank = min(listed) if listed else len(declared) + order[target]
            found[place] = min(found[place], rank)
    return found
