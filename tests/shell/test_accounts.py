"""Account pages stand in the frame."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db
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


def test_nobody_is_asked_to_sign_up(client: Client) -> None:
    assert "/accounts/signup/" not in client.get("/accounts/login/").content.decode()
