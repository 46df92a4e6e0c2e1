"""Edits of the report on its page: each that stands can be taken back, also one that left a paragraph out."""

import re
from datetime import datetime

import pytest
from django.test import Client

from cjin.cycles.actions.reports import edit_report
from cjin.cycles.models import Edit, Round
from cjin.reference.actions import load as load_reference
from cjin.texts.actions.works import load_works
from tests.cycles.conftest import MakePerson

HERE = "/follow-up/first/report"
PLACE = "introduction/counted"
WORDS = "Left out by a person."


@pytest.fixture
def asking(
    client: Client, round_: Round, make_person: MakePerson, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> Client:
    monkeypatch.setattr("cjin.reference.actions.loading.index", lambda documents: 0)
    load_reference(now=now)
    load_works(now=now)
    client.force_login(make_person("secretariat", "cycles.ask"))
    return client


def edit(client: Client, text: str, **more: str) -> Edit:
    sent = {"language": "en", "paragraph": PLACE, "text": text, "made_from": WORDS} | more
    assert client.post(f"{HERE}/edit", sent).status_code == 302
    return Edit.objects.latest("pk")


def page(client: Client) -> str:
    return client.get(HERE).content.decode()


def undo(client: Client, one: Edit) -> None:
    assert f'action="{HERE}/undo/{one.pk}"' in page(client)
    assert client.post(f"{HERE}/undo/{one.pk}", {"language": "en"}).status_code == 302


def paragraphs(shown: str) -> list[str]:
    return re.findall(r'name="paragraph" value="([^"]+)"', shown)


def test_who_edits_a_paragraph_after_somebody_else_is_told(asking: Client) -> None:
    first = edit(asking, "Words of the first.")
    sent = {"language": "en", "paragraph": PLACE, "text": "Words of the second.", "made_from": WORDS}
    refused = asking.post(f"{HERE}/edit", sent, headers={"origin": "http://testserver"})
    assert (refused.status_code, "Words of the second." in refused.content.decode()) == (412, True)
    assert "Words of the first." in page(asking)
    undo(asking, first)
    assert asking.post(f"{HERE}/edit", sent).status_code == 302


def test_a_paragraph_that_was_left_out_is_told_below_and_comes_back(asking: Client) -> None:
    before = paragraphs(page(asking))
    assert PLACE in before
    assert "Left out of the report" not in page(asking)
    left_out = edit(asking, "")
    assert PLACE not in paragraphs(page(asking))
    assert WORDS in page(asking)
    undo(asking, left_out)
    assert paragraphs(page(asking)) == before
    assert WORDS not in page(asking)


@pytest.mark.parametrize(
    "more", [{"added": "yes"}, {"paragraph": "gone/away"}, {"paragraph": "gone/away", "added": "yes"}]
)
def test_what_was_added_or_has_lost_its_place_can_be_taken_back(asking: Client, more: dict[str, str]) -> None:
    one = edit(asking, "A person wrote this.", **more)
    assert "A person wrote this." in page(asking)
    undo(asking, one)
    assert "A person wrote this." not in page(asking)


def test_back_to_the_draft_is_not_back_to_an_older_edit(asking: Client, round_: Round, now: datetime) -> None:
    edit_report(round_=round_, language="en", paragraph=PLACE, text="First words.", by=None, now=now)
    added = edit(asking, "Added words.", added="yes")
    undo(asking, edit_report(round_=round_, language="en", paragraph=PLACE, text="", by=None, now=now))
    shown = page(asking)
    assert "First words." not in shown
    assert PLACE in paragraphs(shown)
    assert "Added words." in shown
    undo(asking, added)
    assert "Added words." not in page(asking)
