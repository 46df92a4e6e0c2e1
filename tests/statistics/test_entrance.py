"""The entrance to figures: every indicator on one shelf with an honest number, and a search among figures."""

from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client

from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.actions.importing import import_file
from cjin.statistics.queries.areas import area_for, grouped
from cjin.statistics.queries.covering import in_part
from cjin.statistics.queries.flows import flow_for, flows
from cjin.statistics.queries.holdings import holding_of
from cjin.statistics.queries.labels import Labels
from cjin.statistics.queries.leading import lead_of
from cjin.statistics.rules.exploring.themes import goal_of, theme_of, themes
from cjin.statistics.rules.publishing.flows import Flow
from cjin.statistics.rules.tableset import set_names, table_set
from cjin.statistics.rules.units import TOTAL
from cjin.statistics.search import renew_categories
from tests.statistics.areas import of_area, two_areas
from tests.statistics.portal import line, portal_file


def shelf(identity: str, codes: tuple[str, ...] = (), unit: str = "") -> str:
    """The theme of made-up figures."""
    return theme_of(Flow(identity, "", "", (), {"unit": unit} if unit else {}, lists={"ICCS": codes})).id


def test_every_table_of_the_catalogue_has_a_shelf_of_its_own_kind() -> None:
    last = themes()[-1].id
    tables = [(name, table.id) for name in set_names() for table in table_set(name).tables]
    assert all(shelf(identity) != last for _name, identity in tables)
    assert {shelf(identity) for name, identity in tables if name == "sustainable-development"} == {"goals"}
    assert shelf("of-nobody") == last
    assert shelf("made-up", ("0101", "0301+0401", TOTAL)) == "violence"
    assert shelf("made-up", ("0101", "0501"), "offence") == "recorded"
    assert shelf("made-up", (TOTAL,), "prisoner") == "prisons"
    assert [goal_of(one) for one in ("sdg-16-1-1", "sdg-16", "offences", "sdg-x")] == ["16.1.1", "16", "", ""]


@pytest.mark.django_db
def test_every_indicator_stands_on_one_shelf(tmp_path: Path, now: datetime) -> None:
    two_areas(tmp_path, now)
    holding = holding_of(None)
    stood = [held.flow.id for one in holding.shelves() for held in one.flows]
    assert sorted(stood) == sorted(held.flow.id for held in holding.flows)


@pytest.mark.django_db
def test_a_number_is_one_that_is_published_or_the_middle_of_many(tmp_path: Path, now: datetime) -> None:
    two_areas(tmp_path, now)
    for held in flows(None):
        lead = lead_of(held)
        if lead is not None:
            there = [cell for cell in held.cells() if lead.codes.items() <= cell.codes.items()]
            assert lead.value in [cell.value for cell in there if cell.codes["TIME_PERIOD"] == lead.period]
            assert lead.areas == 0
    assert lead_of(flow_for(None, "offences")) is None  # no one of many categories stands for all of them
    assert lead_of(flow_for(None, "by-area")) is not None
    for number in range(11):
        of_area(tmp_path, now, f"X{chr(ord('C') + number)}", rows=40)
    held = flow_for(None, "by-area")
    middle = lead_of(held)
    assert middle is not None
    there = [cell for cell in held.cells() if middle.codes.items() <= cell.codes.items() and cell.value is not None]
    partly = in_part(held.parts)
    whole = [cell for cell in there if (cell.codes["SOURCE"], middle.period) not in partly]
    last = sorted(cell.value or 0 for cell in whole if cell.codes["TIME_PERIOD"] == middle.period)
    assert middle.areas == len(last) >= 5
    assert sum(value <= middle.value for value in last) >= len(last) / 2 <= sum(value >= middle.value for value in last)
    assert middle.sentence(Labels(held.flow)) == [f"median of {len(last)} areas", middle.period, "count"]


@pytest.mark.django_db
def test_a_search_among_figures_finds_indicators_areas_and_categories(
    client: Client, tmp_path: Path, now: datetime
) -> None:
    two_areas(tmp_path, now)
    renew_categories()
    page = client.get("/statistics/?q=offences month").content.decode()
    assert 'href="/statistics/indicators/by-month"' in page
    assert 'href="/statistics/areas/XB"' in client.get("/statistics/?q=XB").content.decode()
    assert 'href="/statistics/iccs/0101"' in client.get("/statistics/?q=intentional homicide").content.decode()
    assert 'class="empty"' in client.get("/statistics/?q=<quern").content.decode()


@pytest.mark.django_db
def test_readers_find_no_door_to_datasets_that_they_may_not_see(client: Client, tmp_path: Path, now: datetime) -> None:
    made = import_file(path=portal_file(tmp_path, line()), layout="unodc", by=None, now=now)
    assert 'href="/statistics/datasets"' not in client.get("/statistics/").content.decode()
    made.source.release = ReleaseLevel.PUBLIC
    made.source.save()
    page = client.get("/statistics/").content.decode()
    assert 'href="/statistics/datasets"' in page
    assert 'href="/statistics/findings"' in page


@pytest.mark.django_db
def test_figures_of_an_area_stand_by_theme_in_the_order_of_the_classification(tmp_path: Path, now: datetime) -> None:
    two_areas(tmp_path, now)
    figures = area_for(None, "XA").figures
    for few in (1, 2, 9):
        groups = grouped(figures, few)
        order = [theme.id for theme in themes()]
        assert [group.theme.id for group in groups] == [one for one in order if one in {g.theme.id for g in groups}]
        every = [figure for group in groups for figure in (*group.shown, *group.others)]
        assert sorted(map(id, every)) == sorted(map(id, figures))
        for group in groups:
            assert len({figure.curve for figure in group.shown}) == len(group.shown) <= few
            codes = [figure.section or "_" for figure in group.shown]
            assert codes == sorted(codes)
