"""A publication that shows what an earlier one keeps back needs consent, and tells how many figures it opens."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cjin.core.models import User
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Invalid
from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.actions.importing import import_file
from cjin.statistics.actions.publishing import Terms, publish_dataset
from cjin.statistics.models import Publication
from cjin.statistics.queries.flows import flow_for
from tests.statistics.portal import line, portal_file
from tests.statistics.published import PUBLIC, TABLES, command, confirmed, loaded, published
from tests.statistics.test_counting import made

pytestmark = pytest.mark.django_db
BARE = Terms(ReleaseLevel.PUBLIC, rule="", reason="the law asks for it")
OPENING = Terms(ReleaseLevel.PUBLIC, rule="", reason="the law asks for it", opens=True)
RENAMED = TABLES.replace("by-sex", "split-by-sex").replace("by-category", "all").replace("by-month", "monthly")


def hidden_in(*flows: str) -> set[tuple[str, ...]]:
    """What stands suppressed, whatever the flow is called: category, sex and period."""
    cells = [cell for flow in flows for cell in flow_for(None, flow).cells() if cell.status == "Q"]
    return {(one.codes["ICCS"], one.codes.get("SEX", "_T"), one.codes["TIME_PERIOD"]) for one in cells}


@pytest.mark.parametrize("tables", [TABLES, RENAMED])
def test_no_figure_is_opened_without_consent(tables: str, tmp_path: Path, now: datetime) -> None:
    load = loaded(tmp_path, now, made(150, 1))
    published(load, now)
    hidden = hidden_in("by-category", "by-sex", "by-month")
    with pytest.raises(Invalid) as caught:
        published(load, now, BARE, tables)
    assert [fault.where for fault in caught.value.faults] == ["opens"]
    assert f": {len(hidden)}." in caught.value.faults[0].message
    assert Publication.objects.count() == 1
    assert published(load, now, OPENING, tables).report["opened"] == len(hidden) > 0


def test_what_the_same_readers_saw_is_not_opened_again(tmp_path: Path, now: datetime) -> None:
    load = loaded(tmp_path, now, made(150, 1))
    assert published(load, now, BARE).report["opened"] == 0
    published(load, now)
    assert published(load, now, BARE).report["opened"] == 0


def test_totals_that_are_shown_whatever_they_are_open_none_that_was_kept_back(tmp_path: Path, now: datetime) -> None:
    load = loaded(tmp_path, now, made(150, 1))
    published(load, now)
    before = hidden_in("by-category", "by-sex", "by-month")
    published(load, now, Terms(ReleaseLevel.PUBLIC, show_totals=True))
    assert hidden_in("by-category", "by-sex", "by-month") >= before


def test_ready_figures_open_what_their_source_kept_back(tmp_path: Path, now: datetime) -> None:
    for name, value in (("old", "<5"), ("new", 3)):
        path = portal_file(tmp_path / name, line(value=value), line(year=2016))
        dataset = import_file(path=path, layout="unodc", by=None, now=now)
        if name == "old":
            assert publish_dataset(dataset=dataset, terms=PUBLIC, by=None, now=now).report["opened"] == 0
    with pytest.raises(Invalid):
        publish_dataset(dataset=dataset, terms=PUBLIC, by=None, now=now)
    assert publish_dataset(dataset=dataset, terms=OPENING, by=None, now=now).report["opened"] == 1


def test_the_page_the_api_and_the_command_ask_for_consent(
    client: Client, make_person: Callable[..., User], tmp_path: Path, now: datetime
) -> None:
    client.force_login(make_person("publisher", Duty.STATISTICS_PUBLISH))
    load = loaded(tmp_path, now, made(150, 1))
    url = reverse("statistics:publish", args=[load.key])
    said = {"tables": "crime-and-justice", "release": "public", "rule": "counts-of-persons", "reason": "the law"}
    assert confirmed(client, url, said).status_code == 302
    looked_at = client.post(url, {**said, "rule": ""}, follow=True).content.decode()
    assert "figures that earlier publications keep back would be shown" in looked_at
    refused: Any = confirmed(client, url, {**said, "rule": ""})
    assert refused.status_code == 422
    assert "would be shown" in str(refused.context["form"].errors["opens"])
    asked = {"load": load.key, "tables": "crime-and-justice", "rule": "", "reason": "the law", "release": "public"}
    api = "/api/v1/statistics/publications"
    answer = client.post(api, asked, content_type="application/json")
    assert (answer.status_code, "opens" in str(answer.json())) == (422, True)
    words = ["crime-and-justice", "--load", load.key, "--release", "public", "--unprotected", "the law"]
    assert isinstance(command("publish", *words).exception, Invalid)
    assert Publication.objects.count() == 1
    assert confirmed(client, url, {**said, "rule": ""}, opens="on").status_code == 302
    opened = Publication.objects.get(number=2).report["opened"]
    page = client.get("/statistics/publications/made-up-police/2").content.decode()
    assert f"{opened} figures that earlier publications keep back" in page
    told = client.get(f"{api}/made-up-police/2").json()
    assert told["opened"] == opened > 0
    assert f"that are shown: {opened}." in told["metadata"]["CONF"]


def test_consent_does_not_make_other_terms(tmp_path: Path, now: datetime) -> None:
    load = loaded(tmp_path, now)
    first = published(load, now, BARE, RENAMED)
    assert published(load, now, OPENING, RENAMED) == first
