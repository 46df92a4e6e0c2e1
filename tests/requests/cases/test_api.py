"""The API tells and sets what the pages do: what is due, figures, the timetable, evidence."""

import json
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from cjin.core.models import User
from cjin.requests.actions.cases import open_request
from cjin.requests.models import Request, Timetable
from cjin.requests.rules.case.process import Direction
from tests.requests.cases.conftest import Does, a_draft

HERE = "/api/v1/requests"


def told(client: Client, rest: str, status: int = 200) -> Any:
    answer = client.get(HERE + rest)
    assert answer.status_code == status, answer.content
    return json.loads(answer.content)


def test_what_is_due_is_told_first_first(as_head: Client, demonstration: None, writer: User) -> None:
    now = timezone.now()
    for days in (1, 20):
        open_request(draft=a_draft(), direction=Direction.INCOMING, by=writer, now=now - timedelta(days=days))
    late, soon = told(as_head, "/due")
    assert (late["clock"], late["standing"], late["waits_for"]) == ("acknowledge", "late", None)
    assert late["due"] < soon["due"]


def test_the_timetable_is_told_and_set(as_head: Client, client: Client, writer: User) -> None:
    said = {"calendar": {"weekend": ["friday"], "zone": "Africa/Nairobi"}, "clocks": {"admissibility": 30}}
    answer = as_head.put(f"{HERE}/timetable", json.dumps(said), content_type="application/json")
    assert answer.status_code == 200, answer.content
    assert told(as_head, "/timetable")["calendar"]["weekend"] == ["friday"]
    wrong = as_head.put(f"{HERE}/timetable", '{"clocks": {"surrender": 60}}', content_type="application/json")
    assert wrong.status_code == 422
    assert "comes from a treaty" in wrong.content.decode()
    client.force_login(writer)
    assert client.put(f"{HERE}/timetable", json.dumps(said), content_type="application/json").status_code == 403
    assert Timetable.objects.count() == 1


def test_figures_and_evidence_are_those_of_the_pages(
    as_head: Client, incoming: Request, head: User, does: Does
) -> None:
    does(incoming, head, ("register", {"authentic": True}))
    assert told(as_head, f"/{incoming.reference}/evidence")["@graph"][0]["core:name"] == incoming.reference
    year = incoming.opened_at.year
    assert told(as_head, f"/statistics?year={year}") == json.loads(
        as_head.get(f"/requests/statistics?year={year}&format=json").content
    )
    told(as_head, "/statistics?year=20266", 422)
