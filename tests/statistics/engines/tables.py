"""Table sets, ways of counting and the comparison that the tests of every engine share."""

from typing import Any

from hypothesis import strategies as st

from cjin.statistics.rules.counting.tables import Outcome
from cjin.statistics.rules.tableset import TableSet, table_set, table_set_of
from cjin.statistics.rules.units import Unit

SHIPPED = ("crime-and-justice", "sustainable-development")
UNITS = (
    Unit.OFFENCE,
    Unit.VICTIM,
    Unit.SUSPECT,
    Unit.PROSECUTED,
    Unit.CONVICTED,
    Unit.PRISONER,
    Unit.STAFF,
    Unit.FIREARM,
)
RULES = (
    "",
    "counting: {principal: incident, severity: ['05', '0101'], dated: event}",
    "counting: {principal: person, attempts: only}",
    "counting: {multiple: no, attempts: excluded}",
)


def shipped(unit: Unit) -> list[TableSet]:
    """The shipped sets that have a table of a unit."""
    return [one for one in map(table_set, SHIPPED) if any(table.unit is unit for table in one.tables)]


def same(found: Outcome, expected: Outcome) -> None:
    """Fails where a cell, its value or its status is another, or another table was refused."""
    assert found.refused == expected.refused
    assert [one.table for one in found.tables] == [one.table for one in expected.tables]
    for mine, theirs in zip(found.tables, expected.tables, strict=True):
        assert mine.axes == theirs.axes
        assert list(mine.cells()) == list(theirs.cells()), mine.table.id
        assert mine.values.dtype.kind == theirs.values.dtype.kind, mine.table.id


DIMENSIONS = ("area", "sex", "age", "attempted", "weapon")
CATEGORIES = (
    "all",
    "level-1",
    "level-2",
    ["01", "0101+0102", "02-05"],
    ["0101", "0204", "11"],
    ["03", "0301+0201"],
    None,
)


@st.composite
def table_sets(draw: st.DrawFn) -> TableSet:
    """A set of one table that offences can be counted into, in any way that can be declared."""
    counted = draw(st.sampled_from(["units", "incidents", "persons"]))
    principals = ["none", "incident", "person"] if counted == "units" else ["none", counted.removesuffix("s")]
    table: dict[str, Any] = {
        "id": "drawn",
        "unit": "offence",
        "counted": counted,
        "categories": draw(st.sampled_from(CATEGORIES)),
        "dimensions": draw(st.lists(st.sampled_from(DIMENSIONS), max_size=2, unique=True)),
        "ages": draw(st.sampled_from([[0], [0, 18], [0, 15, 18, 40]])),
        "period": draw(st.sampled_from(["year", "month"])),
        "where": draw(
            st.sampled_from([{}, {"sex": ["M"]}, {"area": [r"a\b", "Côte d'Ivoire", "nowhere"], "sex": ["F", "_U"]}])
        ),
        "principal": draw(st.sampled_from(principals)),
        "dated": draw(st.sampled_from(["event", "record"])),
        "attempts": draw(st.sampled_from(["included", "excluded", "only"])),
    }
    return table_set_of(
        {"id": "drawn", "tables": [{name: said for name, said in table.items() if said is not None}]}, "drawn"
    )
