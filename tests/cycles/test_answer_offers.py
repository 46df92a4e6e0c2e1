"""What the pages of a reply offer: no act that would be refused, and no wait where nothing changes."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cjin.core.rules.errors import Outdated
from cjin.cycles.models import Measure, Respondent, Round
from cjin.cycles.queries.answers import replies_of
from cjin.cycles.queries.forms import form_of
from cjin.cycles.rules.rounds import PartStanding
from tests.cycles.answering import *  # noqa: F403 - who answers

FIRST = "/follow-up/first/KEN/first"


@pytest.mark.parametrize("standing", PartStanding)
def test_a_simulated_round_offers_no_act(focal: Client, kenya: Respondent, standing: str) -> None:
    kenya.parts.update(standing=standing)
    pages = ("/follow-up/first/KEN/", FIRST)
    assert any("/act/" in focal.get(one).content.decode() for one in pages)
    Round.objects.update(simulated=True)
    assert not any("/act/" in focal.get(one).content.decode() for one in pages)


def test_a_section_without_a_change_waits_for_nobody(focal: Client, kenya: Respondent) -> None:
    sent = {f"{name}.revision": "0" for name in ("law", "number", "why", "para-1")}
    with CaptureQueriesContext(connection) as asked:
        assert focal.post(FIRST, sent).status_code == 302
    assert not [one["sql"] for one in asked if one["sql"].startswith("SAVEPOINT")]


@pytest.mark.parametrize("name", ["number", "law"])
def test_a_measure_is_entered_beside_questions_that_take_measures_alone(
    focal: Client, kenya: Respondent, name: str
) -> None:
    section = form_of(kenya.round).section_of[name]
    sent = {f"{name}.revision": "0", f"{name}.value": "5" if name == "number" else "yes", f"{name}.new.title": "A law"}
    assert focal.post(f"/follow-up/first/KEN/{section}", sent | {f"{name}.new.type": "law"}).status_code == 302
    assert replies_of(kenya).keys() == {name}
    assert not Measure.objects.exists()


def test_a_measure_that_was_entered_just_now_is_a_fault_and_no_other_reply(
    focal: Client, kenya: Respondent, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(**_said: Any) -> None:
        raise Outdated("Somebody has entered this measure just now; look at it.")

    monkeypatch.setattr("cjin.cycles.actions.entering.put_measure", taken)
    sent = {"para-1.revision": "0", "para-1.new.title": "A law", "para-1.new.type": "law"}
    answer = focal.post(f"/follow-up/first/KEN/{form_of(kenya.round).section_of['para-1']}", sent)
    assert answer.status_code == 412
    page = answer.content.decode()
    assert "entered this measure just now" in page
    assert 'value="A law"' in page
    assert 'name="para-1.choose"' not in page
