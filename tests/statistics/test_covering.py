"""Periods that records do not cover: provisional where they end within one, not available where they do not reach."""

import csv
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from io import StringIO
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.models import User
from cjin.core.rules.errors import Invalid
from cjin.statistics.actions.loading import load_files
from cjin.statistics.models import Load
from cjin.statistics.queries.exploring import answer
from cjin.statistics.queries.flows import flow_for
from cjin.statistics.queries.loads import counting
from cjin.statistics.queries.noting import cell_url
from cjin.statistics.rules.counting.covering import Covered, covered_by
from cjin.statistics.rules.counting.decoding import EPOCH
from cjin.statistics.rules.counting.provisional import provisional
from cjin.statistics.rules.demonstration import made_up
from cjin.statistics.rules.engines.choice import engine
from cjin.statistics.rules.exploring.question import Question
from cjin.statistics.rules.mapping import Covers, read_mapping
from cjin.statistics.rules.periods import days_of, spans
from cjin.statistics.rules.units import Status
from tests.statistics.published import PUBLIC, command, loaded, published
from tests.statistics.tablesets import read_table_set
from tests.statistics.test_counting import MAPPING

YEARS = """
id: years
tables:
  - {id: yearly, unit: offence, dimensions: [sex]}
  - {id: monthly, unit: offence, period: month}
  - {id: by-event, unit: offence, dated: event}
"""
days = st.dates(date(2015, 1, 1), date(2024, 12, 31))


def covering(found: Sequence[date], said: Covers = Covers()) -> Covered:  # noqa: B008 - it is frozen
    return covered_by(np.array(sorted({(day - EPOCH).days for day in found})), said)


def year(found: Covered, number: int) -> Status:
    return found.standing(*days_of(str(number)))


def every(first: date, last: date, step: int) -> list[date]:
    return [first + timedelta(number) for number in range(0, (last - first).days + 1, step)]


@given(st.sets(days, min_size=2))
def test_what_lies_between_records_is_covered_and_what_lies_far_off_is_not(found: set[date]) -> None:
    known = covering(sorted(found))
    for number in range(min(found).year + 1, max(found).year):
        assert year(known, number) is Status.EXACT
    assert year(known, max(found).year + 30) is Status.NOT_AVAILABLE
    assert year(known, min(found).year - 30) is Status.NOT_AVAILABLE


@given(st.integers(1, 40), days)
def test_a_year_is_whole_where_its_rest_is_no_longer_than_three_pauses(step: int, last: date) -> None:
    found = covering(every(date(2013, 1, 1), last, step)[-400:] or [last])
    rest = (date(found.last.year + 1, 1, 1) - found.last).days
    assert year(found, found.last.year) is (Status.EXACT if rest <= 3 * step else Status.PROVISIONAL)


@pytest.mark.parametrize(
    ("found", "status"),
    [
        (every(date(2019, 1, 1), date(2021, 5, 17), 1), Status.PROVISIONAL),
        (every(date(2019, 1, 1), date(2021, 12, 29), 1), Status.EXACT),
        (every(date(2019, 1, 1), date(2021, 12, 28), 1), Status.PROVISIONAL),
        (every(date(2019, 1, 20), date(2021, 12, 10), 30), Status.EXACT),
        ([date(2019, 6, 30), date(2020, 6, 30), date(2021, 6, 30)], Status.EXACT),
        ([date(2021, 6, 30)], Status.EXACT),
        ([], Status.NOT_AVAILABLE),
    ],
    ids=["to May", "two days short", "three days short", "few records", "a stock each year", "a stock", "no day"],
)
def test_the_last_year_by_the_days_that_there_are(found: list[date], status: Status) -> None:
    assert year(covering(found), 2021) is status


def test_a_first_year_that_begins_late_is_provisional() -> None:
    assert year(covering(every(date(2019, 3, 1), date(2021, 12, 31), 1)), 2019) is Status.PROVISIONAL
    assert year(covering(every(date(2019, 1, 3), date(2021, 12, 31), 1)), 2019) is Status.EXACT


def test_data_of_a_day_tell_of_no_later_one() -> None:
    found = np.array([(day - EPOCH).days for day in every(date(2019, 1, 20), date(2021, 12, 10), 30)])
    for vintage, status in ((date(2021, 12, 30), "P"), (date(2021, 12, 31), "A"), (date(2021, 6, 1), "P")):
        assert year(covered_by(found, Covers(), vintage), 2021) == status
    assert year(covered_by(found, Covers(last=date(2021, 12, 31)), date(2021, 12, 10)), 2021) is Status.EXACT


def test_what_a_source_says_holds() -> None:
    found = every(date(2019, 3, 1), date(2021, 12, 10), 1)
    assert year(covering(found), 2021) is Status.PROVISIONAL
    assert year(covering(found, Covers(last=date(2021, 12, 31))), 2021) is Status.EXACT
    assert year(covering(found, Covers(first=date(2019, 1, 1))), 2019) is Status.EXACT
    assert year(covering(found, Covers(first=date(2020, 1, 1))), 2019) is Status.NOT_AVAILABLE
    assert year(covering(found, Covers(last=date(2021, 12, 30))), 2021) is Status.PROVISIONAL


def test_the_mapping_says_which_days_are_covered() -> None:
    said = read_mapping(f"covers: {{from: 2019-01-01, to: 2021-12-31}}\n{MAPPING}", "m.yaml").covers
    assert said == Covers(date(2019, 1, 1), date(2021, 12, 31))
    for wrong in ("2019", "{since: 2019-01-01}", "{from: soon}", "{from: 2020-01-01, to: 2019-01-01}"):
        with pytest.raises(Invalid) as caught:
            read_mapping(f"covers: {wrong}\n{MAPPING}", "m.yaml")
        assert "covers" in caught.value.faults[0].where


@given(st.integers(1990, 2030), st.integers(1, 12), st.integers(1, 30))
def test_periods_that_follow_each_other_are_one_span(first: int, month: int, count: int) -> None:
    months = [f"{first + (month - 1 + at) // 12}-{(month - 1 + at) % 12 + 1:02d}" for at in range(count)]
    assert len(spans(reversed(months))) == 1
    assert len(spans(code for at, code in enumerate(months) if at % 2 == 0)) == (count + 1) // 2
    starts = [days_of(code) for code in months]
    assert all(before[1] + timedelta(1) == after[0] for before, after in pairwise(starts))


def load_of(folder: Path, now: datetime, more: str = "") -> Load:
    """Offences of every second day from 2019 to 17 May 2021, the first of which happened in 2017."""
    path = folder / "rows.csv"
    recorded = every(date(2019, 1, 1), date(2021, 5, 17), 2)
    happened = [date(2017, 3, 3), *recorded[1:]]
    lines = [f"{at},{event},{day},M\n" for at, (event, day) in enumerate(zip(happened, recorded, strict=True))]
    path.write_text("incident,event,day,sex\n" + "".join(lines))
    columns = "{incident: incident, event_date: event, record_date: day, sex: sex}"
    mapping = f"source: short\ntitle: Short\narea: XA\nunit: offence\ncolumns: {columns}\n{more}"
    return load_files(paths=[path], mapping=mapping, name="mapping", links=None, by=None, now=now)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["numpy", "duckdb"])
def test_engines_tell_the_same_of_periods(name: str, tmp_path: Path, now: datetime) -> None:
    base = counting(load_of(tmp_path, now))
    found = {one.table.id: provisional(one, base) for one in engine(name)(read_table_set(YEARS, "t"), base).tables}
    yearly = {cell.codes: (cell.value, cell.status) for cell in found["yearly"].cells()}
    assert yearly["2017", "_T", "M"] == yearly["2018", "_T", "M"] == (None, Status.NOT_AVAILABLE)
    assert {period: status for (period, _, sex), (_, status) in yearly.items() if sex == "_T"} == {
        "2017": "M", "2018": "M", "2019": "A", "2020": "A", "2021": "P"
    }  # fmt: skip
    monthly = {cell.codes[0]: str(cell.status) for cell in found["monthly"].cells()}
    assert (monthly["2018-12"], monthly["2019-01"], monthly["2021-04"], monthly["2021-05"]) == ("M", "A", "A", "P")
    by_event = {cell.codes[0]: (cell.value, str(cell.status)) for cell in found["by-event"].cells()}
    assert by_event["2017"] == (1, "A"), "the pause after it is as long"


@pytest.mark.django_db
def test_an_empty_cell_of_a_year_that_is_not_over_is_no_exact_zero(tmp_path: Path, now: datetime) -> None:
    base = counting(load_of(tmp_path, now))
    declared = "id: women\ntables:\n  - {id: women, unit: offence, where: {sex: [F]}}\n"
    (found,) = engine("numpy")(read_table_set(declared, "t"), base).tables
    zeros = {cell.codes[0]: (cell.value, str(cell.status)) for cell in provisional(found, base).cells()}
    assert (zeros["2020"], zeros["2021"]) == ((0, "A"), (0, "P"))


@pytest.mark.django_db
def test_readers_are_told_why(client: Client, tmp_path: Path, now: datetime) -> None:
    done = published(load_of(tmp_path, now), now, PUBLIC, YEARS)
    assert {cell.status for cell in flow_for(None, "yearly").cells() if cell.codes["TIME_PERIOD"] == "2021"} == {"P"}
    told = client.get(f"/api/v1/statistics/publications/{done.source.slug}/1").json()
    assert told["periods"]["yearly"] == {"2017": "M", "2018": "M", "2021": "P"}
    assert "cover only a part of these periods: 2021, 2021-05." in told["metadata"]["REF_PERIOD"]
    page = client.get(done.get_absolute_url()).content.decode()
    assert "Provisional, for the records cover only a part: 2021, 2021-05." in page
    assert "Not available, for the records do not reach there: 2017 – 2018, 2017-03 – 2018-12." in page
    notes = client.get("/statistics/indicators/yearly").content.decode()
    assert "Provisional, for the records cover only a part: 2021." in notes
    assert "Only a part of the period is covered: 2021." in notes, "in the words of the chart"
    (row,) = [part for part in notes.split("<tr>") if "<bdi>2021</bdi></th>" in part]
    assert "only a part of the period" in row
    assert "· <bdi>2020</bdi> ·" in notes, "the last whole year is the number at the head"
    client.cookies["cjin_language"] = "ar"
    assert "2021، 2021-05" in client.get(done.get_absolute_url()).content.decode()
    client.cookies["cjin_language"] = "en"
    area = client.get("/statistics/areas/XA").content.decode()
    assert "<bdi>2020</bdi>" in area, "the last whole year stands above the curve"
    assert answer(flow_for(None, "yearly"), Question(view="REF_AREA")).period == "2020"
    held = flow_for(None, "yearly")
    for period, is_told in (("2020", False), ("2021", True)):
        (one,) = [cell for cell in held.cells() if cell.codes["TIME_PERIOD"] == period and cell.codes["SEX"] == "_T"]
        figure = client.get(cell_url(held, one)).content.decode()
        assert ("cover only a part: 2021." in figure) is is_told


@pytest.mark.django_db
def test_who_edits_figures_is_told_before_they_are_published(
    client: Client, make_person: Callable[..., User], tmp_path: Path, now: datetime
) -> None:
    load = loaded(tmp_path, now)
    client.force_login(make_person("editor", "statistics.edit"))
    api = f"/api/v1/statistics/loads/{load.key}/tables/crime-and-justice"
    assert client.get(api).json()["periods"]["offences"] == {"2021": "P"}


@pytest.mark.django_db
def test_the_command_tells_it(tmp_path: Path, now: datetime) -> None:
    load = load_of(tmp_path, now, "covers: {to: 2021-12-31}")
    declared = tmp_path / "t.yaml"
    declared.write_text(YEARS)
    said = command("tables", str(declared), "--load", load.key, "--out", str(tmp_path / "out")).output
    assert "yearly has periods that the records do not cover whole: 2017 (M), 2018 (M)\n" in said
    assert "2021" not in said
    published(load, now, PUBLIC, YEARS)
    assert "  yearly has periods that the records do not cover whole: 2017 (M), 2018 (M)\n" in (
        command("publications").output
    )


def test_every_year_of_the_demonstration_is_covered() -> None:
    for made in made_up():
        mapping = read_mapping(made.mapping, made.source)
        rows = list(csv.DictReader(StringIO(made.rows)))
        for concept in {"event_date", "record_date"} & set(mapping.columns):
            told = sorted({date.fromisoformat(row[mapping.columns[concept].column]) for row in rows})
            known = covered_by(np.array([(day - EPOCH).days for day in told]), mapping.covers, mapping.vintage)
            assert {str(year(known, number)) for number in range(told[0].year, told[-1].year + 1)} == {"A"}, made.source
