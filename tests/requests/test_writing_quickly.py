"""What spares an officer typing: proposals, examples, and what earlier requests of the node tell."""

import re
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.models import User
from cjin.directory.rules.offences import offence_meant, offences
from cjin.requests.actions.cases import seal
from cjin.requests.models import Agreement, Request
from cjin.requests.queries.earlier import entries_before, last_told
from cjin.requests.rules.wording import LANGUAGES
from cjin.requests.rules.writing.completeness import asked
from cjin.requests.rules.writing.copying import OF_ITS_DAY, begun_from
from cjin.requests.rules.writing.drafts import Draft
from cjin.requests.rules.writing.examples import example
from cjin.requests.rules.writing.kinds import KindOfRequest, kind_named, kinds
from tests.requests.drafts import complete
from tests.requests.test_cases import TREATY, a_draft, request_
from tests.requests.test_writer_pages import at_work, begin, save

__all__ = ["at_work", "request_"]
MLA = kind_named("mutual-legal-assistance")
BANK = ("authority", "contact", "reference", "proceeding", "conducting-authority", "facts", "assistance", "purpose",
        "bank-records.account", "bank-records.documents", "bank-records.link")  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_text_of_a_request_for_bank_records_has_an_example(language: str) -> None:
    lacking = [item for item in BANK if not example(item, language)]
    assert lacking == []
    assert language == "en" or example("facts", language) != example("facts", "en")


@given(st.sampled_from(sorted(offences())))
def test_an_offence_is_meant_by_its_code_its_title_or_both(code: str) -> None:
    title = offences()[code]["en"]
    assert offence_meant(code) == code
    assert offence_meant(f" {code} {title} ") == code
    assert offences()[offence_meant(title.upper())]["en"] == title
    assert offence_meant(f"no such thing as {title}") == ""


@given(st.sampled_from(sorted(kinds().values(), key=lambda one: one.kind)), st.sampled_from(["XBB", "XCC"]))
def test_an_earlier_request_gives_what_is_asked_again_and_nothing_of_its_day(kind: KindOfRequest, other: str) -> None:
    earlier = a_draft(deadline="2990-09-01")
    made = begun_from(earlier, kind, "XAA", other)
    known = {one.item for one in kind.items([one.measure for one in kind.measures])}
    assert set(made.answers) <= known & set(earlier.answers) - OF_ITS_DAY
    assert ("offences" in known) == ("offences" in made.answers)
    if other != earlier.requested:
        assert "languages" not in made.answers
        assert all("there" not in one for one in made.answers.get("offences", ()))
        assert (made.basis, made.addressee) == ("", "")


def test_a_request_of_the_same_kind_to_the_same_state_is_whole_at_once() -> None:
    answers = complete(MLA, TREATY, ["bank-records"])
    made = begun_from(Draft(MLA, "XAA", "XBB", "xbb-ministry-of-justice", TREATY, answers), MLA, "XAA", "XBB")
    lacking = [
        one.item for one in asked(MLA, made.answers, made.basis) if one.mandatory and one.item not in made.answers
    ]
    assert lacking == []


def test_the_page_proposes_and_keeps_nothing_by_itself(at_work: Client, writer: User) -> None:
    one = begin(at_work)
    save(at_work, one, "basis", basis=TREATY)
    save(at_work, one, "addressee", addressee="xbb-ministry-of-justice")
    page = at_work.get(f"/requests/{one.reference}/write/authority").content.decode()
    assert writer.email in page
    assert page.count("Proposed:") == 2
    terms = at_work.get(f"/requests/{one.reference}/write/terms").content.decode()
    assert '<option value="en" selected>' in terms, "whoever reads English writes in English"
    assert re.search(r'name="languages-others" value="fr"[^>]* checked', terms), "and French goes beside it"
    one.refresh_from_db()
    assert one.answers == {}
    save(at_work, one, "authority", authority="Another one")
    assert "Proposed:" in at_work.get(f"/requests/{one.reference}/write/authority").content.decode()
    assert "Another one" in at_work.get(f"/requests/{one.reference}/write/authority").content.decode()


def test_what_may_be_left_open_is_folded_until_it_is_answered(at_work: Client) -> None:
    one = begin(at_work)
    folded = re.compile(r'<details class="more if-needed".*?</details>\s*(?=<datalist|<p class="buttons">)', re.S)
    page = at_work.get(f"/requests/{one.reference}/write/terms").content.decode()
    assert 'name="urgent"' in folded.findall(page)[0]
    save(at_work, one, "terms", urgent="yes")
    page = at_work.get(f"/requests/{one.reference}/write/terms").content.decode()
    assert 'name="urgent"' not in folded.findall(page)[0]
    save(at_work, one, "assistance", measures=["statements"])
    page = at_work.get(f"/requests/{one.reference}/write/persons").content.decode()
    assert 'name="persons-rows"' not in folded.findall(page)[0]


def test_a_request_begins_from_an_earlier_one_and_says_so_in_its_audit(at_work: Client, request_: Request) -> None:
    assert request_.reference in at_work.get("/requests/new").content.decode()
    one = begin(at_work, earlier=request_.reference)
    assert one.answers["facts"] == request_.answers["facts"]
    assert (one.basis, one.addressee) == (request_.basis, request_.addressee)
    assert begin(at_work, requested="XCC", earlier=request_.reference).addressee == ""
    refused = at_work.post("/requests/new", {"kind": MLA.kind, "requesting": "XAA", "requested": "XBB", "earlier": "X"})
    assert refused.status_code == 422


def test_what_begins_from_a_sealed_request_is_sealed_and_others_cannot(
    at_work: Client, client: Client, request_: Request, writer: User, head: User, make_person: Any, now: datetime
) -> None:
    request_.members.add(writer)
    seal(reference=request_.reference, sealed=True, by=head, now=now)
    assert begin(at_work, earlier=request_.reference).sealed
    client.force_login(make_person("stranger", "requests.write"))
    assert request_.reference not in client.get("/requests/new").content.decode()
    sent = {"kind": MLA.kind, "requesting": "XAA", "requested": "XBB", "direction": "outgoing"}
    assert client.post("/requests/new", sent | {"earlier": request_.reference}).status_code == 422


def test_entries_of_earlier_requests_are_taken_over_by_a_tick(at_work: Client, request_: Request) -> None:
    one = begin(at_work)
    offence = request_.answers["offences"][0]
    page = at_work.get(f"/requests/{one.reference}/write/proceeding").content.decode()
    assert offence["law"] in page
    save(at_work, one, "proceeding", **{"offences-rows": "1", "offences-earlier": [f"{request_.reference}-0", "Q-1"]})
    one.refresh_from_db()
    assert one.answers["offences"] == [offence]
    assert "offences-earlier" not in at_work.get(f"/requests/{one.reference}/write/proceeding").content.decode()


def test_persons_are_told_by_requests_of_the_same_matter_only_and_nothing_by_sealed_ones(
    at_work: Client, request_: Request, writer: User, head: User, now: datetime
) -> None:
    request_.answers |= {"persons": [{"name": "A. Person"}], "reference": "M/1"}
    request_.save()
    persons = [one for one in MLA.items() if one.item in ("persons", "offences")]
    day = date(2026, 3, 2)
    one = begin(at_work)
    assert entries_before(one, persons, writer, day)["persons"] == []
    one.answers["reference"] = "M/1"
    assert [each.words for each in entries_before(one, persons, writer, day)["persons"]] == ["A. Person"]
    request_.members.add(writer)
    seal(reference=request_.reference, sealed=True, by=head, now=now)
    assert not any(entries_before(one, persons, writer, day).values())
    assert last_told(one, "facts", writer, day, "fr") is None


@pytest.mark.parametrize("typed", ["0703", "0703 Corruption", "corruption"])
def test_an_offence_is_found_by_what_is_typed(at_work: Client, typed: str) -> None:
    one = begin(at_work)
    assert f'<option value="0703 {offences()["0703"]["en"]}" lang="en">' in (
        at_work.get(f"/requests/{one.reference}/write/proceeding").content.decode()
    )
    save(at_work, one, "proceeding", **{"offences-rows": "1", "offences-0-iccs": typed})
    one.refresh_from_db()
    assert one.answers["offences"] == [{"iccs": "0703"}]
    wrong = save(at_work, one, "proceeding", **{"offences-rows": "1", "offences-0-iccs": "something"})
    assert wrong.status_code == 422
    assert "something" in wrong.content.decode()


def test_states_that_are_no_more_are_not_asked_and_areas_stand_apart(at_work: Client) -> None:
    page = at_work.get("/requests/new").content.decode()
    for gone in ("DDR", "CSK", "YUG"):
        assert f'value="{gone}"' not in page
    known, states, areas = (
        page.index(f'<optgroup label="{label}">') for label in ("Known here", "Other States", "Other areas")
    )
    assert known < page.index('value="XBB"') < states < page.index('value="KEN"') < areas < page.index('value="ATA"')
    empty = at_work.post("/requests/new", {}).content.decode()
    assert "Choose one of them." in empty
    assert "This field is required" not in empty


def test_a_line_of_an_entry_has_an_end(at_work: Client) -> None:
    one = begin(at_work)
    long = save(at_work, one, "persons", **{"persons-rows": "1", "persons-0-name": "x" * 20_000})
    assert long.status_code == 422
    assert "500" in long.content.decode()


def test_what_has_no_title_in_a_language_is_shown_in_english_and_marked(at_work: Client, request_: Request) -> None:
    at_work.cookies["cjin_language"] = "ar"
    shown = at_work.get(f"/requests/{request_.reference}/check").content.decode()
    assert re.search(r'0703 <span lang="en" dir="ltr">[^<]+</span> <span class="untranslated">', shown)
    page = at_work.get("/requests/basis?requesting=XAA&requested=XBB&kind=mutual-legal-assistance").content.decode()
    assert "وزارتي العدل" in page
    assert "ministries" not in page
    assert "art. 18" not in page
    assert 'id="id_offence_helptext"' in page
    at_work.cookies["cjin_language"] = "es"
    assert "untranslated" not in at_work.get(f"/requests/{request_.reference}/check").content.decode()


def test_a_day_that_looks_like_a_slip_is_told_and_stops_nothing(at_work: Client) -> None:
    one = begin(at_work)
    save(at_work, one, "assistance", measures=["bank-records", "traffic-data"])
    save(at_work, one, "bank-records", **{"bank-records.from": "2027-01-01", "bank-records.to": "2999-12-31"})
    save(at_work, one, "traffic-data", **{"traffic-data.from": "2999-01-01"})
    save(at_work, one, "terms", deadline="9999-12-31")
    assert at_work.get(f"/requests/{one.reference}/write/bank-records").content.count(b'class="hint"') == 2
    page = at_work.get(f"/requests/{one.reference}/check").content.decode()
    assert page.count('class="hint"') == 3
    assert "years away" in page


def test_what_the_other_one_wrote_stands_beside_the_field(at_work: Client) -> None:
    one = begin(at_work)
    save(at_work, one, "facts", facts="What the first wrote")
    late = at_work.post(f"/requests/{one.reference}/write/facts", {"revision": 1, "facts": "What the second wrote"})
    page = late.content.decode()
    assert re.search(r'class="stands".*?What the first wrote', page, re.S)
    assert "What the second wrote</textarea>" in page
    assert 'class="stands"' not in at_work.get(f"/requests/{one.reference}/write/facts").content.decode()


def test_a_treaty_is_typed_in(client: Client, demonstration: None, make_person: Any) -> None:
    sent = {
        "treaty": "xaa-xcc-2020", "title_fr": "Traité (fictif)", "kinds": ["extradition"], "as_of": "2026-01-01",
        "conditions": "In two copies\n\nWithin a year", "articles": "art_1; art_2", "state_1": "XAA",
        "in_force_1": "2020-01-01", "state_2": "XCC", "in_force_2": "2020-02-01",
    }  # fmt: skip
    assert client.post("/requests/agreements", sent).status_code == 403
    client.force_login(make_person("editor", "texts.edit"))
    wrong = client.post("/requests/agreements", sent | {"ended_2": "2019-01-01"})
    assert wrong.status_code == 422
    assert "ends after" in wrong.content.decode()
    assert "In two copies" in wrong.content.decode()
    assert client.post("/requests/agreements", sent | {"treaty": "untoc-2000"}).status_code == 422
    assert client.post("/requests/agreements", sent | {"title_fr": ""}).status_code == 422
    assert client.post("/requests/agreements", sent).status_code == 302
    made = Agreement.objects.get(work__slug="xaa-xcc-2020")
    assert (made.bilateral, made.conditions[1], made.articles) == (True, {"en": "Within a year"}, ["art_1", "art_2"])
    assert "Within a year" in client.get("/requests/agreements").content.decode()
