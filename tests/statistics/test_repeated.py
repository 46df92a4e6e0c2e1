"""Ready figures that stand several times: repeats are published once, contradictions are told and left out."""

from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.actions.importing import import_file
from cjin.statistics.actions.publishing import Terms, publish_dataset
from cjin.statistics.models import Publication
from cjin.statistics.queries.flows import flow_for
from cjin.statistics.rules.aggregates.observations import Observation
from cjin.statistics.rules.publishing.repeated import once
from cjin.statistics.rules.tableset import catalogue_tables
from cjin.statistics.rules.units import Status
from tests.statistics.portal import line, portal_file
from tests.statistics.published import command

SHARED = {"sex": "_T", "age": "_T", "unit": "NR", "dimension": "by type", "status": Status.EXACT}
figures = st.builds(
    Observation,
    area=st.sampled_from(["XAA", "XAB"]),
    indicator=st.sampled_from(["Offences", "iccs-by-sex"]),
    category=st.sampled_from(["Robbery", "Theft"]),
    year=st.sampled_from([2019, 2020]),
    value=st.sampled_from([1.0, 2.0]),
    note=st.sampled_from(["", "late", "by hand"]),
    **{name: st.just(value) for name, value in SHARED.items()},
)


@given(st.lists(figures, max_size=20))
def test_every_row_is_published_or_repeats_or_contradicts(found: list[Observation]) -> None:
    told = once(found, {})
    assert len(found) == len(told.figures) + told.repeated + sum(map(len, told.contradicting))
    keys = [one.key for one in told.figures]
    assert len(keys) == len(set(keys))
    for one in told.figures:
        same = [other for other in found if other.key == one.key]
        assert {other.value for other in same} == {one.value}
        assert set(one.note.split(" / ")) - {""} == {other.note for other in same} - {""}
    for rows in told.contradicting:
        assert len({(other.value, other.status) for other in rows}) > 1


def test_figures_of_a_table_are_the_same_whatever_their_dimension_is_called() -> None:
    (name, _table), *_ = catalogue_tables().items()
    one = Observation("XAA", name, "iccs", "0101", "_T", "_T", 2020, "NR", 5.0, Status.EXACT)
    told = once([one, one._replace(dimension="by offence", value=6.0)], catalogue_tables())
    assert len(told.contradicting) == 1


@pytest.fixture
def one(tmp_path: Path, now: datetime) -> Publication:
    """A publication of a file with a row that repeats another, and a figure with two values."""
    rows = [line(), line(), line(year=2016, value=7), line(year=2016, value=8), line(year=2017)]
    dataset = import_file(path=portal_file(tmp_path, *rows), layout="unodc", by=None, now=now)
    terms = Terms(ReleaseLevel.PUBLIC, rule="", reason="as they are")
    return publish_dataset(dataset=dataset, terms=terms, by=None, now=now)


@pytest.mark.django_db
def test_a_publication_tells_what_it_left_out(one: Publication, client: Client) -> None:
    held = flow_for(None, "violent-offences")
    assert sorted(cell.codes["TIME_PERIOD"] for cell in held.cells()) == ["2015", "2017"]
    page = client.get(one.get_absolute_url()).content.decode()
    assert "1 row repeats a figure" in page
    assert "1 figure stands there with different values." in page
    words = ("XAA", "Violent offences", "by type of offence", "Robbery", "total", "2016", "count")
    assert " · ".join(f"<bdi>{word}</bdi>" for word in words) in page
    told = client.get(f"/api/v1/statistics/publications/{one.source.slug}/1").json()
    assert (told["twice"]["repeated"], told["twice"]["contradicting"], told["twice"]["rows"]) == (1, 1, 2)
    assert told["twice"]["keys"][0]["year"] == 2016
    assert "with different values, and that are not published: 1." in told["metadata"]["ACCURACY"]


@pytest.mark.django_db
def test_the_command_tells_it_too(one: Publication) -> None:
    said = command("publications").output
    assert "not published, with different values each: 1 (XAA Violent offences by type of offence Robbery" in said
    assert "published once: 1" in said


@pytest.mark.django_db
def test_figures_that_stand_once_say_nothing_of_it(client: Client, tmp_path: Path, now: datetime) -> None:
    dataset = import_file(path=portal_file(tmp_path, line()), layout="unodc", by=None, now=now)
    done = publish_dataset(dataset=dataset, terms=Terms(ReleaseLevel.PUBLIC), by=None, now=now)
    assert "stand twice" not in client.get(done.get_absolute_url()).content.decode()
