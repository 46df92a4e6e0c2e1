"""What editors say of parallels stands, and takes the place of suggestions and annotations."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from cjin.core.models import AuditRow, User
from cjin.core.rules.errors import Invalid
from cjin.texts.actions.deriving import derive
from cjin.texts.actions.judging import judge
from cjin.texts.actions.works import load_works
from cjin.texts.models import Verdict
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.texts.conftest import MakeText

HERE = "/texts/vienna-2000/parallels"


@pytest.fixture
def texts(make_text: MakeText, now: datetime) -> None:
    load_works(now=now)
    make_text("vienna-2000", {"para_1": "We undertake to lend books to all readers.", "para_2": "Rain."})
    make_text("one-2020", {"para_1": "We undertake to lend books to all readers.", "para_2": "Snow."})
    derive(now=now)


@pytest.mark.usefixtures("texts")
def test_a_suggestion_is_accepted_with_a_grade_or_rejected(client: Client, make_person: Callable[..., User]) -> None:
    assert "suggested" in client.get(HERE).content.decode()
    assert "<form method" not in client.get(HERE).content.decode().partition("<main")[2]
    client.force_login(make_person("editor", "texts.edit"))
    form = {"other": "one-2020/para_1", "verdict": "accept", "grade": "3", "note": "the same words"}
    assert client.post(f"{HERE}/para_1", form)["Location"] == f"{HERE}#para_1"
    shown = client.get(HERE).content.decode()
    assert "3/3" in shown
    assert "the same words" in shown
    client.post(f"{HERE}/para_1", {"other": "one-2020/para_1", "verdict": "reject"})
    assert [(one.accepted, one.grade) for one in Verdict.objects.all()] == [(False, None)]
    assert 'href="/texts/one-2020/para_1"' not in client.get(HERE).content.decode()
    assert AuditRow.objects.filter(act="judge-parallel").count() == 2


@pytest.mark.usefixtures("texts")
def test_only_editors_judge(client: Client) -> None:
    assert client.post(f"{HERE}/para_1", {"other": "one-2020/para_1", "verdict": "accept"}).status_code == 403
    assert not Verdict.objects.exists()


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize("other", ["one-2020/para_9", "none/para_1", "", "vienna-2000/para_2"])
def test_what_is_no_pair_is_refused(now: datetime, other: str) -> None:
    with pytest.raises(Invalid):
        judge(one="vienna-2000/para_1", other=other, accepted=True, by=None, now=now)


@pytest.mark.usefixtures("texts")
def test_a_grade_is_one_of_three(now: datetime) -> None:
    with pytest.raises(Invalid):
        judge(one="vienna-2000/para_1", other="one-2020/para_1", accepted=True, grade=4, by=None, now=now)
