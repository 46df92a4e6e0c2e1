"""An institution that cannot clear its reply: who is warned of it, and the focal point of its State who clears it."""

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from cjin.core.actions.organizations import appoint, create_post
from cjin.core.models import Organization, User
from cjin.core.rules.multilingual import Multilingual
from cjin.cycles.actions.answering import save
from cjin.cycles.actions.clearing import move_part, move_reply
from cjin.cycles.actions.rounds import open_round
from cjin.cycles.models import FormVersion, Respondent
from cjin.cycles.permissions import answered_by
from cjin.cycles.queries.owners import without_clearer
from cjin.cycles.queries.reminders import reminded_on
from cjin.cycles.queries.replying import reply_for
from tests.cycles.conftest import MakeOrganization, MakePerson, Ministry

TODAY, DUE = date(2026, 3, 2), date(2026, 6, 1)
SENT = {"title_en": "Bodies", "slug": "more", "calling": "scheduled", "opens": "2026-02-01", "due": "2026-06-01",
        "reminders": "7", "languages": ["en"]}  # fmt: skip


@pytest.fixture
def prisons(make_organization: MakeOrganization) -> Organization:
    return make_organization("Prisons of Kenya", state="KEN")


@pytest.fixture
def warden(make_person: MakePerson, prisons: Organization) -> User:
    return make_person("warden", "cycles.answer", organization=prisons)


@pytest.fixture
def asked(form: FormVersion, prisons: Organization, warden: User, now: datetime) -> Respondent:
    """The prisons, as a respondent of a round to institutions."""
    round_ = open_round(
        slug="bodies", title=Multilingual(en="Bodies"), form=form, opens=date(2026, 2, 1), due=DUE,
        respondents=[prisons], reminders=[7], by=None, now=now,
    )  # fmt: skip
    return round_.respondents.select_related("round__form").get()


def test_the_focal_point_of_the_state_clears_for_a_body_that_has_no_post_for_it(
    asked: Respondent, warden: User, ministry: Ministry, now: datetime
) -> None:
    assert reply_for(ministry.focal, "bodies", asked.key, today=TODAY).clears
    assert not answered_by(ministry.agent, today=TODAY).filter(pk=asked.pk).exists()
    said = {"reply": "answered", "value": "yes"}
    save(respondent=asked, question="law", reply=said, revision=0, by=warden, now=now)
    move_part(respondent=asked, section="first", act="submit", by=warden, now=now)
    assert move_reply(respondent=asked, act="clear", revision=1, by=ministry.focal, now=now).standing == "cleared"


def test_a_body_with_such_a_post_is_left_alone_by_its_state(
    client: Client, asked: Respondent, prisons: Organization, ministry: Ministry, now: datetime
) -> None:
    create_post(organization=prisons, title={"en": "Director"}, duties=["cycles.clear"], by=None, now=now)
    assert not answered_by(ministry.focal, today=TODAY).filter(pk=asked.pk).exists()
    client.force_login(ministry.focal)
    assert client.get(f"/follow-up/bodies/{asked.key}/").status_code == 404


def test_the_focal_point_of_another_state_sees_nothing(
    asked: Respondent, make_person: MakePerson, make_organization: MakeOrganization
) -> None:
    france = make_person("france", "cycles.clear", organization=make_organization("Ministère", state="FRA"))
    nowhere = make_person("nowhere", "cycles.clear", organization=make_organization("Institute"))
    for person in (france, nowhere):
        assert not answered_by(person, today=TODAY).filter(pk=asked.pk).exists()


def test_who_clears_is_reminded(asked: Respondent, ministry: Ministry) -> None:
    assert [one.person for one in reminded_on(date(2026, 5, 25))] == [ministry.focal.pk]


@pytest.mark.usefixtures("warden")
def test_opening_warns_by_name_of_bodies_that_cannot_clear(
    client: Client, form: FormVersion, prisons: Organization, make_person: MakePerson, ministry: Any, now: datetime
) -> None:
    client.force_login(make_person("secretariat", "cycles.ask"))
    page = client.get("/follow-up/open").content.decode()
    assert "No post clears replies at: Prisons of Kenya. The focal point of the State does it instead." in page
    made = client.post(
        "/follow-up/open", SENT | {"form": str(form), "bodies": [str(prisons.pk)], "previous": ""}, follow=True
    )
    assert "No post clears replies at: Prisons of Kenya." in made.content.decode()
    post = create_post(organization=prisons, title={"en": "Director"}, duties=["cycles.clear"], by=None, now=now)
    page = client.get("/follow-up/open").content.decode()
    assert "Prisons of Kenya" in page.split("Nobody can clear a reply of: ")[1].split("</p>")[0]
    assert "No post clears" not in page
    appoint(person=make_person("director"), post=post, held_from=date(2020, 1, 1), held_to=None, by=None, now=now)
    page = client.get("/follow-up/open").content.decode()
    assert "Prisons of Kenya" not in page.split("Nobody can clear a reply of: ")[1].split("</p>")[0]


def test_a_submitted_section_says_that_nobody_can_clear_yet_and_that_it_has_no_reply(
    client: Client, asked: Respondent, warden: User, make_person: MakePerson, make_organization: MakeOrganization
) -> None:
    client.force_login(warden)
    here = f"/follow-up/bodies/{asked.key}/"
    client.post(f"{here}act/submit", {"section": "first"})
    page = client.get(here).content.decode()
    assert "Nobody can clear this reply yet" in page
    assert page.count("Submitted without any reply") == 1
    make_person("focal", "cycles.clear", organization=make_organization("Ministry of Justice", state="KEN"))
    page = client.get(here).content.decode()
    assert "Nobody can clear this reply yet" not in page
    assert "the focal point of its State clears this one" in page
    assert without_clearer([asked], TODAY) == ([], [asked])
