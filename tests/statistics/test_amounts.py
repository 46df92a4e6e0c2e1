"""Amounts: who they come from, and the rules of confidentiality that look at that."""

import csv
import random
from datetime import datetime
from itertools import product
from pathlib import Path

import pytest

from cjin.core.rules.errors import Invalid
from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.actions.loading import load_files
from cjin.statistics.actions.publishing import Terms
from cjin.statistics.queries.flows import flow_for
from cjin.statistics.rules.correspondence import Correspondence, Link
from cjin.statistics.rules.counting.cells import Amount, Counted
from cjin.statistics.rules.counting.held import Load
from cjin.statistics.rules.counting.tables import count_tables
from cjin.statistics.rules.disclosure.primary import rule
from cjin.statistics.rules.disclosure.suppression import protect
from cjin.statistics.rules.engines.amounts import check_amounts, with_amounts
from cjin.statistics.rules.mapping import read_mapping
from cjin.statistics.rules.records.loading import load
from tests.statistics.published import loaded as made_up
from tests.statistics.published import published
from tests.statistics.tablesets import read_table_set
from tests.statistics.test_counting import loaded, made

RULE = rule("amounts")
MAPPING = """
source: seizures
unit: offence
columns:
  record_date: day
  offence: {column: code, scheme: national}
  area: area
  sex: {column: sex, codes: {M: M, F: F}}
  count: pieces
"""
LINKS = Correspondence.of(
    "national",
    [Link("a", "", "0101"), Link("b", "", "0102"), Link("c", "", "0401", 0.25), Link("c", "", "0502", 0.75)],
)
TABLES = """
id: seized
tables:
  - {id: plain, unit: offence, dimensions: [area]}
  - {id: months, unit: offence, period: month}
  - {id: narrowed, unit: offence, dimensions: [sex, area], where: {sex: [F]}}
  - {id: categories, unit: offence, categories: ["01", "0101", "04", "0502"], dimensions: [sex]}
"""
BY_SEX = "id: s\ntables:\n  - {id: s, unit: offence, dimensions: [sex]}\n"
AREAS, SEXES = ("north", "south"), ("M", "F")
type Rows = list[tuple[str, str, str, str, int]]


def seizures(seed: int, number: int = 120) -> Rows:
    chance = random.Random(seed)
    days = [f"{year}-{month:02d}-05" for year in (2020, 2021) for month in (1, 5)]
    one = chance.choice
    return [(one(days), one("abc"), one(AREAS), one(SEXES), one([0, 1, 2, 40])) for _ in range(number)]


def written(rows: Rows, folder: Path) -> Path:
    path = folder / "rows.csv"
    with path.open("w", newline="") as stream:
        csv.writer(stream).writerows([("day", "code", "area", "sex", "pieces"), *rows])
    return path


def held(rows: Rows, folder: Path) -> Load:
    mapping, place = read_mapping(MAPPING, "mapping"), folder / "load"
    place.mkdir()
    return Load(place, mapping, load([written(rows, folder)], mapping, LINKS, place), LINKS)


def tables(there: Load, declared: str = TABLES) -> list[Counted]:
    return with_amounts(count_tables(read_table_set(declared, "tables"), there).tables, there)


def adding(rows: Rows, table: Counted, codes: tuple[str, ...]) -> list[float]:
    """What the rows add to a cell, in plain Python."""
    said = dict(zip((axis.name for axis in table.axes), codes, strict=True))
    members = table.table.categories.get(said["category"], ())
    found = []
    for day, code, area, sex, pieces in rows:
        own = {"area": area, "sex": sex}
        shares = [one.share for one in LINKS.links[code] for member in members if one.target.startswith(member)]
        share = sum(shares) if members else 1
        narrowed = all(own[name] in those for name, those in table.table.where.items())
        if narrowed and day.startswith(said["period"]) and all(said.get(k, "_T") in ("_T", v) for k, v in own.items()):
            found.append(pieces * share)
    return sorted((one for one in found if one), reverse=True)


@pytest.mark.parametrize("seed", [1, 2])
def test_it_is_told_of_every_cell_how_many_rows_add_to_it_and_the_two_largest(seed: int, tmp_path: Path) -> None:
    rows = seizures(seed)
    for table in tables(held(rows, tmp_path)):
        assert table.amounts
        for place, codes in enumerate(product(*(axis.codes for axis in table.axes))):
            added = adding(rows, table, codes)
            first, second = (*added, 0, 0)[:2]
            assert table.amounts.get(place, Amount(0, 0, 0)) == Amount(len(added), first, second), (
                table.table.id,
                codes,
            )


@pytest.mark.parametrize(
    ("contributions", "hidden"),
    [
        ([], False),
        ([100], True),
        ([100, 90, 80, 70], False),
        ([100, 80, 3, 2, 1], True),
        ([100, 20, 20, 20], False),
        ([50, 50], True),
    ],
)
def test_amounts_with_few_or_dominant_contributors_are_hidden(contributions: list[float], hidden: bool) -> None:
    first, second = (*contributions, 0, 0)[:2]
    assert RULE.hides(sum(contributions), Amount(len(contributions), first, second)) is hidden


def test_an_amount_that_one_seizure_makes_up_is_hidden_with_what_would_tell_it(tmp_path: Path) -> None:
    rows = [("2020-01-05", "a", area, "M", 10) for area in AREAS for _ in range(5)]
    rows.append(("2020-01-05", "a", "south", "F", 900))
    (table,) = tables(held(rows, tmp_path), "id: s\ntables:\n  - {id: s, unit: offence, dimensions: [sex, area]}\n")
    (shown,) = protect([table], RULE).tables
    seen = {cell.codes[2:]: cell.value for cell in shown.cells()}
    assert seen["F", "south"] is None
    assert seen["F", "_T"] is None
    assert seen["_T", "south"] is None or seen["M", "south"] is None
    assert seen["M", "north"] == 50


def test_without_amounts_the_rule_cannot_be_applied(tmp_path: Path) -> None:
    there, _ = loaded(made(40, 1), tmp_path)
    plain = count_tables(read_table_set(BY_SEX, "tables"), there).tables
    assert with_amounts(plain, there) == list(plain)
    with pytest.raises(Invalid) as raised:
        check_amounts(plain, there)
    assert "count" in raised.value.faults[0].message


@pytest.mark.django_db
def test_amounts_are_published_by_their_rule_and_stay_hidden_under_another_table(tmp_path: Path, now: datetime) -> None:
    rows = [("2020-01-05", "a", area, "M", 10) for area in AREAS for _ in range(5)]
    path = written([*rows, ("2020-01-05", "a", "south", "F", 900)], tmp_path)
    source = load_files(paths=[path], mapping=MAPPING, name="mapping", links=LINKS, by=None, now=now)
    terms = Terms(release=ReleaseLevel.PUBLIC, rule="amounts")
    published(source, now, terms, BY_SEX)
    again = "id: t\ntables:\n  - {id: narrow, unit: offence, where: {sex: [F]}}\n  - {id: t, unit: offence}\n"
    published(source, now, terms, again)
    assert [cell.value for cell in flow_for(None, "s").cells()].count(None) >= 2
    assert [cell.value for cell in flow_for(None, "narrow").cells()] == [None]
    with pytest.raises(Invalid):
        published(made_up(tmp_path, now), now, terms)
