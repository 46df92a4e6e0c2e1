"""Ways in which hidden figures could leak, each of which is closed."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from cjin.core.models import User
from cjin.core.rules.catalogue import parse
from cjin.core.rules.errors import Unavailable
from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.actions.checking import check_load
from cjin.statistics.actions.loading import load_files
from cjin.statistics.actions.publishing import Terms, withdraw
from cjin.statistics.models import Load
from cjin.statistics.queries.flows import flow_for, flows
from cjin.statistics.queries.lineage import revisions_of
from cjin.statistics.queries.publications import file_of
from cjin.statistics.queries.sdmx import metadata_of
from tests.statistics.published import PUBLIC, loaded, published

pytestmark = pytest.mark.django_db
OPEN = Terms(release=ReleaseLevel.OWN, rule="", reason="for ourselves")
YEARS = "id: y\ntitle: Y\ntables:\n  - {{id: yearly, unit: offence, {more}dimensions: [sex]}}\n"
MONTHS = "id: m\ntitle: M\ntables:\n  - {id: monthly, unit: offence, dimensions: [sex], period: month}\n"
type Seen = dict[tuple[str, ...], float | None]


def small(folder: Path, now: datetime, *more: tuple[str, str]) -> Load:
    """Three women in May, and five men each in January and February."""
    rows = [("2020-05-05", "F")] * 3 + [("2020-01-05", "M")] * 5 + [("2020-02-05", "M")] * 5 + list(more)
    path = folder / "rows.csv"
    lines = [f"i{number},{day},{sex},{20 + number}\n" for number, (day, sex) in enumerate(rows)]
    path.write_text("incident,day,sex,age\n" + "".join(lines))
    columns = "{incident: incident, record_date: day, sex: sex, age: age}"
    mapping = f"source: simple\ntitle: Simple\narea: XA\nunit: offence\ncolumns: {columns}"
    return load_files(paths=[path], mapping=mapping, name="mapping", links=None, by=None, now=now)


def seen(flow: str) -> Seen:
    """What anybody sees of a flow, by sex and period."""
    held = flow_for(AnonymousUser(), flow)
    return {(cell.codes.get("SEX", "_T"), cell.codes["TIME_PERIOD"]): cell.value for cell in held.cells()}


def tells_women() -> bool:
    """Whether the women of 2020 can be worked out from the year and the months of men."""
    yearly, monthly = seen("yearly"), seen("monthly")
    men = [value for (sex, period), value in monthly.items() if sex == "M" and period.startswith("2020")]
    return yearly["F", "2020"] is not None or (yearly["_T", "2020"] is not None and None not in men)


@pytest.mark.parametrize("more", ["", "attempts: included, ", "principal: none, ", "dated: record, "])
def test_a_rule_said_in_words_is_the_same_rule(more: str, tmp_path: Path, now: datetime) -> None:
    both = YEARS.format(more=more) + MONTHS.partition("tables:\n")[2]
    published(small(tmp_path, now), now, PUBLIC, both)
    assert not tells_women()


@pytest.mark.parametrize("grows", [False, True])
def test_a_load_that_grows_opens_nothing(grows: bool, tmp_path: Path, now: datetime) -> None:
    published(small(tmp_path, now), now, PUBLIC, YEARS.format(more=""))
    again = small(tmp_path, now, ("2021-03-03", "M")) if grows else small(tmp_path, now)
    published(again, now, PUBLIC, MONTHS)
    assert not tells_women()


def test_narrowed_to_a_code_is_the_cell_of_that_code(tmp_path: Path, now: datetime) -> None:
    women = "  - {id: women, unit: offence, where: {sex: [F]}}\n  - {id: known, unit: offence, where: {sex: [F, M]}}\n"
    published(small(tmp_path, now), now, PUBLIC, YEARS.format(more="") + women)
    assert seen("women")["_T", "2020"] is None
    assert seen("yearly")["F", "2020"] is None


def test_totals_over_ages_are_the_same_cells(tmp_path: Path, now: datetime) -> None:
    ages = "  - {id: ages, unit: offence, dimensions: [sex, age], ages: [0, 18, 30]}\n"
    published(small(tmp_path, now), now, PUBLIC, YEARS.format(more="") + ages)
    split = {
        (cell.codes["SEX"], cell.codes["TIME_PERIOD"]): cell.value
        for cell in flow_for(None, "ages").cells()
        if cell.codes["AGE"] == "_T"
    }
    assert split == seen("yearly")


@pytest.mark.parametrize("withdrawn", [False, True])
def test_what_only_we_saw_is_not_known_to_the_public(withdrawn: bool, tmp_path: Path, now: datetime) -> None:
    load = loaded(tmp_path, now)
    own = published(load, now, OPEN)
    if withdrawn:
        withdraw(publication=own, why="a mistake", by=None, now=now)
    published(load, now, PUBLIC)
    small_ones = [
        cell.value for held in flows(AnonymousUser()) for cell in held.cells() if cell.value and 0 < cell.value < 5
    ]
    assert small_ones == []


def test_the_number_of_rows_tells_no_figure(tmp_path: Path, now: datetime) -> None:
    load = small(tmp_path, now)
    one = published(load, now, PUBLIC, YEARS.format(more=""))
    assert "13" not in metadata_of(one, revisions_of(AnonymousUser(), one))["ACCURACY"]
    page = Client().get("/statistics/cells/simple/1/yearly/A.XA._T.F.NR/2020").content.decode()
    assert load.digest not in page
    assert "kept back" in page


def test_counted_figures_are_for_who_edits_them(
    client: Client, make_person: Callable[..., User], tmp_path: Path, now: datetime
) -> None:
    load = small(tmp_path, now)
    check_load(load=load, tables=parse(YEARS.format(more=""), "t"), name="t", by=None, now=now)
    for level in (ReleaseLevel.OWN, ReleaseLevel.PUBLIC):
        load.source.release = level
        load.source.save()
        client.force_login(make_person(f"colleague-{level}"))
        assert client.get("/api/v1/statistics/datasets?counted=true").json()["items"] == []
        assert client.get("/api/v1/statistics/findings").json()["items"] == []
    client.force_login(make_person("editor", "statistics.edit"))
    assert len(client.get("/api/v1/statistics/datasets?counted=true").json()["items"]) == 1


def test_figures_that_are_lost_are_not_taken_as_shown(tmp_path: Path, now: datetime) -> None:
    one = published(small(tmp_path, now), now, PUBLIC, YEARS.format(more=""))
    file_of(one, "yearly").unlink()
    with pytest.raises(Unavailable):
        published(small(tmp_path, now, ("2021-03-03", "M")), now, PUBLIC, MONTHS)
