"""Themes: the few shelves on which a reader finds the many figures; which there are is data of the catalogue."""

from dataclasses import dataclass
from functools import cache

from cjin.core.rules.catalogue import read
from cjin.statistics.rules.publishing.flows import Flow
from cjin.statistics.rules.tableset import set_names, table_set
from cjin.statistics.rules.units import TOTAL

TAKEN = ("sets", "sections", "units", "figures")
"""What a theme names that it takes, in the order of its fields."""


@dataclass(frozen=True)
class Theme:
    """A shelf and what it takes: table sets, sections of ICCS, counting units, identifiers of figures."""

    id: str
    title: str
    sets: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


@cache
def themes() -> tuple[Theme, ...]:
    """Every theme in the order of a reader."""
    return tuple(
        Theme(entry["id"], entry["title"], *(tuple(entry.get(name, ())) for name in TAKEN))
        for entry in read("statistics/themes")
    )


def theme_of(flow: Flow) -> Theme:
    """The first theme that takes a flow, the last one where none does."""
    return next((theme for theme in themes() if _takes(theme, flow)), themes()[-1])


def _takes(theme: Theme, flow: Flow) -> bool:
    own, unit = _declared().get(flow.id, ("", flow.rules.get("unit", "")))
    sections = sections_of(flow)
    return (
        own in theme.sets
        or bool(sections and sections <= set(theme.sections))
        or (unit in theme.units)
        or flow.id in theme.figures
    )


@cache
def _declared() -> dict[str, tuple[str, str]]:
    """The table set and the counting unit of every table of the catalogue, by its identifier."""
    return {table.id: (name, str(table.unit)) for name in set_names() for table in table_set(name).tables}


def sections_of(flow: Flow) -> set[str]:
    """The sections of ICCS that the categories of a flow belong to; the total is of none."""
    codes = (part for code in flow.lists.get("ICCS", ()) if code != TOTAL for part in code.split("+"))
    return {part[:2] for part in codes}


def goal_of(identity: str) -> str:
    """The number of the indicator of the Sustainable Development Goals that figures are (16.1.1), "" for none."""
    first, _mark, number = identity.partition("-")
    return number.replace("-", ".") if first == "sdg" and number.replace("-", "").isdecimal() else ""
