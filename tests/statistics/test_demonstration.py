"""The demonstration: made-up countries that say what they are, and something to show on every page."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cjin.statistics.actions.demonstration import load
from cjin.statistics.models import Dataset, Load, Publication
from cjin.statistics.queries.flows import address_of, flow_for, flows
from cjin.statistics.rules.demonstration import made_up, population, sources
from cjin.statistics.rules.publishing.reading import Wanted
from cjin.statistics.rules.tableset import table_set

DATA = Path(__file__).parents[3] / "shared" / "data" / "statistics"


@pytest.mark.django_db
def test_a_node_that_is_no_demonstration_has_none(settings: Any, now: datetime) -> None:
    settings.CJIN_SAMPLES = ""
    load(now=now)
    assert not Publication.objects.exists()


@pytest.mark.django_db
def test_every_table_of_the_catalogue_is_published_for_a_made_up_country(
    client: Client, settings: Any, now: datetime, tmp_path: Path
) -> None:
    settings.CJIN_SAMPLES = str(tmp_path)
    load(now=now)
    held = {one.flow.id: one for one in flows(None)}
    wanted = {table.id for name in ("crime-and-justice", "sustainable-development") for table in table_set(name).tables}
    assert wanted == set(held)
    for one in held.values():
        assert "XA" in one.areas, one.flow.id
        assert any(cell.value for cell in one.cells()), one.flow.id
        assert one.flow.labels["REF_AREA"]["XA"].startswith("Demonstration country")
    rates = [cell for cell in flow_for(None, "sdg-16-1-1").cells(Wanted({"UNIT_MEASURE": ["P_HTHAB"]})) if cell.value]
    assert rates, "victims of homicide have rates"
    compared = {part.flow.rules["principal"] for part in flow_for(None, "offences").parts}
    assert compared == {"none", "incident"}, "the made-up countries count in different ways"
    address = address_of(held["offences"], next(held["offences"].cells(Wanted({"ICCS": ["0101"], "REF_AREA": ["XA"]}))))
    assert "Murder" in client.get(reverse("statistics:cell", kwargs=dict(address))).content.decode()
    before = (Load.objects.count(), Publication.objects.count())
    load(now=now)
    assert (Load.objects.count(), Publication.objects.count()) == before


@pytest.mark.django_db
@pytest.mark.skipif(not DATA.is_dir(), reason="the sample files are not beside the project")
def test_the_sample_files_that_are_there_are_published(settings: Any, now: datetime, monkeypatch: Any) -> None:
    monkeypatch.setattr("cjin.statistics.actions.demonstration.made_up", lambda: iter(()))
    settings.CJIN_SAMPLES = str(DATA)
    load(now=now)
    chicago = Load.objects.get(source__slug="us-chi-police")
    assert (chicago.report["kept"], chicago.report["apart"]) == (10084, 0)
    assert Dataset.objects.get().findings.exists()
    assert {"offences", "violent-offences"} <= {one.flow.id for one in flows(None)}


def test_what_is_made_up_is_the_same_every_time() -> None:
    first, second = next(made_up()), next(made_up())
    assert first == second
    assert "made up" in first.mapping
    assert all(slug[:2] in ("xa", "xb", "xc") for slug in sources())
    assert population("XA").splitlines()[1] == "2018,_T,_T,1240000"
