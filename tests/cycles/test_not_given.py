"""Replies to questions that are not asked any more: kept with those who wrote them, and in nothing that is given."""

import copy
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from cjin.core.rules.multilingual import Multilingual
from cjin.cycles.actions.answering import save
from cjin.cycles.actions.clearing import move_reply
from cjin.cycles.actions.forms import put_form
from cjin.cycles.actions.rounds import close, open_round
from cjin.cycles.models import Respondent
from cjin.cycles.queries.answers import replies_of
from cjin.cycles.rules.answers.replies import Reply
from tests.cycles.answering import *  # noqa: F403 - who answers
from tests.cycles.conftest import Ministry
from tests.cycles.forms import DEFINITION

WORDS = "Our minister forbids it"
SHARE = {"reply": "answered", "value": 42}


def answered(value: str) -> Reply:
    return {"reply": "answered", "value": value}


@pytest.fixture
def chained(ministry: Ministry, now: datetime) -> Respondent:
    """Kenya, asked with a chain of conditions over two sections: law, why, share; its reply hides what was replied."""
    definition: dict[str, Any] = copy.deepcopy(DEFINITION) | {"form": "chained"}
    why = next(one for one in definition["sections"][0]["questions"] if one["question"] == "why")
    share = next(one for one in definition["sections"][1]["questions"] if one["question"] == "share")
    why["when"], share["when"] = {"question": "law", "is": ["no"]}, {"question": "why", "is": ["answered"]}
    round_ = open_round(
        slug="chained", title=Multilingual(en="Chained"), form=put_form(definition=definition, by=None, now=now),
        opens=date(2026, 2, 1), due=date(2026, 6, 1), respondents=["KEN"], by=None, now=now,
    )  # fmt: skip
    found = round_.respondents.select_related("round__form").get()
    why_reply: Reply = {"reply": "answered", "text": {"en": WORDS}}
    for question, reply, revision in (
        ("law", answered("no"), 0), ("why", why_reply, 0), ("share", SHARE, 0), ("law", answered("yes"), 1),
    ):  # fmt: skip
        save(respondent=found, question=question, reply=reply, revision=revision, by=ministry.focal, now=now)
    return found


def test_what_is_not_asked_is_kept_and_not_counted(chained: Respondent) -> None:
    assert set(replies_of(chained)) == {"law", "why", "share"}
    assert sum(one.replied for one in chained.parts.all()) == 1


def test_the_page_of_the_reply_says_what_stays_out(chained: Respondent, ministry: Ministry, client: Client) -> None:
    client.force_login(ministry.focal)
    page = client.get("/follow-up/chained/KEN/").content.decode()
    assert "Kept, and not given" in page
    assert 'href="/follow-up/chained/KEN/first#q-why"' in page
    assert 'href="/follow-up/chained/KEN/second#q-share"' in page
    assert WORDS in client.get("/follow-up/chained/KEN/first").content.decode()
    assert WORDS not in client.get("/follow-up/chained/KEN/national-report").content.decode()


def test_what_is_not_asked_is_neither_cleared_nor_published(
    chained: Respondent, ministry: Ministry, client: Client, now: datetime
) -> None:
    made = move_reply(respondent=chained, act="clear", revision=chained.revision, by=ministry.focal, now=now)
    assert set(chained.clearings.get().content["answers"]) == {"law"}
    made = move_reply(respondent=chained, act="publish", revision=made.revision, by=ministry.focal, now=now)
    close(round_=chained.round, by=None, now=now)
    for address in ("", "national-report"):
        page = client.get(f"/follow-up/chained/KEN/{address}")
        assert (page.status_code, WORDS in page.content.decode()) == (200, False)
    cleared = client.get("/api/v1/cycles/rounds/chained/replies/KEN/cleared")
    assert cleared.json()["answers"] == {"law": answered("yes")}


def test_what_is_asked_again_is_given_again(chained: Respondent, ministry: Ministry, now: datetime) -> None:
    made = move_reply(respondent=chained, act="clear", revision=chained.revision, by=ministry.focal, now=now)
    made = move_reply(respondent=chained, act="correct", note="It is no", revision=made.revision, by=None, now=now)
    save(respondent=chained, question="law", reply=answered("no"), revision=2, by=ministry.focal, now=now)
    move_reply(respondent=chained, act="clear", revision=made.revision, by=ministry.focal, now=now)
    first, second = chained.clearings.order_by("number")
    assert set(first.content["answers"]) == {"law"}, "what was cleared stays as it was cleared"
    assert set(second.content["answers"]) == {"law", "why", "share"}
