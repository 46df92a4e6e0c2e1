"""What a round does not take: names of pages, and answers to what is made up; what hangs together over sections."""

import copy
import re
from collections.abc import Callable
from datetime import date, datetime

import pytest

from cjin.core.rules.errors import Conflict, Invalid
from cjin.core.rules.multilingual import Multilingual
from cjin.cycles.actions.answering import save
from cjin.cycles.actions.clearing import hand, move_part, move_reply
from cjin.cycles.actions.forms import put_form
from cjin.cycles.actions.rounds import open_round
from cjin.cycles.models import FormVersion, Respondent, Round
from cjin.cycles.queries.answers import part_of
from cjin.cycles.rules.form.questions import PAGES as OF_REPLIES
from cjin.cycles.rules.rounds import PAGES as OF_ROUNDS
from cjin.cycles.urls import urlpatterns
from tests.cycles.conftest import Ministry
from tests.cycles.forms import DEFINITION

YES, NO = {"reply": "answered", "value": "yes"}, {"reply": "answered", "value": "no"}


def test_no_section_and_no_round_has_the_name_of_a_page(form: FormVersion, now: datetime) -> None:
    addresses = [str(one.pattern) for one in urlpatterns]
    beside = {re.split(r"[/.]", one.split("<str:key>/", 1)[1])[0] for one in addresses if "<str:key>/" in one}
    assert {one for one in beside if one and "<" not in one} == set(OF_REPLIES)
    for name in OF_REPLIES:
        taken = copy.deepcopy(DEFINITION) | {"form": "taken"}
        taken["sections"][0]["section"] = name
        with pytest.raises(Invalid, match="faults"):
            put_form(definition=taken, by=None, now=now)
    assert {first for one in addresses if (first := one.split("/")[0]) and "<" not in first} == set(OF_ROUNDS)
    for name in OF_ROUNDS:
        with pytest.raises(Invalid, match="cannot be opened"):
            open_round(slug=name, title=Multilingual(en="Taken"), form=form, opens=date(2026, 2, 1),
                       due=date(2026, 6, 1), respondents=["KEN"], by=None, now=now)  # fmt: skip


def test_nobody_answers_or_moves_what_is_made_up(kenya: Respondent, ministry: Ministry, now: datetime) -> None:
    Round.objects.update(simulated=True)
    kenya.refresh_from_db()
    acts: list[Callable[[], object]] = [
        lambda: save(respondent=kenya, question="law", reply=YES, revision=0, by=ministry.focal, now=now),
        lambda: hand(respondent=kenya, section="first", post=ministry.post, by=ministry.focal, now=now),
        lambda: move_part(respondent=kenya, section="first", act="submit", by=ministry.focal, now=now),
        lambda: move_reply(respondent=kenya, act="clear", revision=1, by=ministry.focal, now=now),
    ]
    for act in acts:
        with pytest.raises(Conflict, match="simulated"):
            act()


def test_what_waits_for_an_answer_in_another_section_is_counted_with_it(ministry: Ministry, now: datetime) -> None:
    changed = copy.deepcopy(DEFINITION) | {"form": "across"}
    waiting = changed["sections"][1]["questions"][-1]
    waiting["when"] = {"question": "law", "is": ["yes"]}
    form = put_form(definition=changed, by=None, now=now)
    made = open_round(slug="across", title=Multilingual(en="Across"), form=form, opens=date(2026, 2, 1),
                      due=date(2026, 6, 1), respondents=["KEN"], by=None, now=now)  # fmt: skip
    kenya = made.respondents.select_related("round__form").get()
    before = part_of(kenya, "second").asked
    save(respondent=kenya, question="law", reply=YES, revision=0, by=ministry.focal, now=now)
    assert part_of(kenya, "second").asked == before + 1
    save(respondent=kenya, question="law", reply=NO, revision=1, by=ministry.focal, now=now)
    assert part_of(kenya, "second").asked == before
