"""Answering on pages: what is typed is saved or shown again, and nothing of another person's is overwritten."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cjin.core.rules.multilingual import Multilingual
from cjin.cycles.actions.answering import save
from cjin.cycles.actions.clearing import hand, move_part, move_reply
from cjin.cycles.actions.rounds import ask, close, open_round
from cjin.cycles.models import Change, Measure, Respondent, Round
from cjin.cycles.queries.answers import replies_of
from tests.cycles.answering import *  # noqa: F403 - who answers
from tests.cycles.conftest import MakeOrganization, MakePerson, Ministry

FIRST, SECOND = "/follow-up/first/KEN/first", "/follow-up/first/KEN/second"
YES, NO = {"reply": "answered", "value": "yes"}, {"reply": "answered", "value": "no"}


def test_a_section_is_saved_without_a_script_and_shown_again(focal: Client, kenya: Respondent) -> None:
    answer = focal.post(FIRST, {"law.revision": "0", "law.reply": "answered", "law.value": "yes", "law.text.fr": "Oui"})
    assert answer.status_code == 302
    assert replies_of(kenya) == {"law": {"reply": "answered", "value": "yes", "text": {"fr": "Oui"}}}
    page = focal.get(FIRST).content.decode()
    assert 'name="law.value" value="yes" checked' in page
    assert "Oui</textarea>" in page


@pytest.mark.parametrize(("sent", "kept", "said"), [
    ({"number.value": "12x"}, 'value="12x"', "Type a number"),
    ({"number.value": "2000"}, 'value="2000"', "more than"),
    ({"number.reply": "nil", "number.value": "3"}, 'value="3"', "is no answer"),
    ({"day.value": "31.12.2026"}, 'value="31.12.2026"', "2026-03-02"),
    ({"table.0101.m": "many"}, 'value="many"', "Type a number"),
    ({"tools.entry.0.about": "Prisons"}, 'value="Prisons"', "Entry 1: Choose one"),
    ({"papers.evidence.0.kind": "link", "papers.evidence.0.ref": "example.org"}, 'value="example.org"', "begins with"),
])  # fmt: skip
def test_what_cannot_be_kept_stays_on_the_page_with_why(
    focal: Client, kenya: Respondent, sent: dict[str, str], kept: str, said: str
) -> None:
    name = next(iter(sent)).split(".")[0]
    also = {"share.revision": "0", "share.value": "0.5"}
    answer = focal.post(SECOND, {f"{name}.revision": "0", f"{name}.reply": "answered"} | sent | also)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert kept in page
    assert said in page
    assert f'href="#q-{name}"' in page
    assert replies_of(kenya) == {"share": {"reply": "answered", "value": 0.5}}, "the other questions are saved"


def test_saved_as_one_types_it_tells_the_new_revision(focal: Client, kenya: Respondent) -> None:
    answer = focal.post(f"{FIRST}/law", {"law.revision": "0", "law.value": "no"})
    assert 'name="law.revision" value="1"' in answer.content.decode()
    assert 'id="asked-why" hx-swap-oob="true"' in answer.content.decode(), "what depends on it is told"
    again = focal.post(f"{FIRST}/law", {"law.revision": "1", "law.value": "partly"})
    assert 'name="law.revision" value="2"' in again.content.decode()
    assert replies_of(kenya)["law"]["value"] == "partly"


@pytest.mark.parametrize("place", ["second/law", "first/nothing", "nowhere/law"])
def test_there_is_nothing_to_save_where_no_such_question_stands(focal: Client, place: str) -> None:
    sent = {"law.revision": "0", "law.value": "no", "law.choose": "theirs"}
    assert focal.post(f"/follow-up/first/KEN/{place}", sent).status_code == 404


@pytest.mark.usefixtures("handed")
def test_two_people_see_both_replies_side_by_side_and_choose(
    focal: Client, agent: Client, kenya: Respondent, ministry: Ministry
) -> None:
    focal.post(f"{FIRST}/law", {"law.revision": "0", "law.value": "yes"})
    clash = agent.post(f"{FIRST}/law", {"law.revision": "0", "law.value": "no", "law.text.en": "My words"})
    page = clash.content.decode()
    assert clash.status_code == 200, "the browser shows it where the question stands"
    assert "focal" in page
    assert "My words" in page
    assert 'name="law.revision" value="0"' in page
    assert 'name="law.seen" value="1"' in page
    assert replies_of(kenya)["law"] == YES
    whole = agent.post(FIRST, {"law.revision": "0", "law.value": "no", "law.text.en": "My words"})
    assert whole.status_code == 412
    assert "My words</textarea>" in whole.content.decode()
    theirs = agent.post(f"{FIRST}/law", {"law.revision": "0", "law.value": "no", "law.choose": "theirs"})
    assert theirs["HX-Retarget"] == "#q-law"
    assert replies_of(kenya)["law"] == YES
    agent.post(f"{FIRST}/law", {"law.revision": "0", "law.value": "no", "law.choose": "mine", "law.seen": "1"})
    assert replies_of(kenya)["law"] == NO


@pytest.mark.usefixtures("handed")
def test_what_one_did_not_touch_is_no_conflict(focal: Client, kenya: Respondent, ministry: Ministry) -> None:
    now = timezone.now()
    save(respondent=kenya, question="law", reply=YES, revision=0, by=ministry.agent, now=now)
    save(respondent=kenya, question="law", reply=NO, revision=1, by=ministry.agent, now=now)
    sent = {"law.revision": "1", "law.value": "yes", "para-1.revision": "0", "para-1.law": "planned"}
    assert focal.post(FIRST, sent).status_code == 302
    assert replies_of(kenya)["law"] == NO
    assert replies_of(kenya)["para-1"] == {"reply": "answered", "value": {"law": "planned"}}
    assert Change.objects.filter(answer__question="law").count() == 2


def test_a_round_that_closes_while_somebody_types_loses_nothing(focal: Client, kenya: Respondent) -> None:
    close(round_=kenya.round, by=None, now=timezone.now())
    sent = {"law.revision": "0", "law.value": "yes", "law.text.en": "A long text"}
    page = focal.post(FIRST, sent)
    assert page.status_code == 409
    assert "closed" in page.content.decode()
    assert "A long text</textarea>" in page.content.decode()
    assert "closed" in focal.post(f"{FIRST}/law", sent).content.decode()
    assert replies_of(kenya) == {}
    Round.objects.update(closed_at=datetime(2026, 3, 1, 12, tzinfo=UTC))
    for language, day in (("en", "1 March 2026;"), ("ar", "1 آذار/مارس 2026"), ("ru", "1 марта 2026 года")):
        assert day in focal.get(FIRST, HTTP_ACCEPT_LANGUAGE=language).content.decode()


def test_a_section_that_was_submitted_is_read_and_not_written(focal: Client, kenya: Respondent) -> None:
    move_part(respondent=kenya, section="first", act="submit", by=None, now=timezone.now())
    page = focal.get(FIRST).content.decode()
    assert "take it back" in page
    assert "<textarea" not in page
    kept = focal.post(FIRST, {"law.revision": "0", "law.text.en": "Typed before"})
    assert (kept.status_code, "Typed before</textarea>" in kept.content.decode()) == (409, True)


def test_a_last_answer_is_taken_over_with_one_press(focal: Client, kenya: Respondent, now: datetime) -> None:
    before = _round_before(kenya, now)
    page = focal.get(FIRST).content.decode()
    assert "Take it over" in page
    assert "The round before" in page
    assert focal.post(FIRST, {"do": "accept:law"})["Location"].endswith("#q-law")
    assert replies_of(kenya) == {"law": NO}
    focal.post(FIRST, {"do": "accept-all"})
    assert replies_of(kenya)["why"] == {"reply": "answered", "text": {"en": "Because"}}
    assert before.slug == "before"


def _round_before(kenya: Respondent, now: datetime) -> Round:
    before = open_round(
        slug="before", title=Multilingual(en="The round before"), form=kenya.round.form, opens=date(2024, 1, 1),
        due=date(2024, 3, 1), respondents=["KEN"], by=None, now=now,
    )  # fmt: skip
    one = before.respondents.select_related("round__form").get()
    said = {"law": NO, "why": {"reply": "answered", "text": {"en": "Because"}}}
    for name, reply in said.items():
        save(respondent=one, question=name, reply=reply, revision=0, by=None, now=now)
    move_reply(respondent=one, act="clear", revision=1, by=None, now=now)
    return before


def test_a_measure_is_entered_beside_the_question_and_ticked(focal: Client, kenya: Respondent) -> None:
    sent = {
        "para-1.revision": "0",
        "para-1.new.title": "Penal Code, 2024",
        "para-1.new.type": "law",
        "do": "more:para-1",
    }
    assert focal.post(FIRST, sent)["Location"].endswith("#q-para-1")
    made = Measure.objects.get()
    assert (made.state, made.links.get().place) == ("KEN", "kyoto-2021/para_1")
    assert replies_of(kenya)["para-1"]["value"] == {"measures": [made.name]}


def test_a_measure_is_not_entered_beside_a_reply_that_is_refused(focal: Client, kenya: Respondent) -> None:
    sent = {"para-1.revision": "0", "para-1.new.title": "Penal Code, 2024", "para-1.new.type": "law"}
    Round.objects.update(closed_at=timezone.now())
    assert "Penal Code, 2024" in focal.post(FIRST, sent).content.decode()
    assert not Measure.objects.exists()
    Round.objects.update(closed_at=None)
    assert focal.post(FIRST, sent | {"para-1.practice": "nonsense"}).status_code == 422
    assert not Measure.objects.exists()


def test_measures_are_listed_entered_and_changed(focal: Client) -> None:
    sent = {"title_en": "A plan", "type": "policy", "state": "KEN", "rows": "3", "place_0": "kyoto-2021/para_2"}
    assert focal.post("/follow-up/measures/new", sent).status_code == 302
    one = Measure.objects.get()
    assert "A plan" in focal.get("/follow-up/measures/").content.decode()
    changed = {"title_en": "A better plan", "type": "policy", "rows": "3", "revision": "1", "since": "2025-01-01"}
    assert focal.post(f"/follow-up/measures/KEN/{one.name}", changed).status_code == 302
    stale = focal.post(f"/follow-up/measures/KEN/{one.name}", changed | {"title_en": "Stale words"})
    assert stale.status_code == 412
    assert "Stale words" in stale.content.decode()
    assert focal.get("/follow-up/measures/FRA/plan").status_code == 404


def test_what_is_written_belongs_to_those_who_write(
    focal: Client, kenya: Respondent, ministry: Ministry, make_person: MakePerson, make_organization: MakeOrganization
) -> None:
    save(respondent=kenya, question="law", reply=NO, revision=0, by=ministry.focal, now=timezone.now())
    asker, other, nobody = Client(), Client(), Client()
    asker.force_login(make_person("asker", "cycles.ask"))
    other.force_login(make_person("other", "cycles.clear", organization=make_organization("Elsewhere", state="FRA")))
    assert asker.get("/follow-up/first/KEN/").status_code == 200
    for address in (FIRST, f"{SECOND}", "/follow-up/first/KEN/workbook", "/follow-up/first/KEN/workbook.en.xlsx"):
        assert asker.get(address).status_code == 404
        assert other.get(address).status_code == 404
        assert nobody.get(address).status_code in (302, 403)
    assert asker.post(f"{FIRST}/law", {"law.revision": "1", "law.value": "yes"}).status_code == 404
    assert {one.get("/follow-up/first/KEN/").status_code for one in (other, nobody)} == {404}
    move_reply(respondent=kenya, act="clear", revision=1, by=None, now=timezone.now())
    assert "Partly" not in asker.get("/follow-up/first/KEN/").content.decode()
    assert nobody.get("/follow-up/first/KEN/").status_code == 404
    kenya.refresh_from_db()
    move_reply(respondent=kenya, act="publish", revision=kenya.revision, by=None, now=timezone.now())
    assert nobody.get("/follow-up/first/KEN/").status_code == 200


def test_what_was_published_stands_until_its_correction_is_published_or_it_is_withdrawn(
    client: Client, kenya: Respondent, ministry: Ministry
) -> None:
    def act(name: str) -> str:
        kenya.refresh_from_db()
        move_reply(respondent=kenya, act=name, revision=kenya.revision, note="A slip", by=None, now=timezone.now())
        return client.get("/follow-up/first/KEN/").content.decode()

    save(respondent=kenya, question="law", reply=NO, revision=0, by=None, now=timezone.now())
    act("clear")
    assert "being corrected" not in act("publish")
    corrected = act("correct")
    assert "being corrected" in corrected
    assert " due on " not in corrected, "how far the correction is belongs to those who write it"
    assert client.get("/follow-up/first/KEN/national-report").status_code == 200
    save(respondent=kenya, question="law", reply=YES, revision=1, by=None, now=timezone.now())
    assert "version 1" in act("clear")
    assert "version 2" in act("publish")
    act("withdraw")
    assert client.get("/follow-up/first/KEN/").status_code == 404


def test_a_reply_goes_its_way_on_the_pages(focal: Client, agent: Client, kenya: Respondent, ministry: Ministry) -> None:
    act = "/follow-up/first/KEN/act"
    assert focal.post(f"{act}/hand", {"section": "first", "post": ministry.post.pk}).status_code == 302
    assert "agent" in focal.get("/follow-up/first/KEN/").content.decode()
    assert agent.post(FIRST, {"law.revision": "0", "law.value": "yes", "do": "submit"}).status_code == 302
    assert 'act/take-back"' in agent.get(FIRST).content.decode()
    assert agent.post(f"{act}/take-back", {"section": "first"})["Location"] == FIRST
    assert agent.post(FIRST, {"do": "submit"}).status_code == 302
    refused = focal.post(f"{act}/return", {"section": "first", "note": " "})
    assert (refused.status_code, "A reason is needed" in refused.content.decode()) == (422, True)
    assert focal.post(f"{act}/return", {"section": "first", "note": "Say which law"}).status_code == 302
    assert "Say which law" in agent.get(FIRST).content.decode()
    early = focal.post(f"{act}/clear", {"revision": kenya.revision})
    assert (early.status_code, "First:" in early.content.decode()) == (422, True)
    assert agent.post(FIRST, {"do": "submit"}).status_code == 302
    assert agent.post(f"{act}/clear", {"revision": kenya.revision}).status_code == 403
    assert focal.post(f"{act}/clear", {"revision": kenya.revision, "consents": "yes"}).status_code == 302
    kenya.refresh_from_db()
    assert (kenya.standing, kenya.consents) == ("cleared", True)
    page = focal.get("/follow-up/first/KEN/").content.decode()
    assert page.index("cleared</strong>") < page.index("Say which law"), "what happened last stands first"


def test_the_page_of_a_reply_asks_as_often_however_many_sections(
    focal: Client, kenya: Respondent, ministry: Ministry, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for section in ("first", "second"):
        hand(respondent=kenya, section=section, post=ministry.post, by=None, now=timezone.now())
    with django_assert_max_num_queries(32):
        focal.get("/follow-up/first/KEN/")


def test_the_home_page_tells_what_is_due_and_what_came_back(
    agent: Client, focal: Client, kenya: Respondent, ministry: Ministry
) -> None:
    now = datetime.now(UTC)
    Round.objects.update(opens=timezone.localdate(), due=timezone.localdate())
    assert "Reply: First round" in focal.get("/").content.decode()
    Round.objects.update(simulated=True)
    assert "Reply: First round" not in focal.get("/").content.decode(), "nobody owes an answer to what is made up"
    Round.objects.update(simulated=False)
    hand(respondent=kenya, section="first", post=ministry.post, by=None, now=now)
    move_part(respondent=kenya, section="first", act="submit", by=None, now=now)
    move_part(respondent=kenya, section="first", act="return", note="Mend it", by=None, now=now)
    assert "Sections returned to you: First round" in agent.get("/").content.decode()


def test_a_body_answers_for_itself(
    client: Client, kenya: Respondent, ministry: Ministry, make_person: MakePerson, make_organization: MakeOrganization
) -> None:
    institute = make_organization("Institute", state=None)
    ask(kenya.round, [institute])
    own = kenya.round.respondents.get(organization=institute)
    client.force_login(make_person("researcher", "cycles.clear", organization=institute))
    assert own.key == f"-{own.pk}"
    address = f"/follow-up/first/{own.key}/"
    assert "Institute" in client.get("/follow-up/").content.decode()
    assert client.post(f"{address}first", {"law.revision": "0", "law.value": "yes"}).status_code == 302
    assert replies_of(own) == {"law": YES}
    assert "Enter a measure" not in client.get(f"{address}first").content.decode(), "measures are those of States"
    assert client.get(f"{address}workbook.ar.xlsx").status_code == 200
    assert client.get("/follow-up/first/KEN/").status_code == 404
    for key in (f"{own.key}x", f"KEN-{own.pk}", "-0", "-٣", "ken"):
        assert client.get(f"/follow-up/first/{key}/").status_code == 404
