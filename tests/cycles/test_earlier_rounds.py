"""Which rounds come before a round, and which of their questions its own follow: one meaning wherever it is asked."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cjin.cycles.actions.forms import put_form
from cjin.cycles.models import FormVersion, Respondent, Round
from cjin.cycles.queries.compiled import compiled
from cjin.cycles.queries.compiling import given_in
from cjin.cycles.queries.earlier import followed, last_asked
from cjin.cycles.queries.ghosts import ghosts_of
from cjin.cycles.queries.series import over_rounds
from cjin.cycles.rules.form.composing import next_version
from cjin.cycles.rules.form.reading import written_form
from tests.cycles.forms import DEFINITION
from tests.cycles.test_result_pages import NONE, opened, reply, state


def version(number: int, *questions: dict[str, Any], now: datetime) -> FormVersion:
    asked = [{"kind": "implementation", "text": {"en": "?"}} | one for one in questions]
    section = {"section": "s", "title": {"en": "S"}, "questions": asked}
    return put_form(definition=DEFINITION | {"version": number, "sections": [section]}, by=None, now=now)


@pytest.fixture
def third(db: None, now: datetime) -> FormVersion:
    """The third version of a form: in the second a question was renamed, and a new one has its old name."""
    version(1, {"question": "a", "about": ["x/p1"]}, now=now)
    second = version(2, {"question": "b", "was": "a", "about": ["x/p1"]}, {"question": "a", "about": ["x/p1"]}, now=now)
    return put_form(definition=written_form(next_version(second.read())), by=None, now=now)


@pytest.fixture
def rounds(third: FormVersion, now: datetime) -> tuple[Round, Round]:
    """A round on the first version, one on the third."""
    first = opened("one", FormVersion.objects.get(version=1), date(2026, 1, 1), now, states=("KEN",))
    reply(first, "KEN", {"a": state("implemented")}, named=False, now=now)
    last = opened("three", third, date(2027, 1, 1), now, previous=first, states=("KEN",))
    reply(last, "KEN", {"b": state("planned"), "a": state("implemented")}, named=False, now=now)
    return first, last


def test_a_renamed_question_is_followed_over_a_version_that_no_round_used(
    rounds: tuple[Round, Round], third: FormVersion, now: datetime
) -> None:
    first, last = rounds
    assert followed(first.form.read(), third.read()) == {"b": "a"}
    assert followed(third.read(), first.form.read()) == {"a": "b"}
    ghosts = ghosts_of(last.respondents.get())
    assert {name: (one.question, one.why) for name, one in ghosts.items()} == {"b": ("a", "renamed")}
    (given,) = given_in(last, {})
    assert given.before.get("b") == state("implemented")
    assert "a" not in given.before
    points = {one["question"]: one["points"] for one in over_rounds(last, "en")["provisions"]}
    assert points["b"][1]["changes"] == NONE | {"reversed": 1}
    assert points["a"][0] is None


@pytest.mark.parametrize("named", [True, False])
def test_the_round_before_is_the_same_for_results_and_over_rounds(
    rounds: tuple[Round, Round], now: datetime, named: bool
) -> None:
    first, last = rounds
    if not named:
        Round.objects.filter(pk=last.pk).update(previous=None)
        last.refresh_from_db()
    assert [(one.slug, dict(names)) for one, names in last_asked(last)] == [(first.slug, {"b": "a"})]
    line = next(one for one in compiled(last, "en", whole=True, now=now)["provisions"] if one["question"] == "b")
    point = next(one for one in over_rounds(last, "en")["provisions"] if one["question"] == "b")["points"][-1]
    assert line["changes"] == point["changes"] == NONE | {"reversed": 1}


def test_a_question_is_compared_with_the_last_round_that_asked_it(third: FormVersion, now: datetime) -> None:
    whole, part = third, version(4, {"question": "a"}, now=now)
    again = version(5, {"question": "a"}, {"question": "b"}, now=now)
    first = opened("first", whole, date(2026, 1, 1), now, states=("KEN",))
    second = opened("second", part, date(2027, 1, 1), now, previous=first, states=("KEN",))
    going_on = opened("going-on", part, date(2027, 6, 1), now, previous=second, closed=False, states=("KEN",))
    last = opened("last", again, date(2028, 1, 1), now, previous=going_on, states=("KEN",))
    assert [(one.slug, dict(names)) for one, names in last_asked(last)] == [
        ("second", {"a": "a"}),
        ("first", {"b": "b"}),
    ]


def test_a_first_round_has_none_before(kenya: Respondent) -> None:
    assert last_asked(kenya.round) == []


def test_of_two_rounds_of_one_day_the_one_that_was_opened_first_is_before(third: FormVersion, now: datetime) -> None:
    first, second = (opened(name, third, date(2026, 1, 1), now, states=("KEN",)) for name in ("one", "two"))
    assert [one.slug for one, _names in last_asked(second)] == ["one"]
    assert last_asked(first) == []


def test_rounds_on_other_forms_cost_no_more_queries(third: FormVersion, now: datetime) -> None:
    opened("one", third, date(2026, 1, 1), now, states=("KEN",))
    last = opened("last", third, date(2028, 1, 1), now, states=("KEN",))
    queries = []
    for number in range(6):
        asked = {"question": "q", "kind": "text", "text": {"en": "?"}}
        section = {"section": "s", "title": {"en": "S"}, "questions": [asked]}
        other = put_form(definition=DEFINITION | {"form": f"other-{number}", "sections": [section]}, by=None, now=now)
        opened(f"other-{number}", other, date(2027, 1, 1 + number), now, states=("KEN",))
        with CaptureQueriesContext(connection) as captured:
            assert [one.slug for one, _names in last_asked(last)] == ["one"]
        queries.append(len(captured))
    assert len(set(queries)) == 1
