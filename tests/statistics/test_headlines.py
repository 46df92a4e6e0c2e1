"""The series that stands for an indicator: the share or the rate of its definition, never the total under its name."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client

from cjin.core.rules.errors import Invalid
from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.actions.importing import import_file
from cjin.statistics.actions.publishing import Terms, publish_dataset
from cjin.statistics.models import Publication
from cjin.statistics.queries.flows import flow_for
from cjin.statistics.queries.leading import lead_of
from cjin.statistics.rules.aggregates.observations import Observation
from cjin.statistics.rules.exploring.choosing import chosen
from cjin.statistics.rules.publishing.columns import figure_cells
from cjin.statistics.rules.publishing.measures import headline_of
from cjin.statistics.rules.publishing.reading import each
from cjin.statistics.rules.tableset import catalogue_tables
from cjin.statistics.rules.units import Status
from tests.statistics.portal import line, portal_file
from tests.statistics.tablesets import read_table_set

CUSTODY = "sdg-16-3-2"


def held(category: str, value: float | None, year: int = 2020, status: Status = Status.EXACT) -> Observation:
    """So many persons held, of a status in custody."""
    return Observation("XA", CUSTODY, "total by custody", f"_T: {category}", "_T", "_T", year, "NR", value, status)


def shares(found: Sequence[Observation]) -> dict[str, tuple[float | None, str]]:
    """The shares of persons held, by period."""
    ((flow, cells),) = figure_cells(found, "prisons", "Prisons", catalogue_tables())
    return {
        cell.codes["TIME_PERIOD"]: (cell.value, cell.status)
        for cell in each(cells, flow)
        if cell.codes["UNIT_MEASURE"] == "PT"
    }


def test_a_share_is_the_part_of_the_whole_where_both_are_told() -> None:
    hidden, missing = Status.SUPPRESSED, Status.NOT_AVAILABLE
    found = shares(
        [
            *(held("UNSENTENCED", 200), held("SENTENCED", 595), held("_T", 795)),
            *(held("UNSENTENCED", None, 2021, hidden), held("_T", 700, 2021)),
            *(held("UNSENTENCED", 100, 2022, Status.PROVISIONAL), held("_T", 400, 2022)),
            *(held("UNSENTENCED", 0, 2023), held("_T", 0, 2023)),
            held("UNSENTENCED", 10, 2024),
        ]
    )
    assert found == {
        "2020": (pytest.approx(25.157233), "A"),
        "2021": (None, "Q"),
        "2022": (25.0, "P"),
        "2023": (None, missing),
    }


def test_the_share_is_shown_first_then_the_part_and_the_whole_only_where_it_is_asked_for() -> None:
    ((flow, cells),) = figure_cells([held("UNSENTENCED", 200), held("_T", 795)], "prisons", "P", catalogue_tables())
    first = chosen(flow, cells, {}, ())
    assert first is not None
    assert (first.codes["CUSTODY"], first.codes["UNIT_MEASURE"], dict(first.lacking)) == ("UNSENTENCED", "PT", {})
    asked = chosen(flow, cells, {"CUSTODY": "_T"}, ())
    assert asked is not None
    assert (asked.codes["CUSTODY"], asked.codes["UNIT_MEASURE"], asked.astray) == ("_T", "NR", False)
    parts = chosen(flow, cells, {}, ("CUSTODY",))
    assert parts is not None
    assert (parts.codes["UNIT_MEASURE"], dict(parts.lacking)) == ("NR", {})
    ((flow, cells),) = figure_cells([held("UNSENTENCED", 200)], "prisons", "P", catalogue_tables())
    alone = chosen(flow, cells, {}, ())
    assert alone is not None
    assert (alone.codes["CUSTODY"], dict(alone.lacking), alone.astray) == ("UNSENTENCED", {"UNIT_MEASURE": "PT"}, False)
    ((flow, cells),) = figure_cells([held("_T", 795)], "prisons", "P", catalogue_tables())
    whole = chosen(flow, cells, {}, ())
    assert whole is not None
    assert whole.astray


def test_every_goal_of_the_catalogue_has_the_measure_of_its_definition() -> None:
    found = {name: headline_of(table) for name, table in catalogue_tables().items() if name.startswith("sdg-")}
    assert found == {
        "sdg-16-1-1": {"UNIT_MEASURE": "P_HTHAB"},
        "sdg-16-2-2": {"UNIT_MEASURE": "P_HTHAB"},
        "sdg-16-3-2": {"CUSTODY": "UNSENTENCED", "UNIT_MEASURE": "PT"},
        "sdg-16-4-2": {"TRACING": "TRACED", "UNIT_MEASURE": "PT"},
    }


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("{measure: share}", "of which code"),
        ("{measure: rate}", "no rate"),
        ("{measure: share, custody: HELD}", "HELD is no code of custody"),
        ("{measure: share, sex: F}", "this name is not known"),
    ],
)
def test_a_headline_that_cannot_be_is_refused_in_its_place(said: str, told: str) -> None:
    text = f"id: some\ntables:\n  - {{id: held, unit: prisoner, dimensions: [custody], headline: {said}}}\n"
    with pytest.raises(Invalid) as caught:
        read_table_set(text, "some.yaml")
    assert told in " ".join(fault.message for fault in caught.value.faults)


def held_line(custody: str, value: int, area: str = "XAA", year: int = 2020) -> str:
    """The same as a row of a file."""
    return line(area, CUSTODY, f"_T: {custody}", year=year, value=value, dimension="total by custody")


def published(folder: Path, now: datetime, *lines: str) -> Publication:
    """Ready figures of persons held, published for all."""
    ready = import_file(path=portal_file(folder, *lines), layout="unodc", by=None, now=now)
    terms = Terms(ReleaseLevel.PUBLIC, rule="", reason="made up")
    return publish_dataset(dataset=ready, terms=terms, by=None, now=now)


@pytest.mark.django_db
def test_every_first_view_shows_the_share_and_not_the_number_of_all(
    client: Client, tmp_path: Path, now: datetime
) -> None:
    rows = [held_line(*one, area) for area in ("XAA", "XAB") for one in (("UNSENTENCED", 200), ("_T", 795))]
    published(tmp_path, now, *rows)
    lead = lead_of(flow_for(None, CUSTODY))
    assert lead is not None
    assert (lead.number, lead.codes["CUSTODY"], lead.lacking) == ("25.16", "UNSENTENCED", "")
    addresses = ("", f"indicators/{CUSTODY}", "areas/XAA", "map", "compare")
    for page in (client.get(f"/statistics/{name}").content.decode() for name in addresses):
        main = page.partition("<h1")[2]
        assert "25.16" in main
        assert "cannot be computed" not in main
        assert "795" not in main


@pytest.mark.django_db
def test_where_no_share_can_be_computed_the_part_stands_under_its_own_name(
    client: Client, tmp_path: Path, now: datetime
) -> None:
    published(tmp_path, now, held_line("UNSENTENCED", 200), held_line("_T", 795, year=2019))
    for name in ("", f"indicators/{CUSTODY}", "areas/XAA"):
        main = client.get(f"/statistics/{name}").content.decode().partition("<h1")[2]
        assert "share cannot be computed" in main.lower()
        assert "Held without a sentence" in main
        assert "200" in main
        assert "795" not in main
