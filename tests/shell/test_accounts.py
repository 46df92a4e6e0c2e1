"""Account pages stand in the frame."""

import re
import time
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from cjin.core.models import Organization, Post, PostHolding
from cjin.core.rules.duties import IN_WORDS, Duty

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unlimited")]
OPEN = ["/accounts/login/", "/accounts/password/reset/", "/accounts/inactive/"]
OWN = [
    "/account",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/webauthn/",
    "/accounts/email/",
    "/accounts/logout/",
    "/accounts/3rdparty/",
    "/accounts/reauthenticate/",
]
INLINE = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*(?:src=|application/json))")


@pytest.fixture
def reader(client: Client, django_user_model: Any) -> Client:
    """Somebody who signed in with a password of their own."""
    person = django_user_model.objects.create_user("ada", "ada@example.org", "correct horse battery")
    client.force_login(person)
    return client


def check(client: Client, path: str, language: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(path)
    page = answer.content.decode()
    assert answer.status_code == 200, path
    assert page.count("<h1") == 1, path
    assert '<nav class="places"' in page, path
    assert not INLINE.search(page), (path, INLINE.search(page))
    labelled = set(re.findall(r'<label[^>]*for="([^"]+)"', page))
    fields = re.findall(r'<(?:input|textarea|select)(?![^>]*type="hidden")[^>]*\bid="([^"]+)"', page)
    assert set(fields) <= labelled, path


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", OPEN)
def test_pages_open_to_all(client: Client, path: str, language: str) -> None:
    check(client, path, language)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", OWN)
def test_pages_of_ones_own(reader: Client, path: str, language: str) -> None:
    check(reader, path, language)


def test_the_account_is_for_those_who_signed_in(client: Client) -> None:
    assert client.get("/account")["Location"].startswith("/accounts/login/")


def test_a_wrong_password_is_told_and_the_name_is_kept(client: Client) -> None:
    answer = client.post("/accounts/login/", {"login": "ada", "password": "wrong wrong wrong"})
    page = answer.content.decode()
    assert "error-summary" in page
    assert 'value="ada"' in page
    assert "wrong wrong" not in page


def test_signing_in_and_out_in_the_frame(client: Client, django_user_model: Any) -> None:
    django_user_model.objects.create_user("ada", "ada@example.org", "correct horse battery", first_name="Ada")
    client.post("/accounts/login/", {"login": "ada", "password": "correct horse battery"})
    assert ">Ada</summary>" in client.get("/").content.decode()
    client.post("/accounts/logout/")
    assert ">Sign in</a>" in client.get("/").content.decode()


def test_the_first_sign_in_ends_where_it_was_going(client: Client, django_user_model: Any) -> None:
    django_user_model.objects.create_user("ada", "ada@example.org", "given to be used once", must_change_password=True)
    sign_in = {"login": "ada", "password": "given to be used once", "next": "/topics?x=1"}
    there = client.post("/accounts/login/", sign_in)["Location"]
    form = client.get(there, follow=True)
    assert form.redirect_chain == [("/accounts/password/change/?next=%2Ftopics%3Fx%3D1", 302)]
    assert 'name="next" value="/topics?x=1"' in form.content.decode()
    change = {"oldpassword": "given to be used once", "password1": "a better one, mine", "next": "/topics?x=1"}
    answer = client.post("/accounts/password/change/", {**change, "password2": "a better one, mine"})
    assert answer["Location"] == "/topics?x=1"


def test_a_destination_elsewhere_is_not_followed(reader: Client) -> None:
    change = {
        "oldpassword": "correct horse battery",
        "password1": "a better one, mine",
        "next": "https://evil.example/",
    }
    answer = reader.post("/accounts/password/change/", {**change, "password2": "a better one, mine"})
    assert answer["Location"] == "/account"


def test_the_account_shows_posts_their_time_and_their_duties_in_words(client: Client, django_user_model: Any) -> None:
    ada = django_user_model.objects.create_user("ada", "ada@example.org")
    client.force_login(ada)
    assert "You hold no post at this node." in client.get("/account").content.decode()
    body = Organization.objects.create(name={"en": "Ministry"}, kind="government")
    duties = ["texts.edit", "texts.publish"]
    post = Post.objects.create(organization=body, title={"en": "Editor"}, duties=duties)
    guest = Post.objects.create(organization=body, title={"fr": "Invité"})
    PostHolding.objects.create(person=ada, post=post, held_from=date(2020, 1, 1), held_to=date(2020, 12, 31))
    PostHolding.objects.create(person=ada, post=post, held_from=date(2021, 1, 1))
    PostHolding.objects.create(person=ada, post=guest, held_from=date(2999, 1, 1))
    shown = client.get("/account").content.decode()
    assert re.findall(r"</svg> ([a-z ]+)</span>", shown) == ["begins later", "held now", "ended"]
    assert "1 January 2020 until 31 December 2020" in shown
    assert "since 1 January 2021" in shown
    assert "Publish a text, or take it back" in shown
    assert "No duty belongs to this post." in shown
    assert '<span lang="fr" dir="ltr">Invité</span>' in shown


def test_every_duty_has_words() -> None:
    assert set(IN_WORDS) == set(Duty)


@pytest.mark.parametrize("path", [*OPEN, *OWN[:-1], "/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/"])
def test_no_page_speaks_in_title_case_or_of_sign_up(reader: Client, path: str) -> None:
    if path in OPEN:
        reader.logout()
    session = reader.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "username": "ada"}]
    session.save()
    shown = reader.get(path, follow=True).content.decode().partition("<main")[2].partition("</main>")[0]
    said = re.findall(r"<(?:h1|h2|label|button|legend)[^>]*>([^<]+)<", shown)
    assert said or path.endswith("inactive/")
    title_case = [one for one in said if re.search(r"[a-z] (?!QR|PIN)[A-Z][a-z]", one)]
    assert not title_case
    assert "placeholder=" not in shown


def test_nobody_is_asked_to_sign_up(client: Client) -> None:
    assert "/accounts/signup/" not in client.get("/accounts/login/").content.decode()
