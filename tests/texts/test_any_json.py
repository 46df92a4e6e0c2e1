"""Whatever JSON and form text is sent to texts: it is read, or refused with a reason, never a traceback."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cjin.core.models import User
from cjin.core.rules.errors import CjinError, Invalid
from cjin.texts.actions.delivering import record_delivery
from cjin.texts.actions.deriving import derive
from cjin.texts.actions.judging import judge, take_back
from cjin.texts.models import Commitment, Delivery, Expression, Verdict
from cjin.texts.rules.annotations import read_annotations
from cjin.texts.rules.commitments.files import read
from cjin.texts.rules.commitments.lexicon import acts, kinds
from cjin.texts.rules.commitments.rows import COLUMNS, read_rows
from cjin.texts.views.acts import ACTS
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.texts.conftest import MakeText

HALF = "\ud800"
ODD = st.sampled_from([HALF, "\0", "\x1b", "1e999", "²", "٣", "x" * 5000, "-0", "one-2020/para_1", " "])
TEXTS = ODD | st.text(st.characters(exclude_categories=()), max_size=12)
CELLS = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS
ANY = st.recursive(CELLS, lambda one: st.lists(one, max_size=3) | st.dictionaries(TEXTS, one, max_size=3), max_leaves=8)
GOOD = {
    "provision": "one-2020/para_1", "state": "confirmed", "actors": "states", "act": "urge", "words": "lend", "nth": 1,
    "conditions": "resources", "deadline": "2005", "output": "report",
}  # fmt: skip
few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def changed(good: dict[str, Any], fields: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """What is right but for one or two fields, so that what is odd is reached behind what is checked first."""
    odd = st.dictionaries(st.sampled_from(fields), ANY, min_size=1, max_size=2)
    return odd.map(lambda other: good | other)


ROWS = ANY | st.lists(ANY | changed(GOOD, COLUMNS), max_size=3)


@given(ROWS)
def test_a_file_of_commitments_is_read_or_refused(rows: Any) -> None:
    with suppress(Invalid):
        found = read_rows(read(json.dumps(rows).encode(), "a.json"))
        repr(found).encode()
        for key, mine in found.asked.items():
            "".join([key, *(one.words for one in mine)]).encode()


@pytest.mark.parametrize("column", ["provision", "actors", "act", "words", "conditions", "deadline", "output", "state"])
@pytest.mark.parametrize("value", [HALF, "a\0b", ["x"], {"a": 1}])
def test_what_is_no_cell_is_told_with_its_column(column: str, value: Any) -> None:
    with pytest.raises(Invalid) as caught:
        read_rows([GOOD | {column: value}])
    assert [fault.where for fault in caught.value.faults] == [f"row 2, {column}"]


@given(ANY | st.fixed_dictionaries({"work": TEXTS, "provisions": st.lists(
    ANY | changed({"id": "para_1", "summary": "Books.", "topics": ["x"]},
                  ("id", "summary", "topics", "commitments", "citations", "parallels")), max_size=2)}))  # fmt: skip
def test_annotations_are_read_or_refused(data: Any) -> None:
    with suppress(Invalid):
        read_annotations(data, "a.yaml")


ASKED = {"actor": "states", "act": next(iter(acts())), "words": "lend", "conditions": [], "deadline": {"year": 2005}}
DUE = st.dictionaries(st.sampled_from(["date", "year", "organ", "session", "next", "within", "after", "recurring",
                                       "since"]), ANY, max_size=2)  # fmt: skip


@given(changed(ASKED, ("actor", "act", "words", "nth", "from", "conditions", "deadline", "output")) |
       DUE.map(lambda due: ASKED | {"deadline": due}))  # fmt: skip
def test_a_commitment_of_annotations_is_read_or_refused(asked: Any) -> None:
    entry = {"id": "para_1", "summary": "Books.", "commitments": [asked]}
    with suppress(Invalid):
        _slug, (one,) = read_annotations({"work": "one-2020", "provisions": [entry]}, "a.yaml")
        (found,) = one.commitments
        assert set(found.actors) <= kinds("actor").keys()
        assert found.act in acts()


@pytest.fixture
def text(make_text: MakeText, now: datetime) -> Expression:
    made = make_text("one-2020", {"para_1": "We request the Secretary-General to report, and lend books."})
    make_text("two-2021", {"para_1": "Trees."})
    derive(now=now)
    return made


@pytest.fixture
def signed_in(make_person: Callable[..., User], client: Client, text: Expression) -> Client:
    client.raise_request_exception = False
    client.force_login(make_person("editor", "texts.edit", "texts.publish"))
    return client


@few
@given(ROWS)
def test_what_the_api_is_sent_is_taken_or_refused(signed_in: Client, rows: Any) -> None:
    with transaction.atomic():
        answer = signed_in.post(
            "/api/v1/texts/one-2020/commitments?check=true", json.dumps(rows), content_type="application/json"
        )
        assert answer.status_code in (200, 422), answer.content
        json.loads(answer.content)
        transaction.set_rollback(True)


def test_half_of_a_pair_in_a_file_is_refused_wherever_it_is_sent(signed_in: Client) -> None:
    rows = json.dumps([GOOD | {"words": HALF}])
    sent = signed_in.post("/api/v1/texts/one-2020/commitments?check=true", rows, content_type="application/json")
    assert (sent.status_code, "row 2, words" in sent.content.decode()) == (422, True)
    shown = signed_in.post("/texts/one-2020/commitments/from-a-file", {"rows": rows, "seen": "x"})
    assert shown.status_code == 422
    assert not Commitment.objects.exists()


FIELDS = ("eid", "words", "kind", "num", "title", "headings", "symbol", "adopted", "reason", "doubt", "current", "sure",
          "keep_number", "revision", "author_line", "is_proposal")  # fmt: skip
SENT = {"eid": "para_1", "words": "lend", "kind": "paragraph", "num": "2", "title": "T", "reason": "R", "doubt": 0}


@few
@given(st.sampled_from(sorted(ACTS)), changed(SENT, FIELDS) | ANY)
def test_a_correction_is_made_or_refused(signed_in: Client, text: Expression, verb: str, arguments: Any) -> None:
    with transaction.atomic():
        Expression.objects.filter(pk=text.pk).update(stage="draft", is_current=False, release="own")
        tag = {"If-Match": "*"}
        address = f"/api/v1/texts/acts/{text.key}/{verb}"
        answer = signed_in.post(address, json.dumps(arguments), content_type="application/json", headers=tag)
        assert answer.status_code < 500, (verb, arguments)
        transaction.set_rollback(True)


@pytest.mark.parametrize("day", [5, True, ["2020-01-01"], {"a": 1}])
def test_a_day_that_is_no_text_is_refused(signed_in: Client, text: Expression, day: Any) -> None:
    Expression.objects.filter(pk=text.pk).update(stage="draft", is_current=False, release="own")
    answer = signed_in.post(
        f"/api/v1/texts/acts/{text.key}/describe", json.dumps({"adopted": day}), content_type="application/json",
        headers={"If-Match": "*"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert "adopted" in answer.content.decode()


@few
@given(TEXTS, TEXTS)
def test_what_is_said_of_a_parallel_is_kept_or_refused(text: Expression, now: datetime, other: str, note: str) -> None:
    with transaction.atomic():
        for there in (other, "two-2021/para_1"):
            with suppress(Invalid):
                judge(one="one-2020/para_1", other=there, accepted=True, note=note, by=None, now=now)
                assert Verdict.objects.get().note == note.strip()
            with suppress(Invalid):
                take_back(one="one-2020/para_1", other=there, by=None, now=now)
        transaction.set_rollback(True)


@few
@given(st.integers(), TEXTS, TEXTS)
def test_a_delivery_is_recorded_or_refused(text: Expression, now: datetime, year: int, symbol: str, note: str) -> None:
    with transaction.atomic():
        for said in (symbol, "A/61/1"):
            with suppress(CjinError):
                record_delivery(
                    slug="one-2020", eid="para_1", addressee="secretary-general", output="report",
                    year=year % 100 + 1950, symbol=said, note=note, by=None, now=now,
                )  # fmt: skip
                assert Delivery.objects.get().note == note.strip()
                Delivery.objects.all().delete()
        transaction.set_rollback(True)


@pytest.mark.parametrize("note", ["a\0b", HALF])
def test_a_note_that_no_database_holds_is_refused_with_its_field(text: Expression, now: datetime, note: str) -> None:
    with pytest.raises(Invalid) as caught:
        judge(one="one-2020/para_1", other="two-2021/para_1", accepted=True, note=note, by=None, now=now)
    assert [fault.where for fault in caught.value.faults] == ["note"]


def test_nul_in_the_form_of_a_parallel_is_answered(signed_in: Client) -> None:
    for form in ({"other": "two-2021/para_1", "note": "a\0b"}, {"other": "two\0/para_1"}):
        answer = signed_in.post("/texts/one-2020/parallels/para_1", {"verdict": "accept", **form})
        assert answer.status_code == 302
    assert not Verdict.objects.exists()
