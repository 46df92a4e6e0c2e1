"""The shape of a template: a sheet for each table of a set, a row for each cell."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from cjin.statistics.rules.concepts import Role, concepts
from cjin.statistics.rules.tableset import Period, Table, TableSet
from cjin.statistics.rules.units import NOT_KNOWN, TOTAL

ABOUT, HIDDEN = "About", "CJIN"
VERSION = "1"
GIVEN = ("TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "BREAK", "SOURCE", "NOTE")
"""What every sheet has after its codes; from OBS_VALUE on a person writes."""
FIELDS = (
    ("REF_AREA", "Reporting area: the code of three letters of a State, or of a part of one, such as XAA or XAA-01"),
    ("SOURCE", "Who recorded the figures; a row may name another source"),
    ("COUNTING_UNIT", "What was counted: offences, incidents, victims, suspects, cases"),
    ("RECORDING", "When it was recorded: input, process or output"),
    ("PRINCIPAL_OFFENCE", "Whether only the gravest offence counts: none, incident or person"),
    ("CONTACT", "Who can be asked"),
)
"""What a person says once for the whole workbook."""


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its table, the names of its codes, and every combination of them."""

    name: str
    table: Table
    axes: tuple[str, ...]
    codes: tuple[tuple[str, ...], ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return (*self.axes, "TITLE", *GIVEN)

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Every combination of codes in order."""
        return product(*self.codes)


def sheets(declared: TableSet) -> list[Sheet]:
    """The sheets of a table set. Tables by month have none: a template asks for years."""
    yearly = [table for table in declared.tables if table.period is Period.YEAR]
    return [_sheet(table) for table in yearly]


def _sheet(table: Table) -> Sheet:
    axes = [("ICCS", tuple(table.categories))] if table.categories else []
    axes += [(name.upper(), _codes(table, name)) for name in table.dimensions]
    return Sheet(table.id[:31], table, tuple(name for name, _ in axes), tuple(codes for _, codes in axes))


def _codes(table: Table, name: str) -> tuple[str, ...]:
    """The codes of a dimension. One that is open has its total here only, since nobody knows its codes."""
    if name == "age":
        return (*table.ages.codes, NOT_KNOWN, TOTAL)
    concept = concepts()[name]
    return (*concept.codes, NOT_KNOWN, TOTAL) if concept.role is Role.CODE else (TOTAL,)
