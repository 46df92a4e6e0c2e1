"""Rounds on pages: what each reader sees of them, how quickly 193 respondents are told, and what is refused."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cjin.core.models import Organization, User
from cjin.core.rules.multilingual import Multilingual
from cjin.cycles.actions.clearing import move_part, move_reply
from cjin.cycles.actions.forms import put_form
from cjin.cycles.actions.rounds import open_round
from cjin.cycles.models import FormVersion, Part, Respondent, Round
from cjin.reference.actions import load as load_reference
from cjin.reference.models import State
from cjin.reference.queries.states import with_standing
from cjin.reference.rules.states import Standing
from tests.cycles.conftest import MakeOrganization, MakePerson, Ministry
from tests.cycles.forms import DEFINITION
from tests.timing import least_seconds

SECONDS = 0.2
PARTS = 25


@pytest.fixture(autouse=True)
def _reference(db: None, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cjin.reference.actions.loading.index", lambda documents: 0)
    load_reference(now=now)


@pytest.fixture
def asker(make_person: MakePerson) -> User:
    return make_person("asker", "cycles.ask")


@pytest.fixture
def asking(client: Client, asker: User) -> Client:
    client.force_login(asker)
    return client


@pytest.fixture
def great(now: datetime) -> Round:
    """All Members of the United Nations by 25 sections, a few of them far."""
    question = DEFINITION["sections"][0]["questions"][2]
    sections = [
        {"section": f"part-{n}", "title": {"en": f"Part {n}"}, "questions": [question | {"question": f"q-{n}"}]}
        for n in range(PARTS)
    ]
    form = put_form(definition=DEFINITION | {"form": "great", "sections": sections}, by=None, now=now)
    states = with_standing(State.objects.order_by("pk"), Standing.MEMBER, date(2026, 3, 2)).values_list("pk", flat=True)
    made = open_round(
        slug="great", title=Multilingual(en="Great round"), form=form, opens=date(2026, 1, 1), due=date(2026, 6, 1),
        respondents=list(states), by=None, now=now,
    )  # fmt: skip
    Part.objects.filter(respondent__round=made, position__lt=9).update(replies={"answered": 1})
    return made


def test_a_round_of_all_states_is_told_quickly_and_with_as_many_queries_as_a_small_one(
    asking: Client, great: Round, round_: Round
) -> None:
    asking.get("/follow-up/great/")
    with CaptureQueriesContext(connection) as few:
        asking.get("/follow-up/first/")
    with CaptureQueriesContext(connection) as many:
        page = asking.get("/follow-up/great/")
    assert len(many) == len(few) < 32
    assert least_seconds(lambda: asking.get("/follow-up/great/")) < SECONDS
    said = page.content.decode()
    assert said.count('<th scope="row"><a') == great.respondents.count() == 193
    assert said.count('<td class="f4 open">') == 193 * 9
    assert said.count('<td class="f0 open">') == 193 * (PARTS - 9)


def test_the_matrix_is_filtered_sorted_and_downloaded(asking: Client, great: Round) -> None:
    one = great.respondents.get(state="KEN")
    move_reply(respondent=one, act="clear", revision=1, by=None, now=timezone.now())
    found = asking.get("/follow-up/great/?standing=cleared").content.decode()
    assert '<a href="KEN/">Kenya' in found
    assert '<a href="FRA/">France' not in found
    by_name = asking.get("/follow-up/great/?sort=-name").content.decode()
    assert by_name.index('<a href="ZWE/">') < by_name.index('<a href="KEN/">')
    lines = asking.get("/follow-up/great/?region=african-states&format=csv").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("key,name,group,standing,due,replied,asked,part-0")
    assert len(lines) == 55
    assert all(",african-states," in line for line in lines[1:])
    assert asking.get("/follow-up/great/?format=exe").status_code == 422


def test_the_public_sees_the_response_by_region_only(client: Client, great: Round) -> None:
    move_reply(respondent=great.respondents.get(state="KEN"), act="clear", revision=1, by=None, now=timezone.now())
    page = client.get("/follow-up/great/").content.decode()
    assert "African States" in page
    assert "1 of 193 have replied" in page
    assert "Kenya" not in page
    assert 'class="matrix"' not in page
    assert "great" not in client.get("/follow-up/great/?format=csv").headers.get("Content-Disposition", "")


def test_the_list_teaches_and_marks_what_is_simulated(client: Client, asking: Client, form: FormVersion) -> None:
    assert "No round yet" in Client().get("/follow-up/").content.decode()
    now = timezone.now()
    open_round(
        slug="made-up", title=Multilingual(en="Made up"), form=form, opens=date(2026, 1, 1), due=date(2026, 3, 1),
        respondents=["KEN"], simulated=True, by=None, now=now,
    )  # fmt: skip
    page = asking.get("/follow-up/").content.decode()
    assert "Made up" in page
    assert "simulated" in page
    assert "Every kind" in page, "the form by its title"
    assert "0 of 1 have replied" in page


def test_whoever_answers_finds_their_reply(client: Client, round_: Round, ministry: Ministry) -> None:
    client.force_login(ministry.agent)
    page = client.get("/follow-up/").content.decode()
    assert "Your replies" in page
    assert "/follow-up/first/KEN/" in page
    assert "/follow-up/first/FRA/" not in page
    own = client.get("/follow-up/first/").content.decode()
    assert "/follow-up/first/KEN/" in own
    assert "France" not in own


def _sent(**more: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "title_en": "New round", "slug": "new-round", "form": "every-kind 1", "calling": "scheduled",
        "opens": today.isoformat(), "due": (today + timedelta(days=60)).isoformat(), "reminders": "30, 7",
        "languages": ["en", "fr"], "states": ["KEN", "FRA"],
    } | more  # fmt: skip


def test_a_round_is_opened_from_the_page(
    asking: Client, form: FormVersion, make_organization: MakeOrganization
) -> None:
    body: Organization = make_organization("Prison service", state="KEN")
    sent = _sent(groups=["african-states"], bodies=[str(body.pk)])
    assert asking.post("/follow-up/open", sent)["Location"] == "/follow-up/new-round/"
    made = Round.objects.get(slug="new-round")
    assert (made.reminders, made.languages) == ([30, 7], ["en", "fr"])
    assert set(made.respondents.filter(body="").values_list("state", flat=True)) > {"KEN", "FRA", "ZAF"}
    assert made.respondents.filter(body="", state="KEN").count() == 1, "named twice, asked once"
    assert made.respondents.get(organization=body).body == "Prison service"
    asking.post("/follow-up/open", _sent(slug="all", members="on", states=[]))
    assert Respondent.objects.filter(round__slug="all").count() == 193


@pytest.mark.parametrize(("more", "said"), [
    ({"due": "2020-01-01"}, "it ends before it opens"), ({"states": []}, "name somebody who is asked"),
    ({"title_en": ""}, "name it in one language"), ({"reminders": "soon"}, "Numbers of days"),
    ({"slug": "measures"}, "taken by a page"), ({"slug": "Two words"}, "Small letters"),
])  # fmt: skip
def test_a_round_that_cannot_be_opened_keeps_what_was_typed(
    asking: Client, form: FormVersion, more: dict[str, Any], said: str
) -> None:
    answer = asking.post("/follow-up/open", _sent(**more))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'value="New round"' in page or "title_en" in more
    assert not Round.objects.exists()


def test_only_those_who_ask_open_rounds(client: Client, ministry: Ministry) -> None:
    client.force_login(ministry.focal)
    assert client.get("/follow-up/open").status_code == 403
    assert client.post("/follow-up/open", _sent()).status_code == 403


def test_more_time_closing_and_opening_again(asking: Client, round_: Round, ministry: Ministry) -> None:
    early = asking.post("/follow-up/first/act/extend", {"key": "KEN", "due": "2026-01-01"})
    assert (early.status_code, "a day after that of the round" in early.content.decode()) == (422, True)
    assert asking.post("/follow-up/first/act/extend", {"key": "KEN", "due": "2026-07-01"}).status_code == 302
    assert round_.respondents.get(state="KEN").due == date(2026, 7, 1)
    assert "1 July 2026" in asking.get("/follow-up/first/").content.decode()
    assert asking.post("/follow-up/first/act/close").status_code == 302
    assert "Closed on" in asking.get("/follow-up/first/").content.decode()
    later = (timezone.localdate() + timedelta(days=9)).isoformat()
    assert asking.post("/follow-up/first/act/reopen", {"due": later}).status_code == 302
    round_.refresh_from_db()
    assert (round_.closed_at, round_.due.isoformat()) == (None, later)
    stranger = Client()
    stranger.force_login(ministry.focal)
    assert stranger.post("/follow-up/first/act/close").status_code == 403


def test_what_was_corrected_is_told_with_its_reason_and_what_is_between_posts_is_not(
    asking: Client, round_: Round, kenya: Respondent
) -> None:
    now = timezone.now()
    move_part(respondent=kenya, section="first", act="submit", by=None, now=now)
    move_part(respondent=kenya, section="first", act="return", note="Between us", by=None, now=now)
    move_reply(respondent=kenya, act="clear", revision=1, by=None, now=now)
    move_reply(respondent=kenya, act="correct", revision=2, note="A wrong figure", by=None, now=now)
    for address in ("/follow-up/first/", "/follow-up/first/KEN/"):
        page = asking.get(address).content.decode()
        assert "A wrong figure" in page
        assert "Between us" not in page
