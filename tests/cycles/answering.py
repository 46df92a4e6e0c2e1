"""Two States by name, and the people of one of them in front of their browsers."""

from datetime import date

import pytest
from django.test import Client

from cjin.cycles.models import Respondent
from cjin.reference.models import State
from tests.cycles.conftest import Ministry


@pytest.fixture(autouse=True)
def states_known(db: None) -> None:
    State.objects.bulk_create(
        State(iso3=code, iso2=code[:2], m49=number, names={"en": name}, member_since=date(1960, 1, 1))
        for code, number, name in (("KEN", "404", "Kenya"), ("FRA", "250", "France"))
    )


@pytest.fixture
def focal(client: Client, kenya: Respondent, ministry: Ministry) -> Client:
    client.force_login(ministry.focal)
    return client


@pytest.fixture
def agent(kenya: Respondent, ministry: Ministry) -> Client:
    found = Client()
    found.force_login(ministry.agent)
    return found
