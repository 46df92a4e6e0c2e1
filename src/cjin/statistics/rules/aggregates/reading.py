"""What was read of a file: observations, damage, rows set apart; and the same as files and as a report."""

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from cjin.core.rules.spreadsheets import harmless
from cjin.core.rules.workbooks import Row
from cjin.statistics.rules.aggregates.observations import Damage, Observation, write_observations

OBSERVATIONS, DAMAGE, APART = "observations.parquet", "damage.csv", "apart.csv"
SHOWN_ROWS = 20


@dataclass
class Read:
    """A file that was read. ``rows`` counts those below the header: each is an observation or set apart."""

    observations: list[Observation] = field(default_factory=list)
    damage: list[Damage] = field(default_factory=list)
    apart: list[Row] = field(default_factory=list)
    columns: tuple[str, ...] = ()
    rows: int = 0
    about: dict[str, str] = field(default_factory=dict)
    last: date | None = None

    def vintage(self, today: date) -> date:
        """The day of the figures as the file tells it: ``last``, which is the last one they are of, or today."""
        return min(self.last or today, today)

    def report(self) -> dict[str, Any]:
        """The reading in figures: what was read and kept, and every kind of damage with its first rows."""
        years = [one.year for one in self.observations]
        return {
            "read": self.rows,
            "kept": len(self.observations),
            "apart": len(self.apart),
            "areas": len({one.area for one in self.observations}),
            "indicators": sorted({one.indicator for one in self.observations}),
            "first_year": min(years, default=None),
            "last_year": max(years, default=None),
            "statuses": dict(Counter(str(one.status) for one in self.observations)),
            "damage": _grouped(self.damage),
            "about": self.about,
        }

    def write(self, folder: Path) -> None:
        """The files of a dataset in its folder."""
        write_observations(self.observations, folder / OBSERVATIONS)
        _write(folder / DAMAGE, Damage._fields, self.damage)
        _write(folder / APART, ("sheet", "row", *self.columns), ([r.sheet, r.number, *r.cells] for r in self.apart))


def _grouped(damage: Iterable[Damage]) -> list[dict[str, Any]]:
    """The damage by what it is; doubles are one group, since each has another key."""
    groups: dict[tuple[str, ...], dict[str, Any]] = {}
    for one in damage:
        told = ("", "") if one.kind == "double" else (one.said, one.became)
        empty = {"kind": one.kind, "field": one.field, "said": told[0], "became": told[1], "apart": one.apart}
        group = groups.setdefault((one.kind, one.field, *told), {**empty, "count": 0, "rows": []})
        group["count"] += 1
        if len(group["rows"]) < SHOWN_ROWS:
            group["rows"].append(f"{one.sheet}!{one.row}" if one.sheet else one.row)
    return sorted(groups.values(), key=lambda group: (not group["apart"], group["kind"], -group["count"]))


def _write(path: Path, names: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([harmless(name) for name in names])
        writer.writerows([harmless(value) for value in row] for row in rows)
