"""Made-up unit records: what the authorities of countries that do not exist would send, the same every time."""

import csv
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from typing import Any

import yaml

from cjin.core.rules.catalogue import read
from cjin.statistics.rules.concepts import Role, concepts
from cjin.statistics.rules.correspondence import Correspondence, Link
from cjin.statistics.rules.tableset import Ages

SAMPLES = "samples/figures"
SCHEME = "x-demonstration"
_WEIGHTS = {
    "sex": {"M": 74, "F": 24, "_U": 2},
    "age_status": {"ADULT": 88, "CHILD": 11, "_U": 1},
    "citizenship": {"NAT": 86, "FOR": 12, "_U": 2},
    "attempted": {"COM": 92, "ATT": 8},
    "weapon": {"NONE": 55, "SHARP": 18, "FIREARM": 9, "OTHER": 14, "_U": 4},
    "custody": {"SENTENCED": 71, "UNSENTENCED": 29},
    "area": {"north": 40, "coast": 35, "valley": 25},
}
_OF_VICTIMS = {"M": 48, "F": 50, "_U": 2}
_OF_PERSONS = ("sex", "age_status", "citizenship")
_WITHOUT_OFFENCE = ("staff", "firearm")


@dataclass(frozen=True)
class Made:
    """What one authority of a made-up country sends: its mapping as YAML, its rows as CSV."""

    source: str
    country: str
    mapping: str
    rows: str


def sources() -> list[str]:
    """The identifiers of the made-up sources."""
    return [_slug(source, country) for source in read(SAMPLES)["sources"] for country in source["countries"]]


def _slug(source: Mapping[str, Any], country: str) -> str:
    return f"{country.lower()}-{source['id']}"


def made_up() -> Iterator[Made]:
    """Every source of every made-up country."""
    said = read(SAMPLES)
    for source in said["sources"]:
        for country in source["countries"]:
            yield _made(said, source, country)


def links() -> Correspondence:
    """The correspondence of the made-up national codes."""
    rows = [Link(code, title, iccs) for code, title, iccs, _share in read(SAMPLES)["offences"]]
    return Correspondence.of(SCHEME, rows)


def population(country: str) -> str:
    """The people of a made-up country by year, sex and age group, as a file for rates."""
    said = read(SAMPLES)
    told, (first, last) = said["people"][country], said["years"]
    groups = dict(zip(Ages().codes, (0.21, 0.04, 0.10, 0.14, 0.14, 0.13, 0.11, 0.13), strict=True))
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["TIME_PERIOD", "SEX", "AGE", "OBS_VALUE"])
    for year in range(first, last + 1):
        people = told["people"] * (1 + told["growth"] / 100) ** (year - first)
        for sex, half in (("_T", 1.0), ("M", 0.49), ("F", 0.51)):
            writer.writerow([year, sex, "_T", round(people * half)])
            writer.writerows([year, sex, group, round(people * half * part)] for group, part in groups.items())
    return out.getvalue()


def _made(said: Mapping[str, Any], source: Mapping[str, Any], country: str) -> Made:
    slug = _slug(source, country)
    names = ["incident", "event_date", "record_date"]
    names += [] if source["unit"] in _WITHOUT_OFFENCE else ["person", "offence"]
    names += source["columns"]
    columns: dict[str, Any] = {name: name for name in names}
    if "offence" in columns:
        columns["offence"] = {"column": "offence", "scheme": SCHEME}
    mapping = {
        "source": slug,
        "title": f"{said['people'][country]['name']}: {source['id']} (made up)",
        "area": country,
        "area_name": said["people"][country]["name"],
        "unit": source["unit"],
        "vintage": date(said["years"][1] + 1, 3, 31),
        "columns": columns,
        **said["rules"][country],
    }
    return Made(slug, country, yaml.safe_dump(mapping, sort_keys=False), _rows(said, source, country, names))


def _rows(said: Mapping[str, Any], source: Mapping[str, Any], country: str, names: Sequence[str]) -> str:
    chance = random.Random(f"{said['people'][country]['seed']} {source['id']}")  # noqa: S311 - these are no secrets
    out = StringIO()
    writer = csv.DictWriter(out, names, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    number = 0
    for year in range(said["years"][0], said["years"][1] + 1):
        told = said["people"][country]
        rows = told["offences"] * source["share"] * (1 + told["trend"]) ** (year - said["years"][0])
        for _row in range(round(rows * chance.uniform(0.95, 1.05))):
            number += 1
            writer.writerow(_row_of(said, source, year, number, chance))
    return out.getvalue()


def _row_of(
    said: Mapping[str, Any], source: Mapping[str, Any], year: int, number: int, chance: random.Random
) -> dict[str, object]:
    offences = said["offences"]
    code, _title, category, _share = chance.choices(offences, [one[3] for one in offences])[0]
    day = date(year, 1, 1) + timedelta(days=chance.randrange(365))
    row: dict[str, object] = {
        "incident": f"{year}-{number * 5 // 6:06d}",
        "person": f"P{number * 9 // 10:06d}",
        "offence": code,
        "event_date": day,
        "record_date": min(day + timedelta(days=chance.randrange(20)), date(year, 12, 31)),
        "age": min(int(chance.gauss(34, 15)), 97) if chance.random() > 0.05 else "",
    }
    row["age"] = max(row["age"], 1) if isinstance(row["age"], int) else ""
    person = random.Random(str(row["person"]))  # noqa: S311 - what a person is stays the same in every row
    return row | {
        name: _code(name, source["unit"], category, person if name in _OF_PERSONS else chance)
        for name in sorted(source["columns"])
        if name not in row
    }


def _code(name: str, unit: str, category: str, chance: random.Random) -> str:
    if name == "exploitation" and category != "0204":
        return "_Z"
    weights = _OF_VICTIMS if (name, unit) == ("sex", "victim") else _WEIGHTS.get(name)
    if weights is None:
        concept = concepts()[name]
        assert concept.role is Role.CODE, f"{name} has no codes to choose from"
        weights = {code: 9 - min(place, 7) for place, code in enumerate(concept.codes)}
    return chance.choices(list(weights), list(weights.values()))[0]
