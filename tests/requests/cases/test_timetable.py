"""The timetable: seen by those who work, set by those who approve or administer, by page and command line."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client

from cjin.core.models import AuditRow, User
from cjin.core.rules.errors import Invalid, NotAllowed
from cjin.requests.actions.timetables import set_timetable
from cjin.requests.cli.cases import timetable
from cjin.requests.models import Request, Timetable
from cjin.requests.queries.timetables import hours
from tests.requests.cases.conftest import said

PAGE = "/requests/timetable"


def form(client: Client) -> dict[str, object]:
    shown = client.get(PAGE).context["form"]
    return {field.name: field.value() for field in shown}


def test_a_head_sets_it_and_the_work_list_follows(as_head: Client, incoming: Request) -> None:
    page = said(as_head, PAGE)
    for words in ("Limit of provisional arrest", "40 days at the very latest", "Convention"):
        assert words in page, words
    before = said(as_head, "/requests/")
    told = form(as_head) | {"weekend": ["friday", "saturday"], "days-acknowledge": 20, "zone": "Africa/Nairobi"}
    assert as_head.post(PAGE, told).status_code == 302
    assert hours().calendar.weekend == {4, 5}
    assert said(as_head, "/requests/") != before
    assert "Set on" in said(as_head, PAGE)
    assert AuditRow.objects.filter(act="set-timetable").count() == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("zone", "Mars/Olympus", "time zone"),
        ("holidays", "2026-02-30", "is no day"),
        ("days-progress", "0", "greater than or equal to 1"),
        ("weekend", ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], "some day"),
    ],
)
def test_a_fault_stands_beside_its_field_and_nothing_changes(
    as_head: Client, demonstration: None, field: str, value: object, words: str
) -> None:
    answer = as_head.post(PAGE, form(as_head) | {field: value})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Timetable.objects.exists()


def test_a_writer_sees_it_and_sets_nothing(client: Client, writer: User, now: datetime) -> None:
    client.force_login(writer)
    assert "Let it hold" not in said(client, PAGE)
    with pytest.raises(NotAllowed):
        set_timetable(data={}, by=writer, now=now)


def test_an_administrator_sets_it_too_and_others_do_not_see_it(
    client: Client, make_person: Callable[..., User], now: datetime
) -> None:
    client.force_login(make_person("admin", "node.administer"))
    assert "Let it hold" in said(client, PAGE)
    client.force_login(make_person("reader", "texts.edit"))
    assert client.get(PAGE).status_code == 403


@pytest.mark.django_db
def test_the_command_line_shows_and_sets_it(tmp_path: Path) -> None:
    file = tmp_path / "hours.yaml"
    file.write_text("calendar: {weekend: [friday], holidays: [2026-12-25]}\nclocks: {admissibility: 30}\n")
    done = CliRunner().invoke(timetable, [str(file)], catch_exceptions=False)
    assert "closed on friday, 2026-12-25" in done.output
    assert next(one.days for one in hours().clocks if one.clock == "admissibility") == 30
    file.write_text("clocks: {surrender: 60}\n")
    with pytest.raises(Invalid):
        CliRunner().invoke(timetable, [str(file)], catch_exceptions=False)
    assert hours().calendar.works(date(2026, 12, 24))
