"""How large a table may be: every combination of its codes has a cell, whether any record is in it or not."""

from math import prod

from cjin.core.rules.errors import Invalid
from cjin.statistics.rules.counting.folding import axes_of
from cjin.statistics.rules.counting.held import Load
from cjin.statistics.rules.counting.plan import AGE, Need, size
from cjin.statistics.rules.tableset import Period

MOST_CELLS = 2_000_000
"""Cells of one table: 25 years of 320 categories in 250 areas. Confidentiality and readers go through each of them."""
MOST_PLACES = 20_000_000
"""Places of one cube, with what a table narrows by but does not show: each takes eight bytes, several times over."""


def sizes(load: Load) -> dict[str, int]:
    """How many codes an axis of a load has, and how many periods there are of each length."""
    found = {name: len(codes) for name, codes in load.codes.items()}
    return found | {str(period): len(load.periods(period).codes) for period in Period} | {AGE: 20}


def check_size(need: Need, load: Load) -> None:
    """Raises Invalid where a table of a load would have more cells, or take more to count, than is allowed."""
    cells = prod(len(axis.codes) for axis in axes_of(need, load))
    if cells > MOST_CELLS:
        more = "take a dimension away, or choose fewer categories or longer periods"
        raise Invalid(f"the table would have {cells} cells, and a table has at most {MOST_CELLS}: {more}")
    places = size(need.axes, need.table.ages.firsts, need.period, sizes(load))
    if places > MOST_PLACES:
        more = "narrow it by fewer concepts, or take a dimension away"
        raise Invalid(f"{places} combinations of codes would be counted, and at most {MOST_PLACES} are: {more}")
