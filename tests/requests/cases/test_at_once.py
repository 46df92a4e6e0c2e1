"""Two who act on one case at once: one is written down, the other is told, nothing is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from cjin.core.models import User
from cjin.core.rules.errors import CjinError, Outdated
from cjin.requests.actions.cases import act, open_request, write
from cjin.requests.models import Happened, Request
from cjin.requests.queries.cases import case_of
from cjin.requests.rules.case.process import Direction
from tests.requests.cases.conftest import a_draft

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


@pytest.fixture
def there(transactional_db: None, make_person: Callable[..., User]) -> User:
    """Somebody who works on requests, as other connections see it too."""
    return make_person("head", "requests.approve", "requests.write", "requests.send")


def together(work: Callable[[int], Any]) -> list[Any]:
    """What each of some threads comes to, all of them beginning at one moment."""
    barrier = Barrier(AT_ONCE)

    def one(number: int) -> Any:
        barrier.wait(timeout=20)
        try:
            return work(number)
        except CjinError as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def test_of_several_who_write_on_one_version_one_is_kept_and_the_others_are_told(there: User, now: datetime) -> None:
    made = open_request(draft=a_draft(), by=there, now=now)
    told = together(
        lambda number: write(reference=made.reference, revision=1, answers={"facts": f"By {number}"}, by=there, now=now)
    )
    kept = [one for one in told if isinstance(one, Request)]
    assert len(kept) == 1
    assert sum(isinstance(one, Outdated) for one in told) == AT_ONCE - 1
    assert Request.objects.get().answers["facts"] == kept[0].answers["facts"]
    assert Request.objects.get().revision == 2


def test_what_several_do_without_a_version_is_all_written_down_in_order(there: User, now: datetime) -> None:
    made = open_request(draft=a_draft(), direction=Direction.INCOMING, by=there, now=now)
    act(reference=made.reference, act="register", by=there, now=now, detail={"authentic": True})
    for name in ("acknowledge", "check-admissibility", "accept", "assign"):
        act(reference=made.reference, act=name, by=there, now=now)
    act(reference=made.reference, act="begin-measure", measure="bank-records", by=there, now=now)
    item = {"sha256": "a" * 64, "sha512": "b" * 128}
    told = together(
        lambda number: act(
            reference=made.reference, act="take-evidence", measure="bank-records", by=there, now=now,
            detail={"item": f"e{number}", **item},
        )
    )  # fmt: skip
    assert all(isinstance(one, Request) for one in told), told
    positions = list(Happened.objects.filter(request=made).values_list("position", flat=True))
    assert positions == list(range(len(positions)))
    case = case_of(Request.objects.get())
    assert set(case.evidence) == {f"e{number}" for number in range(AT_ONCE)}
    assert case.broken == frozenset()
