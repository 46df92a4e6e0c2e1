"""Provisional figures: from the period on that a source names, and nothing else of them changes."""

from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from django.test import Client

from cjin.core.rules.errors import Invalid
from cjin.statistics.queries.flows import flow_for
from cjin.statistics.rules.counting.provisional import provisional
from cjin.statistics.rules.counting.tables import count_tables
from cjin.statistics.rules.mapping import read_mapping
from cjin.statistics.rules.units import Status
from tests.statistics.published import loaded as load_of
from tests.statistics.published import published
from tests.statistics.tablesets import read_table_set
from tests.statistics.test_counting import MAPPING, TABLES, loaded, made


@pytest.mark.parametrize(("since", "first"), [("2020", "2020"), ("2020-07", "2020"), ("", "9999"), ("2030", "9999")])
def test_exact_figures_are_provisional_from_a_period_on(since: str, first: str, tmp_path: Path) -> None:
    covers = "covers: {from: 2018-01-01, to: 2022-12-31}"
    there, _ = loaded(made(300, 1), tmp_path, f"{MAPPING}\n{covers}\n" + (f"provisional: {since}" if since else ""))
    for table in count_tables(read_table_set(TABLES, "tables.yaml"), there).tables:
        after = provisional(table, there)
        assert np.array_equal(after.values, table.values)
        for before, cell in zip(table.cells(), after.cells(), strict=True):
            month = len(cell.codes[0]) == 7
            late = since and cell.codes[0] >= (since if month else first)
            expected = Status.PROVISIONAL if late and before.status is Status.EXACT else before.status
            assert cell.status is expected, cell


def test_the_mapping_says_from_when() -> None:
    assert read_mapping(f"provisional: 2021\n{MAPPING}", "m.yaml").provisional == "2021"
    assert read_mapping(f"provisional: 2021-07\n{MAPPING}", "m.yaml").provisional == "2021-07"
    for wrong in ("soon", "2021-13", "21", "[2021]"):
        with pytest.raises(Invalid) as caught:
            read_mapping(f"provisional: {wrong}\n{MAPPING}", "m.yaml")
        assert "provisional" in caught.value.faults[0].where


@pytest.mark.django_db
def test_published_figures_say_that_they_are_provisional(client: Client, tmp_path: Path, now: datetime) -> None:
    published(load_of(tmp_path, now, more="provisional: 2021"), now)
    found = {(cell.codes["TIME_PERIOD"], cell.status) for cell in flow_for(None, "by-sex").cells()}
    assert ("2021", "P") in found
    assert not found & {("2021", "A"), ("2020", "P")}
    page = client.get("/statistics/publications/made-up-police/1").content.decode()
    assert "Provisional, as the source says: from 2021 on." in page
    told = client.get("/api/v1/statistics/publications/made-up-police/1").json()
    assert (told["provisional"], "from 2021 on" in told["metadata"]["REF_PERIOD"]) == ("2021", True)
