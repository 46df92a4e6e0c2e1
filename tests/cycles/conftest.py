"""A round that is put to two made-up States, and the people of one of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import pytest

from cjin.core.actions.organizations import appoint, create_post
from cjin.core.models import Organization, Post, User
from cjin.core.rules.multilingual import Multilingual
from cjin.cycles.actions.forms import put_form
from cjin.cycles.actions.rounds import open_round
from cjin.cycles.models import FormVersion, Respondent, Round
from cjin.reference.actions import load as load_reference
from cjin.texts.actions.works import load_works
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.cycles.forms import DEFINITION

type MakePerson = Callable[..., User]
type MakeOrganization = Callable[..., Organization]


@dataclass(frozen=True)
class Ministry:
    """A State's ministry: its focal point, somebody of an agency with the post that they hold."""

    organization: Organization
    focal: User
    agent: User
    post: Post


@pytest.fixture
def known(db: None, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """States, groups, topics and instruments of the catalogue, not indexed."""
    monkeypatch.setattr("cjin.reference.actions.loading.index", lambda documents: 0)
    load_reference(now=now)
    load_works(now=now)


@pytest.fixture
def secretariat(make_person: MakePerson) -> User:
    """Somebody who asks."""
    return make_person("secretariat", "cycles.ask")


@pytest.fixture
def form(db: None, now: datetime) -> FormVersion:
    """A form with every kind of question."""
    return put_form(definition=DEFINITION, by=None, now=now)


@pytest.fixture
def round_(form: FormVersion, now: datetime) -> Round:
    """A round that is open."""
    return open_round(
        slug="first", title=Multilingual(en="First round"), form=form, opens=date(2026, 2, 1), due=date(2026, 6, 1),
        respondents=["KEN", "FRA"], by=None, now=now,
    )  # fmt: skip


@pytest.fixture
def kenya(round_: Round) -> Respondent:
    """One of those who are asked."""
    return round_.respondents.select_related("round__form").get(state="KEN")


@pytest.fixture
def handed(kenya: Respondent, ministry: Ministry) -> None:
    """All sections are with the post of the agency."""
    kenya.parts.update(post=ministry.post)


@pytest.fixture
def ministry(make_person: MakePerson, make_organization: MakeOrganization, now: datetime) -> Ministry:
    """The people who answer for Kenya."""
    body = make_organization("Ministry of Justice", state="KEN")
    focal = make_person("focal", "cycles.clear", organization=body)
    agent = make_person("agent")
    post = create_post(organization=body, title={"en": "Analyst"}, duties=["cycles.answer"], by=None, now=now)
    appoint(person=agent, post=post, held_from=date(2020, 1, 1), held_to=None, by=None, now=now)
    return Ministry(body, focal, agent, post)
