"""Flows: what is published under one name, whichever source it comes from: its dimensions, its counting rules."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Map
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from cjin.statistics.rules.counting.cells import CATEGORY, Counted, component
from cjin.statistics.rules.counting.plan import attempts_of, way_of
from cjin.statistics.rules.mapping import Mapping
from cjin.statistics.rules.publishing.measures import headline_of
from cjin.statistics.rules.tableset import Counted as What
from cjin.statistics.rules.tableset import Table
from cjin.statistics.rules.units import FLAGS

FIRST, LAST = ("FREQ", "REF_AREA", "SOURCE"), ("UNIT_MEASURE", "TIME_PERIOD")
"""The dimensions that every flow has, before and after its own."""
MEASURES = ("OBS_VALUE", "OBS_STATUS", "CONF_STATUS", "BREAK", "COMMENT_OBS")
"""What is said of a cell."""
FIGURES = ("DIMENSION", "CATEGORY", "SEX", "AGE")
"""The own dimensions of ready figures, which know labels and not codes of the classification."""
CATEGORIES = ("ICCS", "CATEGORY")
"""The dimensions that say which crime a figure is of: by a code of the classification, or by a label of its own."""
RULES = ("unit", "moment", "principal", "multiple", "attempts", "dated", *FLAGS)
"""The rules that travel with each series: what is counted, when, how; and the five inclusion flags of ICCS."""
_ATTRIBUTES = {"unit": "COUNTING_UNIT", "moment": "RECORDING", "principal": "PRINCIPAL_OFFENCE"}
_NO_CODE = re.compile(r"[^A-Z0-9]+")


@dataclass(frozen=True)
class Flow:
    """A flow as one publication holds it. ``dimensions`` are its own, between those of FIRST and of LAST.

    ``rules`` are RULES where the figures were counted here, empty for ready figures; ``labels`` are the labels of the
    codes that are in no catalogue, by dimension; ``lists`` the codes that it holds, by dimension;
    ``headline`` the codes of the series that stands for it, by component, empty where its totals do;
    ``covered`` those of CATEGORIES that have a value somewhere, by dimension.
    """

    id: str
    title: str
    group: str
    dimensions: tuple[str, ...]
    rules: Map[str, str] = field(default_factory=dict)
    labels: Map[str, Map[str, str]] = field(default_factory=dict)
    lists: Map[str, Sequence[str]] = field(default_factory=dict)
    cells: int = 0
    headline: Map[str, str] = field(default_factory=dict)
    covered: Map[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, told: Map[str, Any]) -> "Flow":
        """A flow from what ``told`` made of it."""
        return cls(**{**told, "dimensions": tuple(told["dimensions"])})

    def told(self) -> dict[str, Any]:
        """The flow as JSON keeps it."""
        return asdict(self)

    @property
    def key(self) -> tuple[str, ...]:
        """All its dimensions in order, the period last."""
        return (*FIRST, *self.dimensions, *LAST)


def flow_of(counted: Counted, mapping: Mapping, group: str) -> Flow:
    """The flow of a counted table as its source publishes it."""
    names = {"REF_AREA": {mapping.area: mapping.area_name}} if mapping.area_name else {}
    return replace(shape_of(counted, rules_of(counted.table, mapping)), group=group, labels=names)


def shape_of(counted: Counted, rules: Map[str, str]) -> Flow:
    """The flow of a counted table, whoever publishes it."""
    return Flow(
        counted.table.id,
        counted.table.title,
        "",
        own_dimensions(counted.table),
        rules,
        headline=headline_of(counted.table),
    )


def own_dimensions(table: Table) -> tuple[str, ...]:
    """The own dimensions of a table's flow, be it counted or ready; one without categories holds their total only."""
    return (component(CATEGORY), *map(component, table.dimensions))


def rules_of(table: Table, mapping: Mapping) -> dict[str, str]:
    """The rules by which a table was counted from a source, by RULES."""
    way = way_of(table, mapping)
    unit = str(table.unit) if table.counted is What.UNITS else str(table.counted).removesuffix("s")
    return {
        "unit": unit,
        "moment": str(mapping.moment),
        "principal": str(way.principal),
        "multiple": "yes" if way.multiple else "no",
        "attempts": str(attempts_of(table, mapping)),
        "dated": str(way.dated),
        **{flag: str(mapping.flags[flag]) for flag in FLAGS},
    }


def codes_for(labels: Iterable[str]) -> dict[str, str]:
    """A code for each label; that of a label depends on the others only where two would share one."""
    found: dict[str, str] = {}
    for label in sorted(set(labels)):
        code = code_of(label)
        found[label] = f"{code[:50]}_{_mark(label)}" if code in found.values() else code
    return found


def attribute_of(rule: str) -> str:
    """The column or attribute that tells a counting rule."""
    return _ATTRIBUTES.get(rule, rule.upper())


def code_of(label: str) -> str:
    """A code for a label: capitals, digits and low lines, at most 60; a label that is longer gets a mark of its own."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().upper()
    code = _NO_CODE.sub("_", plain).strip("_") or f"L_{_mark(label)}"
    return code if len(code) <= 60 else f"{code[:50]}_{_mark(label)}"


def _mark(label: str) -> str:
    return hashlib.sha256(label.encode()).hexdigest()[:6].upper()


def flow_id(code: str) -> str:
    """The identifier of a flow by the code of its title."""
    return code.lower().replace("_", "-").strip("-") or "figures"
