"""Counted tables as observations, so that they are checked as ready figures are."""

from collections.abc import Iterator, Sequence

from cjin.statistics.rules.aggregates.observations import Observation
from cjin.statistics.rules.aggregates.places import place_of
from cjin.statistics.rules.counting.cells import PERIOD, Counted, component
from cjin.statistics.rules.tableset import Period
from cjin.statistics.rules.units import TOTAL


def observations(tables: Sequence[Counted], area: str, source: str) -> Iterator[Observation]:
    """The cells of yearly tables; those by month are parts of the same years."""
    for table in tables:
        if table.table.period is Period.YEAR:
            yield from _of_table(table, area, source)


def _of_table(table: Counted, area: str, source: str) -> Iterator[Observation]:
    names = [component(axis.name) for axis in table.axes]
    own = [component(axis.name) for axis in table.axes if axis.name != PERIOD]
    for number, cell in enumerate(table.cells(), 1):
        codes = dict(zip(names, cell.codes, strict=True))
        dimension, category = place_of(own, codes)
        yield Observation(
            area, table.table.id, dimension, category, codes.get("SEX", TOTAL), codes.get("AGE", TOTAL),
            int(codes["TIME_PERIOD"]), "NR", cell.value, cell.status, source=source, row=number,
        )  # fmt: skip
