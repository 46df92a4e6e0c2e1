"""Going through commitments: confirming, correcting, taking back; files out and in without loss."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from cjin.core.models import AuditRow, User
from cjin.core.rules.errors import Invalid
from cjin.texts.actions.confirming import confirm_all
from cjin.texts.models import Annotation, Commitment, Provision
from cjin.texts.queries.following import anchored_rows, commitments_of
from cjin.texts.queries.instruments import instrument_named
from cjin.texts.rules.annotations import Asked
from cjin.texts.rules.commitments.files import FORMATS, read
from cjin.texts.rules.commitments.rows import deadline_of, deadline_text, read_rows
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.texts.conftest import MakeText

TEXT = {
    "para_1": "We undertake to lend books, upon request, and invite the Secretary-General to report.",
    "para_2": "We note the rain.",
    "para_3": "Trees.",
}
HERE = "/texts/one-2020/commitments"


@pytest.fixture
def text(make_text: MakeText) -> None:
    make_text("one-2020", TEXT)


@pytest.fixture
def signed_in(make_person: Callable[..., User], client: Client, text: None) -> Client:
    client.force_login(make_person("editor", "texts.edit"))
    return client


def post(client: Client, eid: str, verb: str, form: dict[str, Any] | None = None) -> Any:
    """What somebody sends who has just looked at the page."""
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', client.get(f"{HERE}/{eid}").content.decode())
    return client.post(f"{HERE}/{eid}/{verb}", (form or {}) | {"seen": seen[1] if seen else ""})


def acts(eid: str) -> list[str]:
    return list(Commitment.objects.filter(eid=eid).order_by("position").values_list("act", flat=True))


def test_confirming_what_is_proposed_leads_to_the_next_open_one(signed_in: Client) -> None:
    shown = signed_in.get(f"{HERE}/para_1").content.decode()
    assert '<mark class="mark-act">undertake</mark>' in shown
    assert '<mark class="mark-condition">upon request</mark>' in shown
    answer = post(signed_in, "para_1", "as-proposed")
    assert (answer.status_code, answer["Location"]) == (302, f"{HERE}/para_2")
    assert acts("para_1") == ["undertake", "invite"]
    assert post(signed_in, "para_3", "nothing")["Location"] == f"{HERE}/para_2"
    assert post(signed_in, "para_2", "as-proposed")["Location"] == HERE
    found = commitments_of(instrument_named("one-2020", None))
    assert {one.state for one in found} == {"confirmed"}
    assert AuditRow.objects.filter(act="confirm-commitments").count() == 3


def test_correcting(signed_in: Client) -> None:
    form = {
        "form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "1", "form-0-act": "decide", "form-0-actor": "donors",
        "form-0-others": ["states"], "form-0-words": "lend books", "form-0-conditions": ["resources"],
        "form-0-deadline": "ga 61", "form-0-output": "report", "form-1-act": "", "form-1-actor": "states",
    }  # fmt: skip
    assert post(signed_in, "para_1", "confirm", form).status_code == 302
    (one,) = anchored_rows(instrument_named("one-2020", None).text.work)["para_1"]
    assert one == Asked(
        ("donors", "states"), "decide", "lend books", 1, ("resources",), {"organ": "ga", "session": 61}, "report"
    )


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("words", "lend trees", "are not in the provision"), ("deadline", "soon", "This is no deadline")],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(signed_in: Client, field: str, value: str, said: str) -> None:
    form = {
        "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-act": "urge", "form-0-actor": "donors",
        f"form-0-{field}": value,
    }  # fmt: skip
    answer = post(signed_in, "para_1", "confirm", form)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert said in shown
    assert f'value="{value}"' in shown
    assert not Commitment.objects.exists()


def test_what_somebody_else_decided_meanwhile_is_not_written_over(signed_in: Client) -> None:
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', signed_in.get(f"{HERE}/para_1").content.decode())
    assert seen
    post(signed_in, "para_1", "nothing")
    answer = signed_in.post(f"{HERE}/para_1/as-proposed", {"seen": seen[1]})
    assert answer.status_code == 409
    assert "have changed since you saw them" in answer.content.decode()
    assert acts("para_1") == []
    assert Annotation.objects.get().decided


def test_what_is_proposed_now_is_not_confirmed_for_other_words(signed_in: Client) -> None:
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', signed_in.get(f"{HERE}/para_1").content.decode())
    assert seen
    Provision.objects.filter(eid="para_1").update(text="We note the books.")
    assert signed_in.post(f"{HERE}/para_1/as-proposed", {"seen": seen[1]}).status_code == 409
    assert not Commitment.objects.exists()


def test_no_more_is_kept_than_can_be_shown(text: None, now: datetime) -> None:
    many = [Asked(("donors",), "urge", "lend books")] * 13
    with pytest.raises(Invalid) as caught:
        confirm_all(instrument=instrument_named("one-2020", None), asked={"para_1": many}, by=None, now=now)
    assert "At most 12" in str(caught.value.faults[0])


def test_a_decision_is_taken_back(signed_in: Client) -> None:
    post(signed_in, "para_1", "as-proposed")
    assert post(signed_in, "para_1", "reopen").status_code == 302
    assert not Commitment.objects.exists()
    assert not Annotation.objects.get().decided
    assert "proposed" in {one.state for one in commitments_of(instrument_named("one-2020", None))}


def test_only_those_who_edit_texts_decide(client: Client, text: None) -> None:
    assert client.get(HERE).status_code == 200
    assert client.get(f"{HERE}/para_1").status_code == 403
    assert client.post(f"{HERE}/para_1/as-proposed").status_code == 403
    assert not Commitment.objects.exists()


def test_what_is_not_there(signed_in: Client) -> None:
    assert signed_in.get(f"{HERE}/para_9").status_code == 404
    assert post(signed_in, "para_9", "as-proposed").status_code == 404
    assert signed_in.get("/texts/none-1999/commitments").status_code == 404


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_comes_back_without_loss(signed_in: Client, now: datetime, form: str) -> None:
    post(signed_in, "para_1", "as-proposed")
    post(signed_in, "para_3", "nothing")
    instrument = instrument_named("one-2020", None)
    before = anchored_rows(instrument.text.work)
    body = signed_in.get(f"{HERE}?format={form}").content
    asked, proposed, _ = read_rows(read(body, f"commitments.{form}"))
    assert proposed == 1
    mine = {key.partition("/")[2]: found for key, found in asked.items()}
    assert mine == before
    assert confirm_all(instrument=instrument, asked=mine, by=None, now=now) == 0
    Commitment.objects.all().delete()
    Annotation.objects.all().delete()
    assert confirm_all(instrument=instrument, asked=mine, by=None, now=now) == 2
    assert anchored_rows(instrument.text.work) == before


def test_a_file_that_does_not_fit_changes_nothing(text: None, now: datetime) -> None:
    instrument = instrument_named("one-2020", None)
    asked = {"para_1": [Asked(("states",), "urge", "trees")], "para_2": [], "para_9": []}
    with pytest.raises(Invalid) as caught:
        confirm_all(instrument=instrument, asked=asked, by=None, now=now)
    assert [fault.where for fault in caught.value.faults] == ["one-2020/para_1", "one-2020/para_9"]
    assert not Annotation.objects.exists()


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"provision,act\none/para_1,sing\n", "a.csv", "row 2"),
        (b"provision\none/para_1\n", "a.csv", "the column act is missing"),
        (b"\xff\xfe", "a.csv", "line 1: this is not UTF-8"),
        (b"{", "a.json", "a.json"),
        (b"{}", "a.json", "a list of objects"),
        (b"not a workbook", "a.xlsx", "a.xlsx"),
        (b"", "a.pdf", "ends in none of these"),
        (b"provision,act,actors,deadline\none/para_1,urge,states,soon\n", "a.csv", "is no deadline"),
        (b"provision,act,actors\npara_1,urge,states\n", "a.csv", "written like kyoto-2021/para_61"),
        (b"provision,act,actors\none/para_1,urge,\n", "a.csv", "row 2"),
    ],
)
def test_bad_files_are_told_with_their_place(data: bytes, name: str, said: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_rows(read(data, name))
    assert said in " ".join(str(fault) for fault in caught.value.faults)


@pytest.mark.parametrize("text", ["", "2005", "2003-12-31", "ga 61", "ccpcj 31", "every-session", "regular"])
def test_deadlines_come_back(text: str) -> None:
    assert deadline_text(deadline_of(text)) == text
