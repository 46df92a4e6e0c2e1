"""Lists that are for those who edit figures say so to others, and tell nothing of what is in them."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client

from cjin.core.models import User
from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.models import Dataset
from tests.statistics.published import loaded
from tests.statistics.test_checking_loads import TABLES, found_in, jumping
from tests.statistics.test_publishing_pages import figures

pytestmark = pytest.mark.django_db
LISTS = {
    "/statistics/loads": "Nothing is loaded yet",
    "/statistics/datasets": "There is no dataset here yet",
    "/statistics/findings": "0 findings",
}
SAID = "Shown to those who edit figures"


def body(client: Client, url: str) -> str:
    return client.get(url).content.decode()


@pytest.mark.parametrize("url", LISTS)
def test_who_does_not_edit_figures_reads_the_same_whether_there_is_anything_or_not(
    url: str, client: Client, make_person: Callable[..., User], tmp_path: Path, now: datetime
) -> None:
    reader = Client()
    reader.force_login(make_person("reader"))
    before = body(client, url)
    assert SAID in before
    assert f'/accounts/login/?next={url}"' in before or f"?next={url}" in before
    assert LISTS[url] not in before
    assert SAID in body(reader, url)
    assert 'class="button" href="/accounts/login' not in body(reader, url)
    figures(tmp_path, now)
    found_in(loaded(tmp_path, now, jumping()), TABLES, now)
    assert SAID in body(client, url)
    assert LISTS[url] not in body(client, url)


@pytest.mark.parametrize("url", LISTS)
def test_who_edits_figures_is_told_that_there_is_nothing(
    url: str, client: Client, make_person: Callable[..., User]
) -> None:
    client.force_login(make_person("editor", "statistics.edit"))
    assert LISTS[url] in body(client, url)
    assert SAID not in body(client, url)


def test_what_is_released_is_shown_in_its_place(client: Client, tmp_path: Path, now: datetime) -> None:
    dataset = figures(tmp_path, now)
    dataset.source.release = ReleaseLevel.PUBLIC
    dataset.source.save()
    page = body(client, "/statistics/datasets")
    assert Dataset.objects.get().key in page
    assert SAID not in page
