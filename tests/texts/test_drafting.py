"""A draft between import and publishing: what was done can be undone, doubts settled, versions made and given up."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cjin.core.models import AuditRow, User
from cjin.core.rules.errors import Conflict, Invalid, NotAllowed
from cjin.texts.actions import drafting, editing, publishing, versions
from cjin.texts.actions.importing import import_source
from cjin.texts.actions.library import load_library
from cjin.texts.models import Correction, Expression, Source, Work
from cjin.texts.queries.drafts import draft_units
from cjin.texts.rules.source import Source as File
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.texts.test_editing import TEXT
from tests.texts.test_editing_pages import NOW, drafted, editor, post, signed_in  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
TWICE = TEXT.replace("3. We thank", "2. We thank")


def again(text: Expression) -> Expression:
    return Expression.objects.get(pk=text.pk)


def state(text: Expression) -> tuple[object, ...]:
    return (draft_units(text), drafting.fields_of(again(text)))


ACTS: list[Callable[[Expression, str, int], object]] = [
    lambda text, eid, _: editing.join(expression=text, revision=text.revision, eid=eid, by=None, now=NOW),
    lambda text, eid, n: editing.renumber(
        expression=text, revision=text.revision, eid=eid, kind="paragraph", num=str(n), by=None, now=NOW
    ),
    lambda text, eid, n: editing.reword(
        expression=text, revision=text.revision, eid=eid, words=f"Other words {n}.", by=None, now=NOW
    ),
    lambda text, eid, n: editing.rehead(
        expression=text, revision=text.revision, eid=eid, headings=[f"Heading {n}"], by=None, now=NOW
    ),
    lambda text, _eid, n: drafting.describe(
        expression=text, revision=text.revision, title=f"Title {n}", adopted=date(2001, 2, 3), by=None, now=NOW
    ),
]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 9)), max_size=6))
def test_whatever_was_done_can_be_taken_back_step_by_step(
    steps: list[tuple[Callable[[Expression, str, int], object], int]],
) -> None:
    Expression.objects.all().delete()
    Source.objects.all().delete()
    text = drafted()
    states = [state(text)]
    for act, number in steps:
        text = again(text)
        units = draft_units(text)
        with suppress(Invalid):
            act(text, units[number % len(units)].id.partition("/")[2], number)
            states.append(state(text))
    while len(states) > 1:
        states.pop()
        text = drafting.undo(expression=text, revision=again(text).revision, by=None, now=NOW)
        assert state(text) == states[-1]
    with pytest.raises(Conflict):
        drafting.undo(expression=text, revision=text.revision, by=None, now=NOW)


def test_a_mended_doubt_goes_and_a_settled_one_stays_settled() -> None:
    text = drafted(TWICE)
    assert [one["code"] for one in text.warnings] == ["duplicate-number"]
    settled = drafting.settle(expression=text, revision=1, doubt=0, by=None, now=NOW)
    assert [one.get("settled") for one in settled.warnings] == [True]
    editing.rehead(expression=text, revision=2, eid="para_1", headings=["A"], by=None, now=NOW)
    assert [one.get("settled") for one in again(text).warnings] == [True]
    editing.renumber(expression=text, revision=3, eid="para_2_2", kind="paragraph", num="3", by=None, now=NOW)
    assert again(text).warnings == []
    editing.renumber(expression=text, revision=4, eid="para_3", kind="paragraph", num="5", by=None, now=NOW)
    assert [(one["code"], "settled" in one) for one in again(text).warnings] == [("numbering", False)]


def test_the_page_offers_to_settle_and_to_undo(signed_in: Client) -> None:  # noqa: F811
    text = drafted(TWICE)
    here = f"/texts/drafts/{text.pk}"
    assert f'action="{here}/settle"' in signed_in.get(here).text
    assert f"{here}/undo" not in signed_in.get(here).text
    assert post(signed_in, text, "settle", doubt=7).status_code == 409
    assert post(signed_in, text, "settle", doubt=0).status_code == 302
    page = signed_in.get(here).text
    assert "settled; none is open" in page
    assert post(signed_in, again(text), "undo").status_code == 302
    assert "settled; none is open" not in signed_in.get(here).text


@pytest.mark.parametrize("num", ["1.1", "3 bis", "4-1", "xiv", "12", "ب", "б"])
def test_numbers_of_many_kinds_can_be_written_and_are_found(signed_in: Client, num: str) -> None:  # noqa: F811
    text = drafted()
    eid = editing.renumber(expression=text, revision=1, eid="para_2", kind="paragraph", num=num, by=None, now=NOW)
    publishing.publish(expression=text, by=None, now=NOW)
    page = signed_in.get(f"/texts/{text.work.slug}/{eid}")
    assert (page.status_code, "And we keep it" in page.text) == (200, True)


@pytest.mark.parametrize("num", ["一", "५", "ß", "(a)", "3.", "..", "a b c d e", "é", "x" * 30])
def test_a_number_that_no_address_can_hold_is_refused(num: str) -> None:
    with pytest.raises(Invalid):
        editing.renumber(expression=drafted(), revision=1, eid="para_2", kind="paragraph", num=num, by=None, now=NOW)


def test_words_are_corrected_with_their_notes() -> None:
    text = drafted(TEXT.replace("the host.", "the host.[1]") + "\n[1] A note.\n")
    with pytest.raises(Invalid):
        editing.reword(expression=text, revision=1, eid="para_3", words="We thank.[^2]", by=None, now=NOW)
    with pytest.raises(Invalid):
        editing.reword(expression=text, revision=1, eid="para_3", words=" \x01 ", by=None, now=NOW)
    words = "We thank[^1] the\x01 hosts."
    editing.reword(expression=text, revision=1, eid="para_3", words=words, by=None, now=NOW)
    unit = text.provisions.get(eid="para_3")
    assert (unit.text, unit.footnotes) == ("We thank the hosts.", ["1"])
    row = AuditRow.objects.filter(stream="texts").order_by("position").last()
    assert row is not None
    assert (row.act, json.loads(row.detail.content)["was"]) == ("reword", "We thank the host.")


def test_what_words_were_is_noted_as_it_stood_when_they_were_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = drafted()
    taken = editing.draft_of

    def late(*args: Any) -> Expression:
        text.provisions.filter(eid="para_3").update(text="We thank the city.")
        return taken(*args)

    monkeypatch.setattr(editing, "draft_of", late)
    editing.reword(expression=text, revision=1, eid="para_3", words="We thank all.", by=None, now=NOW)
    row = AuditRow.objects.filter(stream="texts").order_by("position").last()
    assert row is not None
    assert json.loads(row.detail.content)["was"] == "We thank the city."


def test_a_published_text_is_corrected_in_a_new_version_that_waits_to_be_confirmed() -> None:
    text = publishing.publish(expression=drafted(), by=None, now=NOW)
    draft = versions.revise(expression=text, by=None, now=NOW)
    assert (draft.number, draft.supersedes, draft.confirmed) == (2, text, False)
    assert draft_units(draft) == draft_units(text)
    editing.reword(expression=draft, revision=1, eid="para_3", words="We thank all.", by=None, now=NOW)
    assert text.provisions.get(eid="para_3").text == "We thank the host."
    with pytest.raises(Conflict):
        publishing.publish(expression=draft, by=None, now=NOW)
    drafting.confirm_difference(expression=draft, revision=2, by=None, now=NOW)
    publishing.publish(expression=draft, by=None, now=NOW)
    assert Correction.objects.count() == 0


def test_a_withdrawn_text_is_taken_up_again_and_never_discarded() -> None:
    text = publishing.publish(expression=drafted(), by=None, now=NOW)
    with pytest.raises(Conflict):
        versions.reopen(expression=text, by=None, now=NOW)
    publishing.withdraw(expression=text, reason="A fault.", by=None, now=NOW)
    draft = versions.reopen(expression=text, by=None, now=NOW)
    assert (draft.stage, draft.release) == ("draft", "own")
    with pytest.raises(Conflict):
        versions.discard(expression=draft, by=None, now=NOW)


def test_a_discarded_draft_leaves_only_its_audit_rows_and_can_be_imported_anew(
    signed_in: Client,  # noqa: F811
) -> None:
    text = drafted()
    assert post(signed_in, text, "discard").status_code == 422
    assert post(signed_in, text, "discard", sure="on")["Location"] == "/texts/drafts"
    assert (Expression.objects.count(), Source.objects.count(), Work.objects.count()) == (0, 0, 0)
    assert AuditRow.objects.filter(stream="texts", act="discard").count() == 1
    assert not import_source(source=File.of_text(TEXT, "model.txt"), by=None, now=NOW).unchanged


def test_nobody_without_the_duty_makes_or_gives_up_versions(make_person: Callable[..., User]) -> None:
    text, person = drafted(), make_person("publisher", "texts.publish")
    for act in (versions.discard, versions.reopen, versions.revise):
        with pytest.raises(NotAllowed):
            act(expression=text, by=person, now=NOW)


def test_publishing_keeps_a_correction_that_came_before_it() -> None:
    seen = drafted()
    drafting.describe(expression=seen, revision=1, title="The corrected title", by=None, now=NOW)
    with pytest.raises(Conflict):
        publishing.publish(expression=seen, revision=1, by=None, now=NOW)
    publishing.publish(expression=seen, by=None, now=NOW)
    assert (again(seen).title, again(seen).revision) == ("The corrected title", 3)


def test_a_draft_resolution_is_named_as_one() -> None:
    words = "The Council recommends the following draft\nresolution for adoption:\n\n"
    resolution = "60/999. Keeping of gardens\n\nThe General Assembly,\n\n1. Thanks the gardeners;\n\n2. Rests.\n"
    assert drafted(words + resolution, "proposed.txt").is_proposal
    assert not drafted(resolution, "adopted.txt").is_proposal
    assert not drafted(resolution.replace("Rests", "Takes note of the draft resolution"), "about.txt").is_proposal


def test_a_library_that_is_stopped_between_import_and_publishing_is_published_next_time(
    monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    def stopped(**_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("cjin.texts.actions.library.publish", stopped)
        with pytest.raises(KeyboardInterrupt):
            load_library(now=now)
    assert Source.objects.count() == 0
    load_library(now=now)
    assert Expression.objects.filter(stage="published").count() == 3


@pytest.mark.django_db(transaction=True)
def test_one_file_sent_twice_at_once_is_imported_once() -> None:
    done: list[object] = []

    def send() -> None:
        try:
            done.append(import_source(source=File.of_text(TEXT, "model.txt"), by=None, now=NOW))
        except Exception as error:
            done.append(error)
        finally:
            connection.close()

    threads = [Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Expression.objects.count() == 1
    assert not [one for one in done if isinstance(one, Exception) and not isinstance(one, Conflict)]
