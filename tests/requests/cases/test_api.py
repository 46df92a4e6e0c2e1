"""The API tells and sets what the pages do: what is due, figures, the timetable, evidence."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
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
    late, soon = told(as_head, "/due")["items"]
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


def test_a_list_comes_in_pages_and_reads_no_more_than_a_page(
    as_head: Client, demonstration: None, writer: User, now: datetime
) -> None:
    made = [open_request(draft=a_draft(), by=writer, now=now + timedelta(hours=hour // 2)) for hour in range(7)]
    found, cursor = [], ""
    while cursor is not None:
        with CaptureQueriesContext(connection) as asked:
            part = told(as_head, f"?limit=3&other=XBB&cursor={cursor}")
        assert not any('"answers"' in one["sql"] for one in asked)
        assert any("LIMIT 4" in one["sql"] for one in asked)
        found += [one["reference"] for one in part["items"]]
        cursor = part["next"]
    assert sorted(found) == sorted(one.reference for one in made)
    assert [one["opened_at"] for one in told(as_head, "")["items"]] == sorted(
        (one.opened_at.isoformat() for one in made), reverse=True
    )
    assert told(as_head, "?other=XCC")["items"] == []


def test_whoever_administers_the_node_sets_the_timetable(client: Client, make_person: Any) -> None:
    client.force_login(make_person("keeper", "node.administer"))
    said = json.dumps({"calendar": {"zone": "Africa/Nairobi"}})
    answer = client.put(f"{HERE}/timetable", said, content_type="application/json")
    assert (answer.status_code, answer.json()["calendar"]["zone"]) == (200, "Africa/Nairobi")
    assert told(client, "/timetable")["calendar"]["zone"] == "Africa/Nairobi"
    client.force_login(make_person("reader", "texts.edit"))
    told(client, "/timetable", 403)
