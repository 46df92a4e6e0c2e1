"""Made-up records that say something of every concept; their codes are awkward in SQL, their shares not whole."""

import csv
import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from cjin.statistics.rules.concepts import Role, concepts
from cjin.statistics.rules.correspondence import Correspondence, Link
from cjin.statistics.rules.counting.held import Load
from cjin.statistics.rules.mapping import read_mapping
from cjin.statistics.rules.records.loading import load
from cjin.statistics.rules.units import Unit
from tests.statistics.oracle import Row

AREAS = ("north", "Côte d'Ivoire", 'the "old" town', r"a\b", "%_", "北", "_U")
LINKS = Correspondence.of(
    "national",
    [
        Link("0100", "Murder", "0101"),
        Link("01'10", "Attempted murder", "0102"),
        Link(r"02\00", "Assault", "0201"),
        Link("0300", "Robbery or theft", "0401", 0.25),
        Link("0300", "Robbery or theft", "0502", 0.75),
        Link("0310", "Violence", "0301", 1 / 3),
        Link("0310", "Violence", "0302", 1 / 3),
        Link("0310", "Violence", "0201", 1 / 3),
        Link("0320", "Homicide or trafficking", "0101", 0.5),
        Link("0320", "Homicide or trafficking", "0204", 0.5),
        Link("0400", "Burglary", "0501", valid_to=date(2020, 12, 31)),
        Link("0400", "Burglary", "0502", valid_from=date(2021, 1, 1)),
        Link("0410", "Trafficking", "0204", valid_from=date(2020, 1, 1)),
        Link("0500", "Drugs", "06"),
        Link("0600", "Never met", "07"),
    ],
)
CODES = ("0100", "01'10", r"02\00", "0300", "0310", "0320", "0400", "0410", "0500", "9999")
MAPPING = "\n".join(
    ["source: made-up", "unit: {unit}", "columns:", "  offence: {{column: offence, scheme: national}}"]
    + [f"  {name}: {{{{column: {name}, required: no}}}}" for name in concepts() if name != "offence"]
)


def made(count: int, seed: int) -> list[Row]:
    """Rows with a value or none for every concept; the keys do not stand in order."""
    chance = random.Random(seed)
    rows: list[Row] = []
    for _ in range(count):
        day = date(2019, 1, 1) + timedelta(days=chance.randrange(1000))
        row: Row = {
            "incident": chance.choice([chance.randrange(count // 2) + 1, f"A{chance.randrange(count // 4)}"]),
            "person": chance.randrange(count // 3) + 1,
            "offence": chance.choice(CODES),
            "event_date": day,
            "record_date": day + timedelta(days=chance.randrange(30)),
            "age": chance.choice([None, *range(0, 99, 7)]),
            "count": chance.choice([0, 1, 1, 2, 7]),
        }
        for one in concepts().values():
            if one.role is Role.CODE:
                row[one.id] = chance.choice([*one.codes, "_U", "_Z"])
            elif one.role is Role.OPEN:
                row[one.id] = chance.choice(AREAS)
        rows.append(row)
    return rows


def without(rows: list[Row], names: Sequence[str], seed: int) -> list[Row]:
    """The rows, of which some do not tell one of these concepts."""
    chance = random.Random(seed)
    return [row | {chance.choice(names): None} if chance.random() < 0.3 else row for row in rows]


def loaded(rows: list[Row], folder: Path, unit: Unit = Unit.OFFENCE, rules: str = "") -> Load:
    """A load of some rows in a folder that is not there yet."""
    folder.mkdir()
    path = folder.with_suffix(".csv")
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(concepts()))
        writer.writeheader()
        writer.writerows({name: "" if row[name] in (None, "_U") else row[name] for name in concepts()} for row in rows)
    mapping = read_mapping(MAPPING.format(unit=unit) + f"\n{rules}", "mapping.yaml")
    report = load([path], mapping, LINKS, folder)
    assert (report.kept, report.apart) == (len(rows), 0)
    return Load(folder, mapping, report, LINKS)
