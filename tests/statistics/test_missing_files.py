"""Files that go missing: none is published without, and where one is lost the pages say so."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cjin.core.rules.errors import Outdated
from cjin.statistics.actions import preparing, wishes
from cjin.statistics.actions.releasing import released
from cjin.statistics.models import Publication
from cjin.statistics.queries.publications import file_of
from tests.statistics.published import loaded, published
from tests.statistics.test_looked_at import API, making

pytestmark = pytest.mark.django_db


def test_what_was_prepared_and_lost_a_file_is_made_anew(tmp_path: Path, now: datetime) -> None:
    one = making(loaded(tmp_path, now))
    wishes.look(one, by=None, now=now)
    (lost, *_others) = preparing.folder_of(one.key).glob("*.parquet")
    before = lost.read_bytes()
    lost.unlink()
    again = making(loaded(tmp_path, now))
    wishes.look(again, by=None, now=now)
    assert lost.read_bytes() == before
    lost.unlink()
    done = released(making(loaded(tmp_path, now)), None, now)
    assert done.flows
    assert all(file_of(done, flow["id"]).is_file() for flow in done.flows)


def test_nothing_is_published_of_what_is_cleared_away_just_now(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = making(loaded(tmp_path, now))
    wishes.look(one, by=None, now=now)
    copy = shutil.copy2

    def clearing(source: Path, target: Path) -> None:
        copy(source, target)
        preparing.clear_away(timezone.now() + timedelta(days=2))

    monkeypatch.setattr("cjin.statistics.actions.preparing.shutil.copy2", clearing)
    with pytest.raises(Outdated):
        released(one, None, now)
    assert not Publication.objects.exists()
    assert not preparing.place_of(one.key).exists()


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:40])])
def test_a_file_that_is_missing_or_broken_is_told_where_it_is(
    harm: Callable[[Path], Any], tmp_path: Path, now: datetime
) -> None:
    load = loaded(tmp_path, now)
    one = published(load, now)
    later = published(loaded(tmp_path, now, more="# changed\n"), now)
    harm(file_of(later, "by-sex"))
    client = Client()
    assert client.get(reverse("statistics:figures")).status_code == 200
    page = client.get(later.get_absolute_url())
    assert page.status_code == 200
    said = page.content.decode()
    assert "Files of this publication are missing or broken." in said
    assert page.context["missing"] == ["By sex"]
    assert "by-month.xlsx" in said
    assert "by-sex.xlsx" not in said
    assert client.get(f"{API}/made-up-police/{later.number}").json()["missing"] == ["by-sex"]
    assert client.get(f"{API}/made-up-police/{one.number}").json()["missing"] == []
    for ending in ("csv", "xlsx"):
        url = reverse("statistics:table-file", args=["made-up-police", later.number, "by-sex", ending])
        assert client.get(url).status_code == 503
