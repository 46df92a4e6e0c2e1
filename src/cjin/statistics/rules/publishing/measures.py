"""Measures: counts, rates and shares as units of measure, and the series that stands for a table."""

from cjin.statistics.rules.counting.cells import component
from cjin.statistics.rules.tableset import Measure, Table

NUMBER, PER_HUNDRED_THOUSAND, PER_CENT = "NR", "P_HTHAB", "PT"


def rate_unit(per: int) -> str:
    """The unit of measure of a rate: ``P_HTHAB`` for one of 100,000 people, as Eurostat has it."""
    return PER_HUNDRED_THOUSAND if per == 100_000 else f"PER_{per}"


def headline_of(table: Table) -> dict[str, str]:
    """The codes of the series that stands for a table, by component; nothing where its totals do."""
    if table.headline is None:
        return {}
    units = {
        Measure.COUNT: NUMBER,
        Measure.RATE: rate_unit(table.rate.per if table.rate else 0),
        Measure.SHARE: PER_CENT,
    }
    own = {component(name): code for name, code in table.headline.of.items()}
    return own | {"UNIT_MEASURE": units[table.headline.measure]}
