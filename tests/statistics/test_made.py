"""Files that take long to make are made once, and take no more room than they may."""

import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cjin.statistics.rules.aggregates.templates.writing import write_template
from cjin.statistics.views import made, templates

URL = "/api/v1/statistics/table-sets/sustainable-development/template.xlsx"


@pytest.fixture
def home(own_home: Path) -> Path:
    """Where they are kept."""
    place = own_home / "statistics" / "made"
    place.mkdir(parents=True)
    return place


@pytest.mark.django_db
def test_a_workbook_to_fill_is_made_once_for_all_who_ask_for_the_same(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Any] = []

    def noted(*said: Any, **named: Any) -> Path:
        written.append(named)
        return write_template(*said, **named)

    monkeypatch.setattr(templates, "write_template", noted)
    asked = ["year=2020&year=2021&area=XA", "year=2021&year=2020&area=XA", "year=2020&area=XA", "year=2020&area=XB"]
    answers = [client.get(f"{URL}?{query}") for query in asked]
    form = client.get(
        "/statistics/template?template-tables=sustainable-development&template-years=2020&template-area=XB"
    )
    assert [answer.status_code for answer in (*answers, form)] == [200] * 5
    assert answers[0].content == answers[1].content
    assert answers[3].content == form.content
    assert [one["years"] for one in written] == [[2020, 2021], [2020], [2020]]
    assert answers[0]["Content-Disposition"] == 'attachment; filename="sustainable-development.xlsx"'


def test_many_bytes_are_not_kept_but_what_was_asked_for_is(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made, "MOST_BYTES", 250)
    for number, name in enumerate("abc"):
        made.once(name, lambda: b"x" * 100)
        os.utime(home / name, (number, number))
    assert {path.name for path in home.iterdir()} == {"b", "c"}
    large = made.once("large", lambda: b"x" * 1_000)
    assert list(home.iterdir()) == [large]


def test_what_a_killed_writer_left_behind_goes(home: Path) -> None:
    old = time.time() - made.LONGEST - 60
    for name in (".partold", ".partnew"):
        (home / name).write_bytes(b"half")
    os.utime(home / ".partold", (old, old))
    made.once("a", lambda: b"a")
    assert {path.name for path in home.iterdir()} == {".partnew", "a"}
