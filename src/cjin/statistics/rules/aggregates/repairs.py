"""Repairs: labels and numbers of a file that were read as something else than what stood there, and why."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from cjin.core.rules.spreadsheets import bare
from cjin.statistics.rules.aggregates.observations import Damage, Observation

KINDS = {
    "total-of-sex": "a total of one sex stood as that of both",
    "date": "a spreadsheet took an age for a date",
    "label": "a label was spelled otherwise",
    "thousands": "a number had separators",
}
"""What a repair can be, and why it was made."""

type Row = tuple[str, int]
"""A sheet, "" for a file that has none, and a row in it from 1."""
type Repairs = Mapping[Row, Sequence[Damage]]


def read_repairs(path: Path) -> Repairs:
    """The repairs of a file of damage by their rows; none where there is no such file."""
    found: dict[Row, list[Damage]] = defaultdict(list)
    if not path.is_file():
        return found
    with path.open(encoding="utf-8", newline="") as stream:
        for one in csv.DictReader(stream):
            if one["kind"] in KINDS and one["apart"] != "True":
                sheet, field, said, became = (bare(one[name]) for name in ("sheet", "field", "said", "became"))
                damage = Damage(one["kind"], sheet, int(one["row"]), field, said, became)
                found[damage.sheet, damage.row].append(damage)
    return found


def repairs_of(one: Observation, repairs: Repairs) -> Sequence[Damage]:
    """The repairs of the row of an observation."""
    return repairs.get((one.sheet, one.row), ())


def place_words(one: Observation) -> str:
    """Where an observation stood: ``line 17``, or ``Sheet, row 17`` of a workbook."""
    return f"{one.sheet}, row {one.row}" if one.sheet else f"line {one.row}"


def comment(one: Observation, repairs: Repairs, file: str) -> str:
    """What became of the row of an observation, for everybody who reads the figure elsewhere; "" where nothing did."""
    told = [
        f"{each.field} stood as “{each.said}”, read as “{each.became}”: {KINDS[each.kind]}"
        for each in repairs_of(one, repairs)
    ]
    return f"{file}, {place_words(one)}: {'; '.join(told)}" if told else ""


def counted(repairs: Iterable[Sequence[Damage]]) -> dict[str, int]:
    """How many repairs there are of each kind."""
    found: dict[str, int] = {}
    for row in repairs:
        for one in row:
            found[one.kind] = found.get(one.kind, 0) + 1
    return dict(sorted(found.items()))
