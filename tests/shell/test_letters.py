"""Letters: the node's own name and words, in the reader's language, and nothing that a request can slip in."""

import re
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unlimited")]
PASSWORD = "correct horse battery"
LETTERS = sorted(
    str(path.relative_to(folder)).removesuffix("_message.txt")
    for folder in [Path(__file__).parents[2] / "src/cjin/shell/templates"]
    for path in folder.rglob("email/*_message.txt")
    if path.name != "base_message.txt"
)


@pytest.fixture(autouse=True)
def named(settings: Any) -> None:
    settings.CJIN_NODE_NAME = "Ministry of Justice"
    settings.CJIN_ADDRESS = "https://cjin.example.org"


@pytest.fixture
def person(django_user_model: Any) -> Any:
    """Somebody with a confirmed address."""
    made = django_user_model.objects.create_user("ada", "ada@example.org", PASSWORD)
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def test_a_letter_names_the_node_and_not_the_host_that_was_asked(client: Client, person: Any) -> None:
    client.post("/accounts/password/reset/", {"email": person.email})
    letter = mail.outbox[0]
    assert letter.subject == "[Ministry of Justice] Choose a new password"
    assert "at Ministry of Justice." in letter.body
    assert letter.body.rstrip().endswith("Ministry of Justice\nhttps://cjin.example.org")
    assert "Hello from" not in letter.body
    link = re.search(r"http\S+/accounts/password/reset/key/\S+", str(letter.body))
    assert link
    assert client.get(link[0].partition("testserver")[2], follow=True).status_code == 200


def test_an_address_without_account_gets_no_way_to_sign_up(client: Client) -> None:
    client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert "signup" not in mail.outbox[0].body
    assert "No account there has the address nobody@example.org." in mail.outbox[0].body


def test_a_change_of_password_is_told_in_the_readers_language(client: Client, person: Any) -> None:
    client.force_login(person)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    change = {"oldpassword": PASSWORD, "password1": "a better one, mine", "password2": "a better one, mine"}
    assert client.post("/accounts/password/change/", change)["Location"] == "/account"
    letter = mail.outbox[0]
    assert letter.subject == "[Ministry of Justice] Le mot de passe de votre compte a été modifié."
    assert "127.0.0.1" in letter.body
    assert "prévenez immédiatement" in letter.body


@pytest.mark.parametrize("prefix", LETTERS)
def test_every_letter_is_in_our_words_in_six_languages(prefix: str, person: Any) -> None:
    given = {
        "user": person, "username": "ada", "email": "a@example.org", "from_email": "a@example.org",
        "to_email": "b@example.org", "deleted_email": "a@example.org", "activate_url": "https://x.example/confirm",
        "password_reset_url": "https://x.example/reset", "timestamp": timezone.now(), "ip": "::1", "user_agent": "<b>",
    }  # fmt: skip
    said = set()
    for language, _ in settings.LANGUAGES:
        with override(language):
            body = render_to_string(f"{prefix}_message.txt", given)
            subject = render_to_string(f"{prefix}_subject.txt", given).strip()
        assert "Ministry of Justice" in body
        assert "Hello" not in body
        assert "&" not in body
        assert "\n" not in subject
        said.add((subject, body))
    assert len({subject for subject, _ in said}) == len(settings.LANGUAGES), said


def test_there_are_letters_to_look_at() -> None:
    assert len(LETTERS) > 14
