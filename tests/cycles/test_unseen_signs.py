"""What cannot be stored or seen is refused by name in notes, names of sections and edits, on both engines."""

from typing import Any

import pytest
from django.test import Client

from cjin.cycles.actions.clearing import LONGEST, hand, move_part
from cjin.cycles.models import Edit, Happened, Respondent
from tests.cycles.answering import *  # noqa: F403 - who answers
from tests.cycles.conftest import MakePerson, Ministry

NOTES = {"NUL": "a\0b", "turned": "a\u202eb", "half a pair": "a\ud800b", "too long": "a" * (LONGEST + 1)}


@pytest.fixture
def handed(kenya: Respondent, ministry: Ministry, now: Any) -> Respondent:
    hand(respondent=kenya, section="first", post=ministry.post, by=ministry.focal, now=now)
    move_part(respondent=kenya, section="first", act="submit", by=ministry.agent, now=now)
    return kenya


@pytest.mark.parametrize("sign", NOTES)
@pytest.mark.parametrize("act", ["return", "clear"])
def test_a_note_that_cannot_be_kept_is_refused_and_shown_again(
    focal: Client, handed: Respondent, act: str, sign: str
) -> None:
    before = Happened.objects.count()
    sent = {"note": NOTES[sign].encode("utf-8", "replace").decode(), "revision": handed.revision}
    if sign == "half a pair":
        sent["note"] = "a\x1bb"
    answer = focal.post(f"/follow-up/first/KEN/act/{act}", sent | ({"section": "first"} if act == "return" else {}))
    assert answer.status_code == 422
    assert "This note cannot be kept." in answer.content.decode()
    handed.refresh_from_db()
    assert (handed.standing, Happened.objects.count()) == ("open", before)


@pytest.mark.parametrize("sign", NOTES)
def test_the_api_refuses_such_a_note(focal: Client, handed: Respondent, sign: str) -> None:
    address = "/api/v1/cycles/rounds/first/replies/KEN/sections/first/return"
    answer = focal.post(address, {"note": NOTES[sign]}, content_type="application/json")
    assert answer.status_code == 422, answer.content
    assert handed.parts.get(section="first").standing == "submitted"


def test_a_note_of_several_lines_is_kept(focal: Client, handed: Respondent) -> None:
    sent = {"note": "One line\r\nand\tanother: " + "x" * 1900, "section": "first"}
    assert focal.post("/follow-up/first/KEN/act/return", sent).status_code == 302
    assert handed.parts.get(section="first").note.startswith("One line")


@pytest.mark.parametrize("act", ["hand", "submit", "return"])
def test_a_section_that_no_form_can_have_is_none(focal: Client, handed: Respondent, act: str) -> None:
    answer = focal.post(f"/follow-up/first/KEN/act/{act}", {"section": "first\0", "post": "", "note": "x"})
    assert answer.status_code == 404


@pytest.mark.parametrize("field", ["paragraph", "made_from", "text"])
def test_an_edit_with_a_sign_that_cannot_be_stored_is_refused(
    client: Client, kenya: Respondent, make_person: MakePerson, field: str
) -> None:
    client.force_login(make_person("asker", "cycles.ask"))
    sent = {"paragraph": "x", "text": "y", "made_from": "", "language": "en", field: "a\0b"}
    answer = client.post("/follow-up/first/report/edit", sent)
    assert answer.status_code == 422, answer.content
    assert not Edit.objects.exists()
