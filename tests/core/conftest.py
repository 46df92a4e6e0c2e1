"""What the tests of core share."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from hypothesis import settings

from cjin.core.actions.organizations import appoint, create_organization, create_post
from cjin.core.models import Organization, User
from cjin.core.rules.organizations import OrganizationKind

# A machine that does several things at once is no reason for a property to fail.
settings.register_profile("cjin", deadline=None)
settings.load_profile("cjin")

type MakePerson = Callable[..., User]
type MakeOrganization = Callable[..., Organization]


@pytest.fixture
def make_organization(db: None, now: datetime) -> MakeOrganization:
    """Makes an organization, of a State or of none."""

    def make(name: str = "Ministry", *, state: str | None = None, owns_node: bool = False) -> Organization:
        return create_organization(
            name={"en": name},
            kind=OrganizationKind.GOVERNMENT,
            state_code=state,
            owns_node=owns_node,
            by=None,
            now=now,
        )

    return make


@pytest.fixture
def make_person(db: None, now: datetime, make_organization: MakeOrganization) -> MakePerson:
    """Makes a person who holds, from a day on, a post with these duties in an organization."""

    def make(
        username: str = "amina",
        *duties: str,
        organization: Organization | None = None,
        held_from: date = date(2020, 1, 1),
        held_to: date | None = None,
    ) -> User:
        person = User.objects.create(username=username, email=f"{username}@example.org")
        if duties or organization:
            body = organization or make_organization()
            post = create_post(organization=body, title={"en": "Post"}, duties=duties, by=None, now=now)
            appoint(person=person, post=post, held_from=held_from, held_to=held_to, by=None, now=now)
        return person

    return make
