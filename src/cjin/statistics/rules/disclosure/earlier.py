"""What an earlier publication hid: the same figures are hidden again, or the two together would tell them."""

from collections.abc import Collection, Mapping, Sequence
from itertools import product

from cjin.statistics.rules.counting.cells import Counted
from cjin.statistics.rules.disclosure.relations import EQUAL, Key, key_of, published

type Places = Mapping[str, Collection[int]]
"""The cells of tables by the table's identifier and their place in it."""


def hidden_before(hidden: Places, before: Sequence[Counted], now: Sequence[Counted]) -> set[Key]:
    """The cells that were hidden when the tables ``before`` were published, and that still hold the same value.

    ``before`` and ``now`` are tables as they were counted, with nothing hidden.
    """
    values = published(now).values
    found: set[Key] = set()
    for table in before:
        wanted = set(hidden.get(table.table.id, ()))
        codes = product(*(axis.codes for axis in table.axes)) if wanted else ()
        counted = table.values.ravel()
        for place, key in enumerate(codes):
            if place in wanted:
                same = key_of(table, key)
                if same in values and abs(values[same] - round(float(counted[place]), 6)) <= EQUAL:
                    found.add(same)
    return found


def places_hidden(table: Counted, hidden: Collection[tuple[str, ...]]) -> set[int]:
    """The places of some cells of a table by their codes, in the order of its axes."""
    codes = product(*(axis.codes for axis in table.axes))
    return {place for place, key in enumerate(codes) if key in hidden} if hidden else set()
