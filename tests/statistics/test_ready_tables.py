"""Ready figures of a declared table stand beside figures that are counted elsewhere: one name, the same dimensions."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pyarrow as arrow
import pytest

from cjin.core.rules.errors import Invalid
from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.actions.importing import import_file
from cjin.statistics.actions.loading import load_files
from cjin.statistics.actions.publishing import Terms, publish_dataset, publish_load
from cjin.statistics.models import Dataset, Publication, Source
from cjin.statistics.queries.flows import flow_for
from cjin.statistics.queries.publications import file_of, flow_in
from cjin.statistics.rules.aggregates.templates.shape import sheets
from cjin.statistics.rules.publishing.columns import write
from cjin.statistics.rules.publishing.flows import own_dimensions
from cjin.statistics.rules.publishing.reading import Wanted, cells_of
from cjin.statistics.rules.tableset import catalogue_tables, declaration_named, table_set
from tests.statistics.test_templates import SET, filled

NAME = "sdg-16-4-2"
BARE = Terms(ReleaseLevel.PUBLIC, rule="", reason="they are firearms")
MAPPING = """
source: seizures
area: XB
unit: firearm
columns:
  person: number
  record_date: day
  seizure: {constant: SEIZED}
  tracing: {constant: TRACED}
"""
HEADER = next(one.header for one in sheets(table_set(SET)) if one.name == NAME)


def imported(tmp_path: Path, now: datetime, *said: object, column: str = "OBS_VALUE") -> Dataset:
    """A template of which a person filled one sheet, or none."""
    cells = {(NAME, row, HEADER.index(column)): value for row, value in enumerate(said, 2)}
    return import_file(path=filled(tmp_path, cells), layout="template", by=None, now=now)


@pytest.mark.django_db
def test_a_filled_template_is_published_beside_counted_tables(tmp_path: Path, now: datetime) -> None:
    records = tmp_path / "records.csv"
    records.write_text("number,day\n1,2024-01-02\n2,2024-03-04\n")
    load = load_files(paths=[records], mapping=MAPPING, name="mapping.yaml", links=None, by=None, now=now)
    counted = publish_load(load=load, tables=declaration_named(SET), name=SET, terms=BARE, by=None, now=now)
    assert NAME in {flow["id"] for flow in counted.flows}
    ready = publish_dataset(dataset=imported(tmp_path, now, 7), terms=BARE, by=None, now=now)
    assert [flow["id"] for flow in ready.flows] == [NAME]
    found = {cell.codes["SOURCE"]: cell.codes["ICCS"] for cell in flow_for(None, NAME).cells() if cell.value}
    assert found == {"seizures": "_T", ready.source.slug: "_T"}


@pytest.mark.django_db
@pytest.mark.parametrize(("column", "said"), [("NOTE", "not asked for"), ("BREAK", "yes"), ("OBS_STATUS", "L")])
def test_a_sheet_of_which_only_words_are_said_is_published(
    column: str, said: str, tmp_path: Path, now: datetime
) -> None:
    ready = publish_dataset(dataset=imported(tmp_path, now, said, column=column), terms=BARE, by=None, now=now)
    assert [flow["id"] for flow in ready.flows] == [NAME]


@pytest.mark.django_db
def test_an_untouched_template_is_no_dataset(tmp_path: Path, now: datetime) -> None:
    with pytest.raises(Invalid, match="not filled in"):
        imported(tmp_path, now)
    assert not Dataset.objects.exists()
    assert not Source.objects.exists()


@pytest.mark.django_db
def test_a_template_that_says_of_nothing_but_that_it_is_not_there_is_no_publication(
    tmp_path: Path, now: datetime
) -> None:
    dataset = imported(tmp_path, now, "M", column="OBS_STATUS")
    with pytest.raises(Invalid, match="nothing to publish"):
        publish_dataset(dataset=dataset, terms=BARE, by=None, now=now)
    assert not Publication.objects.exists()


def test_every_table_of_the_catalogue_has_the_dimension_of_categories() -> None:
    shapes = {name: own_dimensions(table) for name, table in catalogue_tables().items()}
    assert all(names[0] == "ICCS" and len(names) == len(set(names)) for names in shapes.values())
    assert shapes["suspects-by-age"] == ("ICCS", "AGE_STATUS", "SEX")


@pytest.mark.django_db
def test_what_was_kept_back_without_that_dimension_is_not_opened_unseen(tmp_path: Path, now: datetime) -> None:
    first = publish_dataset(dataset=imported(tmp_path, now, "<5"), terms=BARE, by=None, now=now)
    _as_before(first, tmp_path)
    dataset = imported(tmp_path, now, 4)
    with pytest.raises(Invalid) as caught:
        publish_dataset(dataset=dataset, terms=BARE, by=None, now=now)
    assert [fault.where for fault in caught.value.faults] == ["opens"]
    done = publish_dataset(dataset=dataset, terms=replace(BARE, opens=True), by=None, now=now)
    assert done.report["opened"] == 1


def _as_before(one: Publication, tmp_path: Path) -> None:
    """A publication as it was written when tables without categories had no dimension of them."""
    (told,) = one.flows
    file = file_of(one, NAME)
    flow = flow_in(one, NAME)
    was = replace(flow, dimensions=flow.dimensions[1:])
    cells = cells_of(flow, [file], Wanted()).drop_columns(["ICCS"])
    assert isinstance(cells, arrow.Table)
    one.flows = [write(was, cells, file.parent).told()]
    assert told["dimensions"] != one.flows[0]["dimensions"]
    one.save()
