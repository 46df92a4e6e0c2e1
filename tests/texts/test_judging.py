"""What editors say of parallels stands, and takes the place of suggestions and annotations."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from cjin.core.models import AuditRow, User
from cjin.core.rules.errors import Invalid
from cjin.texts.actions.deriving import derive
from cjin.texts.actions.judging import judge, take_back
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
    folded = client.get(HERE).content.decode().partition("1 rejected parallel")[2]
    assert 'href="/texts/one-2020/para_1"' in folded
    client.logout()
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


@pytest.mark.usefixtures("texts")
def test_what_a_person_said_is_taken_back_from_the_page(client: Client, make_person: Callable[..., User]) -> None:
    client.force_login(make_person("editor", "texts.edit"))
    for verdict in ("accept", "reject"):
        client.post(f"{HERE}/para_1", {"other": "one-2020/para_1", "verdict": verdict})
        assert "Take back what was said" in client.get(f"{HERE}?at=para_1--one-2020--para_1").content.decode()
        client.post(f"{HERE}/para_1", {"other": "one-2020/para_1", "verdict": "take-back"})
        assert not Verdict.objects.exists()
    assert "suggested" in client.get(HERE).content.decode()
    assert AuditRow.objects.filter(act="take-back-parallel").count() == 2


@pytest.mark.usefixtures("texts")
def test_the_annotations_stand_again_where_an_override_is_taken_back(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = ("one-2020/para_1", "vienna-2000/para_1")
    monkeypatch.setattr("cjin.texts.actions.judging.annotated_pairs", lambda: frozenset({pair}))
    judge(one=pair[1], other=pair[0], accepted=False, by=None, now=now)
    assert take_back(one=pair[1], other=pair[0], by=None, now=now) == Verdict.objects.get(
        accepted=True, origin="catalogue"
    )
    with pytest.raises(Invalid):
        take_back(one=pair[1], other=pair[0], by=None, now=now)


@pytest.mark.usefixtures("texts")
def test_the_page_stays_where_it_was_and_goes_on_to_the_next(client: Client, make_person: Callable[..., User]) -> None:
    client.force_login(make_person("editor", "texts.edit"))
    form = {
        "other": "one-2020/para_1",
        "verdict": "accept",
        "with": "one-2020",
        "following": "para_2--one-2020--para_2",
    }
    place = "para_2--one-2020--para_2"
    assert client.post(f"{HERE}/para_1", form)["Location"] == f"{HERE}?with=one-2020&at={place}#{place}"
    shown = client.get(f"{HERE}?with=one-2020&at=para_1--one-2020--para_1").content.decode()
    assert 'class="in-hand"' in shown
    assert 'data-key="a"' in shown
    assert 'data-key="r"' in shown


@pytest.mark.usefixtures("texts")
def test_pairs_are_narrowed_and_given_as_files(client: Client, make_text: MakeText, now: datetime) -> None:
    make_text("two-2021", {"para_1": "We undertake to lend books to all readers of books."})
    derive(now=now)
    shown = client.get(f"{HERE}?with=two-2021").content.decode()
    assert 'href="/texts/two-2021/para_1"' in shown
    assert 'href="/texts/one-2020/para_1"' not in shown
    assert "We undertake to lend books to all readers of books." in shown
    assert "Words of both:" in shown
    assert "No parallel matches" in client.get(f"{HERE}?state=accepted").content.decode()
    (row,) = client.get(f"{HERE}?with=two-2021&format=json").json()
    assert (row["a"], row["b"], row["state"]) == ("vienna-2000/para_1", "two-2021/para_1", "suggested")
    assert client.get(f"{HERE}?format=csv").content.decode().count("vienna-2000/para_1") == 2
    assert client.get(f"{HERE}?format=xlsx").content[:2] == b"PK"
