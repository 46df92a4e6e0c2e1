"""Counted tables are checked as ready figures are, before they are published; explanations go with them."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.models import User
from cjin.core.rules.catalogue import parse
from cjin.core.rules.errors import Invalid
from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.actions.checking import check_load, explain
from cjin.statistics.actions.importing import import_file
from cjin.statistics.actions.loading import load_files
from cjin.statistics.actions.publishing import Terms, publish_dataset
from cjin.statistics.models import Dataset, Load
from cjin.statistics.queries.flows import flow_for
from cjin.statistics.rules.aggregates.places import codes_at, place_of
from tests.statistics.portal import line, portal_file
from tests.statistics.published import PUBLIC, command, loaded, published
from tests.statistics.test_counting import made

PERSONS = """
id: funnel
tables:
  - {id: suspects, title: Suspects, unit: suspect, counted: persons}
  - {id: prosecuted, title: Prosecuted, unit: prosecuted, counted: persons}
"""
TABLES = "id: years\ntables:\n  - {id: by-category, title: By category, unit: offence, categories: level-1}"


def persons(folder: Path, unit: str, count: int, now: datetime) -> Load:
    path = folder / f"{unit}.csv"
    path.write_text("person,day\n" + "".join(f"{number},2020-05-05\n" for number in range(count)))
    mapping = f"source: {unit}\narea: XA\nunit: {unit}\ncolumns: {{person: person, record_date: day}}"
    return load_files(paths=[path], mapping=mapping, name="mapping.yaml", links=None, by=None, now=now)


def found_in(load: Load, tables: str, now: datetime) -> tuple[Dataset, list[str]]:
    dataset, found = check_load(load=load, tables=parse(tables, "t.yaml"), name="t.yaml", by=None, now=now)
    return dataset, [one.check for one in found]


@pytest.mark.django_db
def test_persons_go_down_the_funnel_from_one_authority_to_the_next(tmp_path: Path, now: datetime) -> None:
    assert found_in(persons(tmp_path, "suspect", 30, now), PERSONS, now)[1] == []
    assert "prosecuted-above-suspected" in found_in(persons(tmp_path, "prosecuted", 40, now), PERSONS, now)[1]


@pytest.mark.django_db
def test_what_was_counted_stands_apart_from_ready_figures(
    client: Client, make_person: Callable[..., User], tmp_path: Path, now: datetime
) -> None:
    dataset, _found = found_in(persons(tmp_path, "suspect", 30, now), PERSONS, now)
    dataset.source.release = ReleaseLevel.PUBLIC
    dataset.source.save()
    path = portal_file(tmp_path, line())
    ready = import_file(path=path, layout="unodc", source="ready", by=None, now=now)
    client.force_login(make_person("editor", "statistics.edit"))
    page = client.get("/statistics/datasets").content.decode()
    first, _heading, second = page.partition('id="counted"')
    assert [[one.key in part for one in (ready, dataset)] for part in (first, second)] == [[True, False], [False, True]]
    assert "counted here from records" in client.get(dataset.get_absolute_url()).content.decode()
    assert keys(client) == [ready.key]
    assert keys(client, counted="true") == [dataset.key]
    assert 'id="counted"' not in Client().get("/statistics/datasets").content.decode()
    assert keys(Client(), counted="true") == []


def keys(client: Client, **asked: str) -> list[str]:
    return [one["key"] for one in client.get("/api/v1/statistics/datasets", asked).json()["items"]]


def jumping() -> list[dict[str, Any]]:
    """As many murders every year, and very many in the last one."""
    (row,) = made(1, 3)
    counts = {**dict.fromkeys(range(2011, 2021), 50), 2021: 500}
    days = [date(year, 6, 1) for year, count in counts.items() for _number in range(count)]
    return [
        {**row, "offence": "0100", "incident": f"x{number}", "event_date": day, "record_date": day}
        for number, day in enumerate(days)
    ]


@pytest.mark.django_db
def test_what_explains_a_finding_travels_with_the_published_figure(tmp_path: Path, now: datetime) -> None:
    load = loaded(tmp_path, now, jumping())
    dataset, checks = found_in(load, TABLES, now)
    assert "change-between-years" in checks
    finding = dataset.findings.filter(rule="change-between-years", year=2021, category="01").get()
    explain(finding=finding, revision=finding.revision, words="A new law counts more.", by=None, now=now)
    found_in(load, TABLES.replace("years", "others").replace("by-category", "other"), now)
    published(load, now, PUBLIC, TABLES)
    cells = [one for one in flow_for(None, "by-category").cells() if one.comment]
    assert [(one.codes["ICCS"], one.codes["TIME_PERIOD"], one.comment) for one in cells] == [
        ("01", "2021", "A new law counts more.")
    ]


def daily(until: date) -> list[dict[str, Any]]:
    """Two murders every day from 2016 on."""
    (row,) = made(1, 3)
    days = [date(2016, 1, 1) + timedelta(days=number // 2) for number in range(2 * (until - date(2016, 1, 1)).days + 2)]
    return [
        {**row, "offence": "0100", "incident": f"x{number}", "event_date": day, "record_date": day}
        for number, day in enumerate(days)
    ]


@pytest.mark.django_db
def test_a_year_that_is_covered_in_part_is_compared_with_no_other(
    client: Client, make_person: Callable[..., User], tmp_path: Path, now: datetime
) -> None:
    """Not with the years before it, and not with the same year once it is whole; the years are named once."""
    vintage = "\nvintage: 2021-02-15\n"
    dataset, checks = found_in(loaded(tmp_path, now, daily(date(2021, 2, 15)), more=vintage), TABLES, now)
    assert not {"change-between-years", "break-not-flagged"} & set(checks)
    client.force_login(make_person("editor", "statistics.edit"))
    page = client.get(dataset.get_absolute_url()).content.decode()
    assert "The records cover only a part of 2021" in page
    told = json.loads(command("check", dataset.key, "--json").output)
    assert told["in_part"] == [2021]
    assert "covered in part, so compared with no other year: 2021" in command("check", dataset.key).output
    whole, checks = found_in(
        loaded(tmp_path, now, daily(date(2021, 12, 31)), more=vintage[:9] + " 2022-03-01\n"), TABLES, now
    )
    assert whole.number == dataset.number + 1
    assert [one for one in checks if "revis" in one] == []
    assert "cover only a part" not in client.get(whole.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_a_year_that_is_whole_is_compared(tmp_path: Path, now: datetime) -> None:
    """The same records, said to cover all of the year: then so few are a change."""
    said = "\nvintage: 2021-12-31\ncovers: {from: 2016-01-01, to: 2021-12-31}\n"
    _dataset, checks = found_in(loaded(tmp_path, now, daily(date(2021, 2, 15)), more=said), TABLES, now)
    assert "change-between-years" in checks


@pytest.mark.django_db
def test_figures_that_are_not_protected_are_not_published(tmp_path: Path, now: datetime) -> None:
    dataset, _found = found_in(loaded(tmp_path, now), TABLES, now)
    with pytest.raises(Invalid, match="cannot be published"):
        publish_dataset(dataset=dataset, terms=Terms(reason="all the same"), by=None, now=now)


@pytest.mark.django_db
def test_the_same_tables_are_counted_once(tmp_path: Path, now: datetime) -> None:
    load = loaded(tmp_path, now)
    first, _found = found_in(load, TABLES, now)
    assert found_in(load, TABLES, now)[0] == first


NAMES = st.lists(st.sampled_from(["SEX", "AGE", "WEAPON", "AREA", "CUSTODY"]), unique=True, max_size=4)


@given(names=NAMES, code=st.sampled_from(["0101", "_T", "0101+0102"]), other=st.sampled_from(["_T", "_U", "FIREARM"]))
def test_codes_come_back_from_the_place_of_a_figure(names: list[str], code: str, other: str) -> None:
    own = ["ICCS", *names]
    codes = {"ICCS": code, **dict.fromkeys(names, other)}
    _dimension, category = place_of(own, codes)
    back = codes_at(own, category)
    assert back == {name: codes[name] for name in own if name not in ("SEX", "AGE")}
