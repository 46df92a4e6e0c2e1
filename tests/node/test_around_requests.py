"""What happens around every request: headers, privacy, errors, the first password."""

import re
from typing import Any
from urllib.parse import quote

import pytest
from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from cjin.core.models import User
from cjin.core.rules.errors import (
    CjinError,
    Conflict,
    Fault,
    Invalid,
    NotAcceptable,
    NotAllowed,
    NotFound,
    Outdated,
    Unavailable,
    Unidentified,
    VersionNeeded,
)
from cjin.node import urls
from cjin.node.health import LEAST_FREE

ERRORS: dict[str, Exception] = {
    "unidentified": Unidentified("reason-word"),
    "version-needed": VersionNeeded("reason-word", [Fault("title", "fault-word")]),
    "not-acceptable": NotAcceptable("reason-word", [Fault("title", "fault-word")]),
    "outdated": Outdated("reason-word"),
    "twice": IntegrityError("UNIQUE constraint failed: secret_table"),
    "absent": User.DoesNotExist("secret_table"),
    "not-found": NotFound("hidden-word"),
    "not-allowed": NotAllowed("reason-word"),
    "invalid": Invalid("reason-word", [Fault("title", "fault-word")]),
    "conflict": Conflict("reason-word"),
    "unavailable": Unavailable("reason-word"),
    "database": OperationalError("disk I/O error in /secret/place"),
    "fault": KeyError("a fault of ours"),
}


def fail(request: HttpRequest, name: str) -> HttpResponse:
    raise ERRORS[name]


urlpatterns = [path("fail/<slug:name>", fail), path("api/fail/<slug:name>", fail), *urls.urlpatterns]
handler500 = urls.handler500
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _with_failing_pages(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


STATUSES = {
    "unidentified": 401,
    "version-needed": 428,
    "outdated": 412,
    "twice": 409,
    "absent": 404,
    "not-found": 404,
    "not-allowed": 403,
    "invalid": 422,
    "conflict": 409,
    "unavailable": 503,
    "database": 503,
    "fault": 500,
}


@pytest.mark.parametrize(("name", "status"), STATUSES.items())
def test_an_error_becomes_its_page(visitor: Client, name: str, status: int) -> None:
    answer = visitor.get(f"/fail/{name}")
    page = answer.content.decode()
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("text/html")
    assert "Traceback" not in page
    assert "secret" not in page
    told = CjinError if name != "not-found" else ()
    assert ("reason-word" in page) == isinstance(ERRORS[name], told)
    assert ("fault-word" in page) == isinstance(ERRORS[name], Invalid)


@pytest.mark.parametrize(("name", "status"), STATUSES.items())
def test_an_error_below_the_api_becomes_a_problem_document(visitor: Client, name: str, status: int) -> None:
    answer = visitor.get(f"/api/fail/{name}")
    body = answer.json()
    assert answer.status_code == body["status"] == status
    assert answer["Content-Type"].startswith("application/problem+json")
    assert {"type", "title", "status", "detail"} <= set(body)
    assert "secret" not in answer.content.decode()
    assert answer.get("WWW-Authenticate") == ("Bearer" if status == 401 else None)
    if isinstance(ERRORS[name], Invalid):
        assert body["faults"] == [{"where": "title", "message": "fault-word"}]


def test_what_is_hidden_reads_like_what_is_not_there(visitor: Client) -> None:
    def page(address: str) -> str:
        content = visitor.get(address).content.decode()
        return re.sub(r'value="\w{64}"', "", content).replace(address, "…")

    assert page("/fail/not-found") == page("/no/such")


@pytest.mark.parametrize("language", ["en", "ar", "es", "fr", "ru", "zh-hans"])
def test_error_pages_speak_the_readers_language(visitor: Client, language: str) -> None:
    visitor.cookies["cjin_language"] = language
    assert f'lang="{language}"' in visitor.get("/no/such").content.decode()


def test_an_unknown_address_of_the_api_is_a_problem_too(visitor: Client) -> None:
    answer = visitor.get("/api/v1/no/such")
    assert answer["Content-Type"].startswith("application/problem+json")
    assert answer.json()["status"] == answer.status_code == 404


def test_every_page_carries_the_headers(visitor: Client) -> None:
    for address in ("/", "/no/such", "/fail/fault", "/accounts/login/", "/health", "/api/v1/openapi.json"):
        answer = visitor.get(address)
        policy = answer["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert {"default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} <= set(
            policy.split("; ")
        )
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["Referrer-Policy"] == "same-origin"


@pytest.fixture
def person() -> User:
    return User.objects.create_user("person", "person@example.org", "a first password")


def test_what_a_signed_in_person_sees_is_not_stored(visitor: Client, person: User) -> None:
    assert "no-store" not in visitor.get("/").get("Cache-Control", "")
    visitor.force_login(person)
    assert "no-store" in visitor.get("/")["Cache-Control"]
    assert "private" in visitor.get("/no/such")["Cache-Control"]


def test_a_password_for_one_use_leads_to_its_change(visitor: Client, person: User) -> None:
    User.objects.filter(pk=person.pk).update(must_change_password=True)
    assert visitor.post("/accounts/login/", {"login": "person", "password": "a first password"}).status_code == 302
    for address in ("/", "/about", "/no/such"):
        answer = visitor.get(address)
        assert (answer.status_code, answer.get("Location")) == (
            302,
            f"/accounts/password/change/?next={quote(address, safe='')}",
        ), address
    answer = visitor.get("/api/v1/openapi.json")
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:cjin:problem:not-allowed")
    change = {"oldpassword": "a first password", "password1": "a first password", "password2": "a first password"}
    assert visitor.post("/accounts/password/change/", change).status_code == 200
    change |= {"password1": "a better one, mine", "password2": "a better one, mine"}
    assert visitor.post("/accounts/password/change/", change).status_code == 302
    assert visitor.get("/").status_code == 200
    person.refresh_from_db()
    assert person.check_password("a better one, mine")


def test_nobody_opens_an_account_alone(visitor: Client) -> None:
    form = {
        "username": "new",
        "email": "new@example.org",
        "password1": "a good password",
        "password2": "a good password",
    }
    visitor.post("/accounts/signup/", form)
    assert not User.objects.filter(username="new").exists()


def test_health_is_well(visitor: Client) -> None:
    answer = visitor.get("/health")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert "no-store" in answer["Cache-Control"]


def test_health_says_what_is_wrong(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cjin.node.health.LEAST_FREE", LEAST_FREE * 10**9)
    answer = visitor.get("/health")
    assert answer.status_code == 503
    assert "free" in answer.json()["checks"]["space"]


def test_health_without_a_database(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr("cjin.node.health.connection.cursor", gone)
    answer = visitor.get("/health")
    assert (answer.status_code, answer.json()["checks"]["database"]) == (503, "does not answer")


def test_every_error_of_the_family_was_tried() -> None:
    def family(one: type[CjinError]) -> set[type[CjinError]]:
        return {one}.union(*map(family, one.__subclasses__()))

    of_the_house = {one for one in family(CjinError) if one.__module__ == CjinError.__module__}
    assert of_the_house - {CjinError} <= {type(error) for error in ERRORS.values()}
    assert all(one.status in {error.status for error in of_the_house} for one in family(CjinError))


NUL = ["/states?group=%00", "/states?a%00=b", "/groups/a%00b", "/topics/%00", "/%00", "/search?q=a%00b"]


@pytest.mark.parametrize("address", [*NUL, *(f"/api/v1/reference{address}" for address in NUL)])
def test_nul_in_an_address_is_refused(visitor: Client, address: str) -> None:
    answer = visitor.get(address)
    assert answer.status_code == 400
    is_problem = answer["Content-Type"].startswith("application/problem+json")
    assert is_problem == address.startswith("/api/")


@pytest.mark.parametrize(("address", "form"), [("/", "text/html"), ("/api/v1/node", "application/problem+json")])
def test_a_wrong_host_is_refused_in_the_form_of_the_address(visitor: Client, address: str, form: str) -> None:
    answer = visitor.get(address, HTTP_HOST="evil.example")
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith(form)
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_an_error_of_the_framework_below_the_api_keeps_its_headers(visitor: Client) -> None:
    answer = visitor.delete("/api/v1/node")
    assert answer.json()["status"] == answer.status_code == 405
    assert {"Allow", "X-Frame-Options", "Content-Security-Policy"} <= set(answer.headers)
    assert answer.get("Content-Length") in (None, str(len(answer.content)))


@pytest.mark.parametrize(
    ("address", "form"), [("/accounts/login/", "text/html"), ("/api/v1/node", "application/problem+json")]
)
def test_too_large_a_body_is_refused_before_it_is_read(visitor: Client, address: str, form: str) -> None:
    answer = visitor.post(address, b"x", content_type="application/octet-stream", CONTENT_LENGTH=str(10**9))
    assert answer.status_code == 422
    assert answer["Content-Type"].startswith(form)
    assert "64 MB" in answer.content.decode()
