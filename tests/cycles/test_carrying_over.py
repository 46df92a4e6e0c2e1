"""What was said before stands ready with its source: in the next round, for a parallel provision, from measures."""

import copy
from datetime import date, datetime

import pytest

from cjin.core.rules.errors import Invalid, NotAllowed, Outdated
from cjin.core.rules.multilingual import Multilingual
from cjin.cycles.actions.answering import save
from cjin.cycles.actions.clearing import move_reply
from cjin.cycles.actions.forms import put_form
from cjin.cycles.actions.measures import put_measure
from cjin.cycles.actions.rounds import close, open_round
from cjin.cycles.models import FormVersion, Measure, Respondent, Round
from cjin.cycles.queries.compiling import given_in, groups_on, material_of
from cjin.cycles.queries.ghosts import ghosts_of
from cjin.reference.actions import load as load_reference
from cjin.texts.actions.works import load_works
from cjin.texts.models import Origin, Verdict, Work
from tests.cycles.conftest import Ministry
from tests.cycles.forms import DEFINITION

DONE = {"reply": "answered", "value": {"law": "implemented", "practice": "largely"}}


def answered(respondent: Respondent, ministry: Ministry, now: datetime) -> None:
    """The reply is given and cleared."""
    save(respondent=respondent, question="para-1", reply=DONE, revision=0, by=ministry.focal, now=now)
    save(respondent=respondent, question="law", reply={"reply": "nil"}, revision=0, by=ministry.focal, now=now)
    move_reply(respondent=respondent, act="clear", revision=1, consents=True, by=ministry.focal, now=now)


def next_round(form: FormVersion, previous: Round | None, now: datetime) -> Respondent:
    made = open_round(
        slug="second", title=Multilingual(en="Second round"), form=form, opens=date(2026, 7, 1), due=date(2026, 9, 1),
        respondents=["KEN", "FRA"], previous=previous, by=None, now=now,
    )  # fmt: skip
    return made.respondents.select_related("round__form").get(state="KEN")


def test_the_same_question_is_answered_by_what_was_cleared_last(
    kenya: Respondent, ministry: Ministry, round_: Round, form: FormVersion, now: datetime
) -> None:
    answered(kenya, ministry, now)
    ghosts = ghosts_of(next_round(form, round_, now))
    assert ghosts["para-1"].reply == DONE
    assert (ghosts["para-1"].round, ghosts["para-1"].why, ghosts["para-1"].question) == (
        "first",
        "same-question",
        "para-1",
    )
    assert set(ghosts) == {"para-1", "law"}


def test_what_was_made_up_stands_in_no_real_reply(
    kenya: Respondent, ministry: Ministry, round_: Round, form: FormVersion, now: datetime
) -> None:
    answered(kenya, ministry, now)
    Round.objects.filter(pk=round_.pk).update(simulated=True)
    assert ghosts_of(next_round(form, None, now)) == {}
    round_.refresh_from_db()
    with pytest.raises(Invalid) as caught:
        next_round(form, round_, now)
    assert [one.where for one in caught.value.faults] == ["previous"]


def test_an_answer_carries_over_to_a_version_that_still_has_it(
    kenya: Respondent, ministry: Ministry, round_: Round, now: datetime
) -> None:
    many = {"reply": "answered", "value": ["a"]}
    save(respondent=kenya, question="one", reply={"reply": "answered", "value": "c"}, revision=0, by=None, now=now)
    save(respondent=kenya, question="many", reply=many, revision=0, by=None, now=now)
    move_reply(respondent=kenya, act="clear", revision=1, by=ministry.focal, now=now)
    later = copy.deepcopy(DEFINITION) | {"version": 2}
    for question in later["sections"][1]["questions"]:
        if question["question"] in ("one", "many"):
            question["options"] = [one for one in question["options"] if one["code"] != "c"]
    ghosts = ghosts_of(next_round(put_form(definition=later, by=None, now=now), round_, now))
    assert ghosts["many"].reply == many
    assert "one" not in ghosts, "what was chosen there can be chosen no more"


def test_what_was_not_cleared_or_was_withdrawn_is_no_ghost(
    kenya: Respondent, ministry: Ministry, round_: Round, form: FormVersion, now: datetime
) -> None:
    second = next_round(form, round_, now)
    save(respondent=kenya, question="para-1", reply=DONE, revision=0, by=ministry.focal, now=now)
    assert ghosts_of(second) == {}
    move_reply(respondent=kenya, act="clear", revision=1, by=ministry.focal, now=now)
    assert set(ghosts_of(second)) == {"para-1"}
    move_reply(respondent=kenya, act="withdraw", revision=2, note="wrong", by=ministry.focal, now=now)
    assert ghosts_of(second) == {}


def test_another_form_is_answered_by_accepted_parallels(
    kenya: Respondent, ministry: Ministry, round_: Round, now: datetime
) -> None:
    load_works(now=now)
    answered(kenya, ministry, now)
    other = put_form(definition=DEFINITION | {"form": "other", "instrument": "doha-2015", "sections": [
        {"section": "s", "title": {"en": "S"}, "questions": [
            {"question": "five", "kind": "implementation", "text": {"en": "?"}, "about": ["doha-2015/para_5"]},
            {"question": "six", "kind": "implementation", "text": {"en": "?"}, "about": ["doha-2015/para_6"]},
        ]},
    ]}, by=None, now=now)  # fmt: skip
    doha, kyoto = (Work.objects.get(slug=one) for one in ("doha-2015", "kyoto-2021"))
    a, b = sorted(((doha, "para_5"), (kyoto, "para_1")), key=lambda one: one[0].pk)
    Verdict.objects.create(a=a[0], a_eid=a[1], b=b[0], b_eid=b[1], accepted=True, origin=Origin.PERSON, at=now)
    ghosts = ghosts_of(next_round(other, round_, now))
    assert set(ghosts) == {"five"}
    assert ghosts["five"].provisions == ("doha-2015/para_5", "kyoto-2021/para_1")


def test_a_measure_answers_every_provision_that_it_is_linked_to(
    kenya: Respondent, ministry: Ministry, now: datetime
) -> None:
    put_measure(state="KEN", name="act-7", title={"en": "Act 7"}, type="law", links={"kyoto-2021/para_2": "full"},
                by=ministry.agent, now=now)  # fmt: skip
    ghost = ghosts_of(kenya)["para-2"]
    assert ghost.reply == {"reply": "answered", "value": {"measures": ["act-7"]}}
    assert ghost.why == "measure"
    save(respondent=kenya, question="para-2", reply=ghost.reply, revision=0, by=ministry.focal, now=now)
    move_reply(respondent=kenya, act="clear", revision=1, by=ministry.focal, now=now)
    assert kenya.clearings.get().content["measures"][0]["links"] == {"kyoto-2021/para_2": "full"}


def test_measures_are_entered_by_their_state_and_never_over_another(ministry: Ministry, now: datetime) -> None:
    made = put_measure(state="KEN", title={"en": "A law on evidence"}, type="law", by=ministry.agent, now=now)
    assert made.name == "a-law-on-evidence"
    with pytest.raises(Outdated):
        put_measure(state="KEN", name=made.name, title={"en": "Other"}, type="law", by=ministry.focal, now=now)
    with pytest.raises(NotAllowed):
        put_measure(state="FRA", title={"en": "Une loi"}, type="law", by=ministry.agent, now=now)
    with pytest.raises(Invalid) as caught:
        put_measure(state="KEN", name="No name", title={}, type="wish", since=date(2026, 2, 1), until=date(2026, 1, 1),
                    links={"nowhere": "full"}, by=ministry.agent, now=now)  # fmt: skip
    assert {one.where for one in caught.value.faults} == {"name", "title", "type", "until", "links, nowhere"}
    assert Measure.objects.count() == 1


def test_a_round_tells_what_changed_since_the_one_before(
    kenya: Respondent, ministry: Ministry, round_: Round, form: FormVersion, now: datetime
) -> None:
    load_reference(now=now)
    answered(kenya, ministry, now)
    close(round_=round_, by=None, now=now)
    second = next_round(form, round_, now)
    later = {"reply": "answered", "value": {"law": "implemented", "practice": "implemented"}}
    save(respondent=second, question="para-1", reply=later, revision=0, by=ministry.focal, now=now)
    move_reply(respondent=second, act="clear", revision=1, by=ministry.focal, now=now)
    given = given_in(second.round, groups_on(second.round.due))
    assert [(one.key, one.group, one.named) for one in given] == [("KEN", "african-states", False)]
    assert given[0].before["para-1"] == DONE
    material = material_of(second.round, "en", cutoff=date(2026, 9, 2))
    assert {group: list(keys) for group, keys in material.asked.items()} == {
        "african-states": ["KEN"], "western-european-and-other-states": ["FRA"],
    }  # fmt: skip
    assert material.given[0].before["para-1"] == DONE
