"""The rows of a table file: the codes of a cell, its value, its status, where it comes from, and how it was counted."""

from collections.abc import Iterator
from dataclasses import dataclass

from cjin.statistics.rules.counting.cells import PERIOD, Counted, component
from cjin.statistics.rules.mapping import Mapping
from cjin.statistics.rules.publishing.flows import RULES, attribute_of, rules_of
from cjin.statistics.rules.tableset import Counted as What
from cjin.statistics.rules.tableset import Table

type Value = str | int | float | None
OF_SERIES = tuple(attribute_of(rule) for rule in RULES if rule != "unit")
"""The columns that tell the counting rules and the inclusion flags of each series."""


@dataclass(frozen=True)
class Lineage:
    """Where the cells of a table come from: the load, its source and area, the day of its data, how it was read."""

    load: str
    area: str
    vintage: str
    mapping: Mapping | None = None

    @property
    def source(self) -> str:
        """The source of the load."""
        return self.load.partition("@")[0]

    def rules(self, table: Table) -> dict[str, str]:
        """The rules by which a table was counted; none where nothing is known of the mapping."""
        return rules_of(table, self.mapping) if self.mapping is not None else {}


def header(counted: Counted) -> list[str]:
    """The names of the columns, those of SDMX where it has one."""
    axes = [component(axis.name) for axis in counted.axes if axis.name != PERIOD]
    measures = ["OBS_VALUE", *(["RATE"] if counted.rates is not None else [])]
    tail = ["OBS_STATUS", "UNIT", "SOURCE", "VINTAGE", *OF_SERIES]
    return ["TABLE", "REF_AREA", *axes, "TIME_PERIOD", *measures, *tail]


def rows(counted: Counted, lineage: Lineage) -> Iterator[list[Value]]:
    """One row a cell, in the order of the header; a value that there is not is None, never zero."""
    table = counted.table
    unit = str(table.unit) if table.counted is What.UNITS else str(table.counted).removesuffix("s")
    said = lineage.rules(table)
    rules = [said.get(rule, "") for rule in RULES if rule != "unit"]
    for cell in counted.cells():
        period, *codes = cell.codes
        measures: list[Value] = [cell.value, *([cell.rate] if counted.rates is not None else [])]
        tail = [str(cell.status), unit.upper(), lineage.load, lineage.vintage, *rules]
        yield [table.id, lineage.area or "_Z", *codes, period, *measures, *tail]
