"""The rows of a table file: the codes of a cell, its value, its status, and where it comes from."""

from collections.abc import Iterator
from dataclasses import dataclass

from cjin.statistics.rules.counting.cells import PERIOD, Counted, component

type Value = str | int | float | None


@dataclass(frozen=True)
class Lineage:
    """Where the cells of a table come from: the load, its source and area, and the day of its data."""

    load: str
    area: str
    vintage: str


def header(counted: Counted) -> list[str]:
    """The names of the columns, those of SDMX where it has one."""
    axes = [component(axis.name) for axis in counted.axes if axis.name != PERIOD]
    measures = ["OBS_VALUE", *(["RATE"] if counted.rates is not None else [])]
    return ["TABLE", "REF_AREA", *axes, "TIME_PERIOD", *measures, "OBS_STATUS", "UNIT", "SOURCE", "VINTAGE"]


def rows(counted: Counted, lineage: Lineage) -> Iterator[list[Value]]:
    """One row a cell, in the order of the header; a value that there is not is None, never zero."""
    table = counted.table
    unit = str(table.unit) if table.counted == "units" else str(table.counted).removesuffix("s")
    for cell in counted.cells():
        period, *codes = cell.codes
        measures: list[Value] = [cell.value, *([cell.rate] if counted.rates is not None else [])]
        tail = [str(cell.status), unit.upper(), lineage.load, lineage.vintage]
        yield [table.id, lineage.area or "_Z", *codes, period, *measures, *tail]
