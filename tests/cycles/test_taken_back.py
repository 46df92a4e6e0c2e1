"""What those who ask read of a reply that was withdrawn, and how many questions a page says have a reply."""

from datetime import datetime

from django.test import Client

from cjin.cycles.actions.clearing import move_reply
from cjin.cycles.models import Respondent
from tests.cycles.conftest import MakePerson, Ministry


def test_those_who_ask_read_that_a_reply_was_given_and_taken_back(
    client: Client, kenya: Respondent, make_person: MakePerson, now: datetime
) -> None:
    client.force_login(make_person("secretariat", "cycles.ask"))
    here = "/follow-up/first/KEN/"
    assert b"Nothing was given yet." in client.get(here).content
    for revision, act in enumerate(("clear", "withdraw", "clear", "withdraw"), 1):
        move_reply(respondent=kenya, act=act, revision=revision, note="A mistake.", by=None, now=now)
        page = client.get(here).content.decode()
        assert "Nothing was given yet." not in page
        taken = "This reply was given on 2 March 2026 and taken back on 2 March 2026. It is not counted."
        assert (taken in page) is (act == "withdraw")
    assert Client().get(here).status_code == 404


def test_a_refused_answer_is_not_counted_as_a_reply(client: Client, kenya: Respondent, ministry: Ministry) -> None:
    client.force_login(ministry.focal)
    sent = {
        "one.reply": "answered", "one.revision": "0", "one.value": "a",
        "number.reply": "answered", "number.revision": "0", "number.value": "many",
    }  # fmt: skip
    page = client.post("/follow-up/first/KEN/second", sent)
    assert page.status_code == 422
    assert "1 of " in page.content.decode().split("questions have a reply")[0][-20:]
