"""Whatever a program tells with an act: it is refused by name or kept, and every page of the case still opens."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.models import User
from cjin.core.rules.errors import Invalid
from cjin.requests.models import Request
from cjin.requests.rules.case.calendars import LATEST, WorkingCalendar
from cjin.requests.rules.case.details import FORMS, checked_detail

API = "/api/v1/requests"
ACTS = (
    ("register", ""), ("acknowledge", ""), ("check-admissibility", ""), ("open-consultation", ""),
    ("end-consultation", ""), ("accept", ""), ("assign", ""), ("say-confidentiality", ""),
    ("begin-measure", "bank-records"), ("take-evidence", "bank-records"), ("record-custody", "bank-records"),
    ("transmit-measure", "bank-records"), ("refuse-measure", "bank-records"), ("appoint-surrender", ""),
)  # fmt: skip
HOSTILE: tuple[Any, ...] = (
    None, [], {}, [{}], [None], {"a": {"b": []}}, 10**30, -1.5, True, "x" * 5000, "2026-02-30", "\u202egnp", "<script>",
    [{"what": [], "amount": {}, "currency": None}], {"item": []},
)  # fmt: skip


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=6), part, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*FORMS, "complete", "digest"]), anything, max_size=5))
def test_a_detail_is_kept_as_it_is_or_refused_by_name(detail: dict[str, Any]) -> None:
    try:
        assert checked_detail(detail) == detail
    except Invalid as refused:
        assert {fault.where.removeprefix("detail.") for fault in refused.faults} <= set(detail)  # noqa: PT017


def did(client: Client, one: Request, act: str, measure: str, detail: dict[str, Any]) -> int:
    here = f"{API}/{one.reference}"
    said = json.dumps({"measure": measure, "detail": detail})
    tag = {"If-Match": client.get(here)["ETag"]}
    return client.post(f"{here}/acts/{act}", said, content_type="application/json", headers=tag).status_code


@pytest.mark.parametrize("told", HOSTILE, ids=range(len(HOSTILE)))
def test_every_page_opens_whatever_was_told(told: Any, incoming: Request, head: User, client: Client) -> None:
    client.force_login(head)
    for name, measure in ACTS:
        for detail in (dict.fromkeys(FORMS, told), {"note": told}, {}, {"authentic": True}, {"can_keep": True}):
            status = did(client, incoming, name, measure, detail)
            assert status in (200, 422)
            if status == 200:
                break
    here = f"/requests/{incoming.reference}"
    for address in ("/requests/", here, f"{here}/evidence", "/requests/statistics", f"{here}/letter", "/"):
        assert client.get(address).status_code == 200, address
    for address in ("", "/statistics", f"/{incoming.reference}", f"/{incoming.reference}/events"):
        assert client.get(f"{API}{address}").status_code == 200, address


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "20300101", "2030-1-1", "2201-01-01"])
def test_a_day_that_no_act_can_mean_is_refused(day: str) -> None:
    for name in ("review", "day"):
        with pytest.raises(Invalid):
            checked_detail({name: day})
    assert WorkingCalendar().end_of(date.max).year == LATEST.year + 1


def test_acts_of_letters_and_strange_measures_are_refused(incoming: Request, head: User, client: Client) -> None:
    client.force_login(head)
    assert did(client, incoming, "take-as-draft", "", {}) == 422
    assert did(client, incoming, "register", "<b>" * 400, {"authentic": True}) == 422
    assert "take-as-draft" not in client.get(f"{API}/{incoming.reference}").json()["acts"]
    assert did(client, incoming, "register", "", {"authentic": True}) == 200
