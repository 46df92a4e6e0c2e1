"""Numbers as they are typed: one that can be read in two ways is refused, and what stands is typed back as it is."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.errors import Invalid
from cjin.cycles.actions.clearing import hand
from cjin.cycles.forms.controls import Around, value_controls
from cjin.cycles.forms.faults import told
from cjin.cycles.forms.replies import typed_reply
from cjin.cycles.models import Respondent
from cjin.cycles.rules.answers.replies import checked
from tests.cycles.answering import *  # noqa: F403 - who answers
from tests.cycles.conftest import Ministry
from tests.cycles.forms import every_kind


@pytest.mark.parametrize(("said", "read"), [
    ("1.350", "1.350"), ("1,350", "1,350"), ("12,000", "12,000"), ("-1.350", "-1.350"), ("١.٣٥٠", "١.٣٥٠"),
    ("1.35", 1.35), ("1.3500", 1.35), ("1350", 1350), ("0.350", 0.35), ("1350.125", 1350.125), ("1٫350", 1.35),
])  # fmt: skip
def test_a_number_that_can_be_read_in_two_ways_stays_a_text(said: str, read: Any) -> None:
    question = every_kind().question("share")
    typed = typed_reply(question, QueryDict(urlencode({"share.value": said})), "en")
    assert typed == {"reply": "answered", "value": read}
    if isinstance(read, str):
        with pytest.raises(Invalid) as caught:
            checked(question, typed)
        assert "write 1350 or 1.35" in told(caught.value.faults)[0]


@given(
    st.floats(-(10**6), 10**6, allow_nan=False) | st.sampled_from([1.125, -12.345, 999.999]) | st.integers(-2000, 2000)
)
def test_a_number_that_stands_in_a_form_is_typed_back_as_it_is(value: float) -> None:
    question = every_kind().question("share")
    kept = checked(question, {"reply": "answered", "value": value})
    control = value_controls(question, kept or {}, Around("en", ["en"]))[0]
    typed = typed_reply(question, QueryDict(urlencode({control.name: control.value})), "en")
    assert checked(question, typed) == kept


@pytest.fixture
def writer(agent: Client, kenya: Respondent, ministry: Ministry, now: datetime) -> Client:
    """The agent, to whose post the section is handed."""
    hand(respondent=kenya, section="second", post=ministry.post, by=ministry.focal, now=now)
    return agent


@pytest.mark.parametrize("digits", [16, 400, 5000])
@pytest.mark.parametrize(("question", "field"), [("share", "share.value"), ("table", "table.0101.m")])
def test_a_huge_number_is_refused_by_name_and_stays_as_it_was_typed(
    writer: Client, question: str, field: str, digits: int
) -> None:
    sent = {f"{question}.reply": "answered", f"{question}.revision": "0", field: "9" * digits}
    saved = writer.post(f"/follow-up/first/KEN/second/{question}", sent)
    assert "Type a number" in saved.content.decode()
    page = writer.post("/follow-up/first/KEN/second", sent | {"day.revision": "0", "day.value": "2026-03-02"})
    assert (page.status_code, "Type a number" in page.content.decode()) == (422, True)
    assert writer.get("/api/v1/cycles/rounds/first/replies/KEN/answers/day").json()["reply"]["value"] == "2026-03-02"


@pytest.mark.parametrize(("digits", "status"), [(16, 422), (400, 422), (5000, 400)])
def test_the_api_refuses_a_huge_number(writer: Client, digits: int, status: int) -> None:
    address = "/api/v1/cycles/rounds/first/replies/KEN/answers/share"
    body = '{"reply": "answered", "value": ' + "9" * digits + "}"
    headers = {"If-Match": writer.get(address).headers["ETag"]}
    answer = writer.put(address, body, content_type="application/json", headers=headers)
    assert answer.status_code == status, answer.content
