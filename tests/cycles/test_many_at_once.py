"""Many who answer one round at once: what each saved is kept, or they are told; nothing is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from random import Random
from threading import Barrier

import pytest
from django.db import connections
from django.db.models import Max

from cjin.core.rules.errors import Outdated
from cjin.cycles.actions.answering import save
from cjin.cycles.models import Answer, Change, Part, Respondent
from cjin.cycles.queries.answers import answers_of
from tests.cycles.conftest import Ministry

pytestmark = pytest.mark.django_db(transaction=True)
NUMBERS = ("number", "share")
"""Questions that all of them write, so that they are in each other's way."""

type Saves = Callable[[int, int], int]


@pytest.fixture
def saves(transactional_db: None, kenya: Respondent, ministry: Ministry, now: datetime) -> Saves:
    """Lets some people save some answers each, beginning at one moment; tells how often somebody had to look again."""

    def run(people: int, each: int) -> int:
        barrier = Barrier(people)

        def one(number: int) -> int:
            die, again = Random(number), 0
            barrier.wait(timeout=60)
            try:
                for place in range(each):
                    question = die.choice(NUMBERS)
                    reply = {"reply": "answered", "value": number if question == "number" else number * 1000 + place}
                    while not _saved(question, reply | {"text": {"en": f"{number} {place}"}}):
                        again += 1
                return again
            finally:
                connections.close_all()

        def _saved(question: str, reply: dict[str, object]) -> bool:
            stored = answers_of(kenya, [question]).get(question)
            revision = stored.revision if stored else 0
            try:
                save(respondent=kenya, question=question, reply=reply, revision=revision, by=ministry.focal, now=now)
            except Outdated:
                return False
            return True

        with ThreadPoolExecutor(people) as pool:
            return sum(pool.map(one, range(people)))

    return run


def nothing_is_lost(people: int, each: int) -> None:
    """Every save stands in the history once, in order, and the last one of each question is the answer."""
    said = [one["text"]["en"] for one in Change.objects.values_list("reply", flat=True) if one]
    assert sorted(said) == sorted(f"{number} {place}" for number in range(people) for place in range(each))
    for answer in Answer.objects.annotate(last=Max("changes__revision")):
        assert answer.revision == answer.last == answer.changes.count()
        assert answer.reply == answer.changes.get(revision=answer.revision).reply
    assert Part.objects.get(respondent__state="KEN", section="second").replied == Answer.objects.count()


def test_what_a_few_save_at_once_is_all_kept(saves: Saves) -> None:
    saves(4, 10)
    nothing_is_lost(4, 10)


@pytest.mark.slow
def test_of_two_thousand_saves_by_twenty_people_none_is_lost(saves: Saves) -> None:
    saves(20, 100)
    nothing_is_lost(20, 100)
