"""A text that changes under what was confirmed of it: told as confirmed for another wording, until it is put right."""

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.models import User
from cjin.texts.actions.confirming import confirm
from cjin.texts.actions.deriving import derive
from cjin.texts.models import Commitment, Mandate, Provision
from cjin.texts.queries.asked import facts_of
from cjin.texts.queries.following import anchored_rows, commitments_of
from cjin.texts.queries.instruments import instrument_named
from cjin.texts.queries.reviewing import review
from cjin.texts.rules.annotations import Asked
from cjin.texts.rules.commitments.anchoring import fits, place_of, refitted
from cjin.texts.rules.commitments.files import FORMATS, read
from cjin.texts.rules.commitments.proposing import Unit, propose
from cjin.texts.rules.commitments.rows import read_rows
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.texts.conftest import MakeText, page
from tests.texts.test_confirming import post

TEXT = {
    "para_1": "We undertake to lend books, upon request, and invite donors to pay.",
    "para_2": "We request the Secretary-General to report to the General Assembly at its sixty-first session.",
    "para_3": "Trees.",
}
NEW = "We commit ourselves to lend books, upon request, and invite donors to pay."
HERE = "/texts/one-2020/commitments"
API = "/api/v1/texts/one-2020/commitments"


@pytest.fixture
def reworded(make_text: MakeText, now: datetime) -> None:
    """Two provisions that were confirmed, and a text in which one of them is worded otherwise."""
    make_text("one-2020", TEXT)
    instrument = instrument_named("one-2020", None)
    both = [Asked(("states",), "undertake", "undertake"), Asked(("donors",), "invite", "invite")]
    confirm(instrument=instrument, eid="para_1", asked=both, by=None, now=now)
    report = Asked(("secretary-general",), "request", "request", output="proposals")
    confirm(instrument=instrument, eid="para_2", asked=[report], by=None, now=now)
    Provision.objects.filter(eid="para_1").update(text=NEW)
    derive(now=now, again=True)


@pytest.fixture
def signed_in(make_person: Callable[..., User], client: Client, reworded: None) -> Client:
    client.force_login(make_person("editor", "texts.edit"))
    return client


@pytest.mark.usefixtures("reworded")
def test_the_list_and_the_api_tell_it_and_keep_it_from_what_is_confirmed_and_proposed(client: Client) -> None:
    told = [(one["provision"][9:], one["act"], one["state"]) for one in client.get(API).json()]
    assert told == [
        ("para_1", "undertake", "reworded"), ("para_1", "invite", "reworded"),
        ("para_1", "commit", "proposed"), ("para_1", "invite", "proposed"), ("para_2", "request", "confirmed"),
    ]  # fmt: skip
    assert [one["act"] for one in client.get(API + "?state=confirmed").json()] == ["request"]
    assert len(client.get(API + "?state=reworded").json()) == 2
    shown = page(client, HERE)
    assert shown.count('class="state-reworded"') == 2
    assert shown.count("✓ confirmed") == 1
    assert "1 of 3 provisions are confirmed" in shown
    assert "1 provision was confirmed for another wording" in shown


@pytest.mark.usefixtures("reworded")
def test_the_page_of_the_provision_tells_it(client: Client) -> None:
    shown = page(client, "/texts/one-2020/para_1")
    assert "confirmed for another wording" in shown
    assert "not in the text any more" in shown
    assert "✓ confirmed" not in shown
    assert "going" not in shown
    assert "another wording" not in page(client, "/texts/one-2020/para_2")


def test_the_reviewer_is_led_to_it_and_confirming_puts_it_right(signed_in: Client) -> None:
    found = review(instrument_named("one-2020", None))
    assert (found.decided, found.agreeing, [one.unit.eid for one in found.reworded]) == (1, 1, ["para_1"])
    assert found.next_open(1) == 2
    assert found.next_open(2) == 0
    assert f'href="{HERE}/para_1"' in page(signed_in, "/texts/one-2020/para_1")
    shown = page(signed_in, f"{HERE}/para_1")
    assert "1 was confirmed for another wording and is open again." in shown
    assert "Confirmed; the rules" not in shown
    assert 'value="commit ourselves"' not in shown
    post(signed_in, "para_1", "as-proposed")
    assert [one.act for one in Commitment.objects.filter(eid="para_1").order_by("position")] == ["commit", "invite"]
    assert {one["state"] for one in signed_in.get(API).json()} == {"confirmed"}
    assert "another wording" not in page(signed_in, HERE).partition("<main")[2].replace(
        "confirmed for another wording</a>", ""
    )
    assert not review(instrument_named("one-2020", None)).reworded


def test_the_form_begins_with_the_words_that_carry_the_act_now(signed_in: Client) -> None:
    Provision.objects.filter(eid="para_2").update(
        text="In this regard, we request the Secretary-General to report and request States to lend."
    )
    Commitment.objects.filter(eid="para_2").update(words="urgently requests")
    shown = page(signed_in, f"{HERE}/para_2")
    assert "urgently requests" in shown
    assert 'name="form-0-words" value="request"' in shown


@pytest.mark.usefixtures("reworded")
@pytest.mark.parametrize("form", FORMATS)
def test_a_file_tells_it_and_does_not_confirm_it(client: Client, form: str, now: datetime) -> None:
    body = client.get(f"{HERE}?format={form}").content
    rows = read(body, f"a.{form}")
    assert [row["state"] for row in rows] == ["reworded"] * 2 + ["proposed"] * 2 + ["confirmed"]
    found = read_rows(rows)
    assert list(found.asked) == ["one-2020/para_2"]
    assert found.proposed == 4
    work = instrument_named("one-2020", None).text.work
    assert [one.act for one in anchored_rows(work)["para_1"]] == ["undertake", "invite"]


@pytest.mark.usefixtures("reworded")
def test_nothing_follows_from_it_until_it_is_confirmed_again(now: datetime) -> None:
    instrument = instrument_named("one-2020", None)
    assert facts_of(instrument)["para_1"].states == ("proposed",)
    assert facts_of(instrument)["para_2"].states == ("confirmed",)
    assert [(one.eid, one.state) for one in Mandate.objects.all()] == [("para_2", "confirmed")]
    Provision.objects.filter(eid="para_2").update(
        text="We call upon the Secretary-General to report to the General Assembly at its sixty-second session."
    )
    derive(now=now, again=True)
    assert [(one.output, one.year, one.state) for one in Mandate.objects.all()] == [("report", 2007, "proposed")]


@pytest.mark.usefixtures("reworded")
def test_a_provision_that_is_gone_is_told(client: Client) -> None:
    Provision.objects.filter(eid="para_2").update(eid="para_9")
    shown = page(client, HERE)
    assert "Confirmed for provisions that this text does not have:" in shown
    assert "para. 2" in shown.partition("does not have:")[2][:200]


def test_words_that_come_back_are_confirmed_again(signed_in: Client) -> None:
    Provision.objects.filter(eid="para_1").update(text=TEXT["para_1"])
    assert {one.state for one in commitments_of(instrument_named("one-2020", None))} == {"confirmed"}


WORDS = st.lists(st.sampled_from(["undertake", "to", "invite", "donors", "lend", "urge", "States"]), max_size=12)


@given(WORDS, st.sampled_from(["undertake", "invite", "urge", ""]), st.integers(1, 3))
def test_it_fits_where_the_words_stand_so_often(words: list[str], act: str, nth: int) -> None:
    text = " ".join(words)
    one = Asked(("states",), "urge", act, nth)
    assert fits(text, [one]) == (not act or words.count(act) >= nth)
    assert fits(text, [one]) == (not act or place_of(text, one) is not None)
    unit = Unit("para_1", text)
    (again,) = refitted(text, [one], propose([unit]))
    assert (again.actors, again.act, again.output) == (one.actors, one.act, one.output)
    assert again == one if fits(text, [one]) else True


@pytest.mark.usefixtures("reworded")
def test_what_is_filtered_is_what_the_file_has_and_a_part_of_a_provision_is_not_taken_back(client: Client) -> None:
    Provision.objects.filter(eid="para_1").update(text=TEXT["para_1"])
    rows = list(csv.DictReader(io.StringIO(client.get(f"{HERE}?format=csv&actor=donors").content.decode("utf-8-sig"))))
    assert [(row["actors"], row["left_out"]) for row in rows] == [("donors", "1")]
    body = json.dumps([{**rows[0]}]).encode()
    with pytest.raises(Exception, match="not right"):
        read_rows(read(body, "a.json"))
    whole = client.get(f"{HERE}?format=csv&state=confirmed").content
    assert [row["left_out"] for row in read(whole, "a.csv")] == [""] * 3
