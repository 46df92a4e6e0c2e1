"""Two acts at one moment: one of them waits, or is told; neither is lost without a word."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from functools import partial
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import close_old_connections, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from cjin.core.rules.errors import CjinError, Conflict, Outdated
from cjin.core.rules.multilingual import Multilingual
from cjin.cycles.actions import answering, clearing, entering
from cjin.cycles.actions.answering import save
from cjin.cycles.actions.clearing import move_reply
from cjin.cycles.actions.composing import begin
from cjin.cycles.actions.measures import put_measure
from cjin.cycles.actions.rounds import close, extend
from cjin.cycles.models import Answer, Clearing, Measure, Respondent, Round
from cjin.cycles.queries.forms import form_of
from tests.cycles.conftest import Ministry

pytestmark = pytest.mark.django_db(transaction=True)

type Act = Callable[[], Any]


def at_once(*acts: Act) -> list[Any]:
    """What became of each act: what it gave, or the refusal that it met. Any other error fails the test."""
    barrier = Barrier(len(acts))

    def run(act: Act) -> Any:
        close_old_connections()
        barrier.wait(timeout=30)
        try:
            return act()
        except CjinError as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def while_held(
    monkeypatch: pytest.MonkeyPatch, place: Any, name: str, first: Act, second: Act
) -> tuple[bool, list[Any]]:
    """Holds the first act inside ``place.name``, begins the second and lets go; whether the second ended before."""
    inside, go, ended = Event(), Event(), Event()
    real = getattr(place, name)

    def held(*args: Any, **more: Any) -> Any:
        inside.set()
        go.wait(timeout=20)
        return real(*args, **more)

    def later() -> Any:
        inside.wait(timeout=20)
        try:
            return second()
        finally:
            ended.set()

    def let_go() -> bool:
        inside.wait(timeout=20)
        early = ended.wait(timeout=1)
        go.set()
        return early

    monkeypatch.setattr(place, name, held)
    with ThreadPoolExecutor(1) as pool:
        early = pool.submit(let_go)
        found = at_once(first, later)
    return early.result(), found


def number(respondent: Respondent, value: int, revision: int, ministry: Ministry, now: datetime) -> Answer:
    reply = {"reply": "answered", "value": value}
    return save(respondent=respondent, question="number", reply=reply, revision=revision, by=ministry.focal, now=now)


def test_what_is_cleared_is_what_stands(
    monkeypatch: pytest.MonkeyPatch, kenya: Respondent, ministry: Ministry, now: datetime
) -> None:
    number(kenya, 1, 0, ministry, now)
    early, _found = while_held(
        monkeypatch, answering, "checked",
        lambda: number(kenya, 2, 1, ministry, now),
        lambda: move_reply(respondent=kenya, act="clear", revision=kenya.revision, by=ministry.focal, now=now),
    )  # fmt: skip
    assert not early
    assert Clearing.objects.get().content["answers"]["number"] == Answer.objects.get(question="number").reply


def test_a_round_is_closed_after_the_reply_that_is_being_cleared(
    monkeypatch: pytest.MonkeyPatch, kenya: Respondent, ministry: Ministry, now: datetime
) -> None:
    early, _found = while_held(
        monkeypatch, clearing, "_clear",
        lambda: move_reply(respondent=kenya, act="clear", revision=kenya.revision, by=ministry.focal, now=now),
        lambda: close(round_=kenya.round, by=None, now=now),
    )  # fmt: skip
    assert not early
    assert Round.objects.get(pk=kenya.round_id).closed_at is not None


def test_the_same_measure_is_entered_once_and_the_other_is_told(
    kenya: Respondent, ministry: Ministry, now: datetime
) -> None:
    def entered(name: str, title: str) -> Measure:
        return put_measure(state="KEN", name=name, title={"en": title}, type="law", by=ministry.focal, now=now)

    for name in ("a", "b", "c", "d", "e", "f"):
        found = at_once(partial(entered, name, "One"), partial(entered, name, "Two"))
        kept = [one for one in found if isinstance(one, Measure)]
        assert len(kept) == 1
        assert [type(one) for one in found if one not in kept] == [Outdated]
        assert Measure.objects.get(name=name).title == kept[0].title


def test_a_measure_beside_a_question_is_entered_while_the_reply_is_locked(
    monkeypatch: pytest.MonkeyPatch, kenya: Respondent, ministry: Ministry, now: datetime
) -> None:
    question = form_of(kenya.round).question("para-1")
    early, found = while_held(
        monkeypatch, entering, "put_measure",
        lambda: entering.save_with_measure(
            respondent=kenya, question=question, reply=None, title={"en": "One"}, type="law", contribution="full",
            revision=0, by=ministry.focal, now=now,
        ),
        lambda: number(kenya, 1, 0, ministry, now),
    )  # fmt: skip
    assert not early
    assert [type(one) for one in found] == [Answer, Answer]
    assert found[0].reply == {"reply": "answered", "value": {"measures": [Measure.objects.get().name]}}


def test_the_same_form_is_begun_once_and_the_other_is_told(now: datetime) -> None:
    def begun(name: str, title: str) -> Any:
        return begin(form=name, title=Multilingual(en=title), kind="survey", by=None, now=now)

    for name in ("a", "b", "c", "d", "e", "f"):
        found = at_once(partial(begun, name, "One"), partial(begun, name, "Two"))
        assert sum(isinstance(one, Conflict) for one in found) == 1


def test_many_questions_saved_in_another_order_wait_for_each_other(
    kenya: Respondent, ministry: Ministry, now: datetime
) -> None:
    def all_of(questions: list[str]) -> Act:
        def act() -> None:
            with transaction.atomic():
                for one in questions:
                    save(respondent=kenya, question=one, reply={"reply": "nil"}, revision=0, by=ministry.focal, now=now)

        return act

    asked = ["law", "number", "para-1", "why"]
    found = at_once(all_of(asked), all_of(asked[::-1]))
    assert Answer.objects.filter(question__in=asked).count() == 4
    assert all(one is None or isinstance(one, Outdated) for one in found)


def test_a_reply_is_locked_before_its_round(kenya: Respondent, now: datetime) -> None:
    acts: list[Act] = [
        lambda: extend(respondent=kenya, due=date(2026, 7, 1), by=None, now=now),
        lambda: close(round_=kenya.round, by=None, now=now),
    ]
    for act in acts:
        with CaptureQueriesContext(connection) as asked:
            act()
        tables = re.findall(r'FROM "cycles_(round|respondent)"', " ".join(one["sql"] for one in asked))
        assert tables.index("respondent") < tables.index("round")
