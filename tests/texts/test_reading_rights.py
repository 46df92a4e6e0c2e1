"""Who reads what: drafts are for those who own them; doubts for those who correct texts. And a long page is quick."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from cjin.core.actions.organizations import appoint, create_organization, create_post
from cjin.core.models import User
from cjin.core.rules.organizations import OrganizationKind
from cjin.texts.models import Expression, Work
from tests.texts.conftest import MakeText
from tests.texts.test_reading_pages import page
from tests.timing import least_seconds

SignIn = Callable[..., Client]


@pytest.fixture
def sign_in(db: None, now: datetime) -> SignIn:
    """A browser in which somebody is signed in who holds a post with these duties."""

    def act(*duties: str, owns_node: bool) -> Client:
        kind = OrganizationKind.GOVERNMENT
        body = create_organization(
            name={"en": "Body"}, kind=kind, state_code=None, owns_node=owns_node, by=None, now=now
        )
        post = create_post(organization=body, title={"en": "Post"}, duties=duties, by=None, now=now)
        person = User.objects.create(username="amina", email="amina@example.org")
        appoint(person=person, post=post, held_from=now.date(), held_to=None, by=None, now=now)
        client = Client()
        client.force_login(person)
        return client

    return act


def test_its_owner_reads_a_draft_and_is_told_that_it_is_one(make_text: MakeText, sign_in: SignIn) -> None:
    make_text("pact", {"para_1": "A promise in the making."}, published=False)
    owner = sign_in(owns_node=True)
    assert "This text is not published." in page(owner, "/texts/pact")
    assert "A promise in the making." in page(owner, "/texts/pact/para_1")


def test_another_organization_reads_no_draft_even_with_the_duty_to_edit(make_text: MakeText, sign_in: SignIn) -> None:
    make_text("pact", {"para_1": "A promise in the making."}, published=False)
    assert sign_in("texts.edit", owns_node=False).get("/texts/pact").status_code == 404


def test_doubts_are_shown_to_those_who_correct_texts_alone(
    client: Client, make_text: MakeText, sign_in: SignIn
) -> None:
    text = make_text("pact", {"para_1": "A promise."})
    doubt = {"code": "gap", "message": "A number is missing here.", "lines": [1, 2]}
    Expression.objects.filter(pk=text.pk).update(warnings=[doubt])
    assert "A number is missing here." not in page(client, "/texts/pact")
    assert "A number is missing here." in page(sign_in("texts.edit", owns_node=True), "/texts/pact")


def test_a_withdrawn_text_is_gone(client: Client, make_text: MakeText) -> None:
    text = make_text("pact", {"para_1": "A promise."})
    Expression.objects.filter(pk=text.pk).update(stage="withdrawn", release="own", is_current=False)
    assert client.get("/texts/pact").status_code == 404
    Work.objects.filter(slug="pact").update(known=True)
    assert "A promise." not in page(client, "/texts/pact")


def test_a_page_of_seven_hundred_paragraphs_takes_less_than_150_ms(client: Client, make_text: MakeText) -> None:
    make_text("long", {f"para_{n}": f"Words of paragraph {n}, with some more of them. " * 4 for n in range(700)})
    assert least_seconds(lambda: page(client, "/texts/long"), times=4) < 0.15
