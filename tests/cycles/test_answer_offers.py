"""What the pages of a reply offer: no act that would be refused, and no wait where nothing changes."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cjin.cycles.models import Respondent, Round
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
