"""The day of the note verbale: told when a round is opened or later, while the round is open."""

import json
from datetime import date, datetime
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client
from django.utils import timezone

from cjin.core.models import AuditRow
from cjin.core.rules.errors import Conflict, Invalid, NotAllowed
from cjin.cycles.actions.rounds import close, note
from cjin.cycles.cli import group
from cjin.cycles.models import FormVersion, Round
from tests.cycles.conftest import MakePerson, Ministry

PAGE = "/follow-up/first/"
ACT = f"{PAGE}act/note"
API = "/api/v1/cycles/rounds"
DAY = date(2026, 2, 3)


@pytest.fixture
def asking(client: Client, make_person: MakePerson) -> Client:
    client.force_login(make_person("asker", "cycles.ask"))
    return client


def put(client: Client, day: str | None) -> Any:
    return client.put(f"{API}/first/note-verbale", json.dumps({"note_verbale": day}), content_type="application/json")


def test_the_day_is_written_down_while_the_round_is_open(round_: Round, ministry: Ministry, now: datetime) -> None:
    note(round_=round_, day=DAY, by=None, now=now)
    round_.refresh_from_db()
    assert round_.note_verbale == DAY
    row = AuditRow.objects.filter(stream="rounds").order_by("-pk").first()
    assert row is not None
    assert row.act == "note"
    with pytest.raises(Invalid) as caught:
        note(round_=round_, day=date(2026, 6, 2), by=None, now=now)
    assert [one.where for one in caught.value.faults] == ["note_verbale"]
    with pytest.raises(NotAllowed):
        note(round_=round_, day=DAY, by=ministry.focal, now=now)
    close(round_=round_, by=None, now=now)
    with pytest.raises(Conflict):
        note(round_=round_, day=None, by=None, now=now)
    round_.refresh_from_db()
    assert round_.note_verbale == DAY


def test_the_page_of_the_round_tells_it_and_takes_it(asking: Client, round_: Round, ministry: Ministry) -> None:
    assert "note verbale of" not in asking.get(PAGE).content.decode()
    assert asking.post(ACT, {"note_verbale": "2026-02-03"})["Location"] == PAGE
    page = asking.get(PAGE).content.decode()
    assert "note verbale of" in page
    assert "3 February 2026" in page
    assert 'value="2026-02-03"' in page
    asking.post(ACT, {"note_verbale": "2026-06-02"})
    assert "a day before the round is due" in asking.get(PAGE).content.decode()
    asking.post(ACT, {"note_verbale": ""})
    assert "note verbale of" not in asking.get(PAGE).content.decode()
    asking.force_login(ministry.focal)
    assert asking.post(ACT, {"note_verbale": "2026-02-03"}).status_code == 403


def test_a_round_is_opened_with_it_or_without(asking: Client, form: FormVersion) -> None:
    page = asking.get("/follow-up/open?form=every-kind%201")
    assert page.context["form"].initial == {"form": "every-kind 1"}
    assert "/follow-up/open?form=every-kind%201" in asking.get("/follow-up/forms/every-kind/1").content.decode()
    body = {
        "round": "later", "title": {"en": "Later"}, "form": "every-kind", "opens": "2026-02-01", "due": "2026-06-01",
        "respondents": ["KEN"], "note_verbale": "2026-01-20",
    }  # fmt: skip
    answer = asking.post(API, json.dumps(body), content_type="application/json")
    assert answer.status_code == 201
    assert asking.get(API).json()[0]["note_verbale"] == "2026-01-20"


def test_programs_write_it_down(asking: Client, round_: Round, ministry: Ministry) -> None:
    assert put(asking, "2026-02-03").status_code == 204
    assert asking.get(API).json()[0]["note_verbale"] == "2026-02-03"
    assert put(asking, "2027-02-03").status_code == 422
    assert put(asking, None).status_code == 204
    assert asking.get(API).json()[0]["note_verbale"] is None
    close(round_=round_, by=None, now=timezone.now())
    assert put(asking, "2026-02-03").status_code == 409
    asking.force_login(ministry.focal)
    assert put(asking, "2026-02-03").status_code == 403


def test_the_command_writes_it_down(round_: Round) -> None:
    assert CliRunner().invoke(group, ["note", "first", "2026-02-03"]).exit_code == 0
    round_.refresh_from_db()
    assert round_.note_verbale == DAY
    assert CliRunner().invoke(group, ["note", "first"]).exit_code == 0
    round_.refresh_from_db()
    assert round_.note_verbale is None
    more = ["open", "noted", "--form", "every-kind", "--title", "en=Noted", "--opens", "2026-02-01", "--due",
            "2026-06-01", "--state", "KEN", "--note-verbale", "2026-02-03"]  # fmt: skip
    assert CliRunner().invoke(group, more).exit_code == 0
    assert Round.objects.get(slug="noted").note_verbale == DAY
