"""Units of translation: which parts of a request are words, who put them into another language, what is missing."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.models import User
from cjin.core.rules.errors import Conflict, Invalid, NotAllowed, Outdated
from cjin.directory.queries.entries import THE_NODE
from cjin.requests.actions.cases import act, open_request, write
from cjin.requests.actions.wordings import Put, put_wordings, take_wordings
from cjin.requests.models import Request, Wording
from cjin.requests.queries.letters import units_of, unworded_in, wordings_of
from cjin.requests.queries.surroundings import missing_of
from cjin.requests.rules.letter.exchange import as_file, passages, read_file
from cjin.requests.rules.letter.units import Status, Unit, is_prose, units, unworded, words_in
from cjin.requests.rules.letter.units import Wording as Said
from cjin.requests.rules.writing.completeness import Gap
from tests.requests.conftest import MakePerson
from tests.requests.letters.conftest import a_draft

ALLOWED = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs")), max_size=300)


def test_words_are_units_and_names_numbers_and_days_are_none() -> None:
    found = [one.unit for one in units(a_draft())]
    assert found[:5] == ["authority", "proceeding", "conducting-authority", "offences/1/name", "offences/1/law"]
    assert {"facts", "persons/1/role", "property/1/description", "bank-records.link"} <= set(found)
    strange = {"contact", "reference", "persons/1/name", "persons/1/born", "property/1/identifier", "bank-records.from"}
    assert not strange & set(found)


@pytest.mark.parametrize(
    ("text", "said"),
    [("XB29 1234", False), ("P-77", False), ("12/2026", False), ("XBB", False), ("art. 12", True), ("银行", True),
     ("حساب", True), ("Code", True)],
)  # fmt: skip
def test_a_number_or_a_code_is_no_word(text: str, said: bool) -> None:
    assert is_prose(text) is said


def test_each_unit_lacks_something_until_a_person_has_put_it_so() -> None:
    draft = a_draft()
    unit = next(one for one in units(draft) if one.unit == "facts")
    said = Said("ar", "facts", "نص", Status.HUMAN, unit.sha256)

    def why(*wordings: Said) -> str | None:
        return {one.unit: reason for one, reason in unworded(draft, "ar", wordings)}.get("facts")

    assert (why(), why(said), why(replace(said, status=Status.CERTIFIED))) == ("missing", None, None)
    assert why(replace(said, status=Status.MACHINE)) == "machine"
    assert why(replace(said, source_sha256="0" * 64)) == "stale"
    assert why(replace(said, language="ru")) == "missing"


@given(
    st.lists(st.tuples(ALLOWED.filter(str.strip), ALLOWED), min_size=1, max_size=4), st.sampled_from(["xlsx", "json"])
)
def test_a_translators_file_loses_nothing(texts: list[tuple[str, str]], form: str) -> None:
    mine = [Unit(f"facts.{number}", "facts", source) for number, (source, _said) in enumerate(texts)]
    said = [
        Said("ar", one.unit, text, Status.CERTIFIED, one.sha256)
        for one, (_source, text) in zip(mine, texts, strict=True)
        if text.strip()
    ]
    rows = passages(mine, said, "ar")
    assert read_file(as_file(rows, form)[0], "p") == [row for row in rows if row["text"].strip()]


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'[{"unit": 1}]', b"PK\x03\x04junk"])
def test_a_file_that_is_none_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid):
        read_file(content, "p.xlsx")


def test_words_are_counted_also_where_there_are_no_spaces() -> None:
    assert (words_in("one two three"), words_in("银行账户"), words_in("")) == (3, 2, 0)


def lacks(request: Request, now: datetime) -> list[tuple[str, Gap, str]]:
    return [(one.item, one.gap, one.about) for one in missing_of(request, THE_NODE, now.date())]


def test_an_accepted_language_without_its_passages_stops_the_request(
    request_: Request, writer: User, now: datetime
) -> None:
    assert lacks(request_, now) == []
    Wording.objects.filter(unit="facts").delete()
    Wording.objects.filter(unit="purpose").update(status="machine")
    assert lacks(request_, now) == [("languages", Gap.UNWORDED, "ar: 2")]
    with pytest.raises(Invalid) as caught:
        act(reference=request_.reference, act="submit", by=writer, now=now)
    assert [one.where for one in caught.value.faults] == ["complete"]


def test_a_language_that_nobody_reads_there_stops_nothing(demonstration: None, writer: User, now: datetime) -> None:
    made = open_request(draft=a_draft(languages=["fr", "ru"]), by=writer, now=now)
    assert lacks(made, now) == []
    assert len(unworded_in(made, "ru")) == len(units_of(made))


def put(request: Request, by: User, now: datetime, *said: Put, revision: int | None = None) -> Request:
    return put_wordings(
        reference=request.reference, language="ar", said=said, revision=revision or request.revision, by=by, now=now
    )


def test_a_passage_is_written_and_told_when_its_source_was_changed(
    request_: Request, writer: User, now: datetime
) -> None:
    put(request_, writer, now, Put("facts", " نص جديد\r\nثان "))
    assert next(one for one in wordings_of(request_) if one.unit == "facts").text == "نص جديد\nثان"
    write(reference=request_.reference, revision=2, answers={"facts": "Autre texte"}, by=writer, now=now)
    changed = Request.objects.get()
    assert [(one.unit, why) for one, why in unworded_in(changed, "ar")] == [("facts", "stale")]
    put(changed, writer, now, Put("facts", ""))
    assert [(one.unit, why) for one, why in unworded_in(changed, "ar")] == [("facts", "missing")]


def test_two_who_write_at_once_lose_nothing(request_: Request, writer: User, head: User, now: datetime) -> None:
    put(request_, writer, now, Put("facts", "أول"))
    with pytest.raises(Outdated):
        put(request_, head, now, Put("facts", "ثان"), revision=1)
    assert next(one for one in wordings_of(request_) if one.unit == "facts").text == "أول"


@pytest.mark.parametrize(
    "said", [Put("crown", "x"), Put("facts", "a\u202eb"), Put("facts", "x", "source"), Put("facts", "x" * 60_000)]
)
def test_a_passage_that_cannot_be_kept_changes_nothing(
    request_: Request, writer: User, now: datetime, said: Put
) -> None:
    before = wordings_of(request_)
    with pytest.raises(Invalid) as caught:
        put(request_, writer, now, Put("purpose", "نص"), said)
    assert [one.where for one in caught.value.faults] == [said.unit]
    assert wordings_of(request_) == before


def test_what_was_approved_is_translated_no_more(
    approved: Request, writer: User, make_person: MakePerson, now: datetime
) -> None:
    with pytest.raises(Conflict):
        put(approved, writer, now, Put("facts", "x"))
    with pytest.raises(NotAllowed):
        put(approved, make_person("sender", "requests.send"), now, Put("facts", "x"))


def test_a_translators_file_comes_back(request_: Request, writer: User, now: datetime) -> None:
    rows: list[dict[str, Any]] = passages(units_of(request_), [], "ar")
    for row in rows:
        row |= {"text": "ترجمة " + row["unit"], "status": "certified"}
    content = as_file(rows, "xlsx")[0]
    taken = take_wordings(
        reference=request_.reference, language="ar", content=content, name="p.xlsx", revision=1, by=writer, now=now
    )
    assert (taken, {one.status for one in wordings_of(request_)}) == (len(rows), {Status.CERTIFIED})
