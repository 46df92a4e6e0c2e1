"""Public pages name sources, publications and rules by their titles; identifiers stand among what is technical."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client

from cjin.statistics.models import Source
from cjin.statistics.queries.naming import edition, protection_title, reading, source_title
from tests.statistics.areas import two_areas

pytestmark = pytest.mark.django_db
TECHNICAL = re.compile(r'<bdi class="symbol" dir="ltr">[^<]*</bdi>|<[^>]*>|[\w-]*police-of-[\w-]*\.csv')


def test_what_has_a_title_is_called_by_it(tmp_path: Path, now: datetime) -> None:
    one, _two = two_areas(tmp_path, now)
    assert source_title(Source(slug="xa-victims", title="")) == "xa-victims"
    one.source.title = "Police of XA"
    assert edition(one) == "Police of XA, publication 1"
    assert one.load is not None
    one.load.source.title = "Police of XA"
    assert reading(one.load) == "Police of XA, load 1"
    assert protection_title("counts-of-persons") == "Counts of persons, incidents and offences"
    assert protection_title("of-long-ago") == "of-long-ago"


def test_readers_meet_titles_and_not_identifiers(client: Client, tmp_path: Path, now: datetime) -> None:
    one, _two = two_areas(tmp_path, now)
    Source.objects.filter(slug="police-of-xa").update(title="Police of XA")
    Source.objects.filter(slug="police-of-xb").update(title="Police of XB")
    figure = client.get("/statistics/indicators/by-area?ref_area=XA").content.decode()
    (cell,) = re.findall(r'<p class="figure-number"><a href="([^"]+)"', figure)
    pages = (
        "/statistics/",
        "/statistics/map",
        "/statistics/compare",
        "/statistics/areas/XA",
        cell,
        one.get_absolute_url(),
    )
    assert "Police of XA" in TECHNICAL.sub(" ", figure)
    for page in (figure, *(client.get(address).content.decode() for address in pages)):
        words = TECHNICAL.sub(" ", page.partition("<main")[2].partition('id="metadata"')[0])
        assert "police-of-xa" not in words
        assert "counts-of-persons" not in words
