"""The API: who asks, what a token may do, and every error as a problem document."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated, Any

import ninja
import pytest
from django.http import Http404, HttpRequest
from django.test import Client
from django.urls import path
from django.utils import timezone
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError

from cjin.core.actions.tokens import create_token, revoke_token
from cjin.core.api.scopes import check_scope
from cjin.core.models import ApiToken, User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import READ, Duty
from cjin.core.rules.errors import Conflict, Fault, Invalid
from cjin.node import urls
from cjin.node.api import api as node_api
from cjin.node.api.errors import add_handlers
from cjin.node.api.parsing import PlainTexts
from cjin.node.api.sign_in import Anybody, ByToken
from cjin.texts.models import Expression, Provision, Work

probe = NinjaAPI(urls_namespace="probe", auth=[ByToken(), Anybody()], parser=PlainTexts())
add_handlers(probe)
ERRORS: dict[str, Exception] = {
    "invalid": Invalid("no", [Fault("title", "is missing")]),
    "conflict": Conflict("no"),
    "absent": Http404("secret words"),
    "http": HttpError(429, "slowly"),
    "fault": KeyError("secret words"),
}


class Body(Schema):
    title: str
    count: int


@probe.get("/who")
def who(request: HttpRequest) -> dict[str, str]:
    return {"name": request.user.get_username()}


@probe.post("/write")
def write(request: HttpRequest, body: Body) -> dict[str, str]:
    check_scope(request, Duty.TEXTS_EDIT)
    return {"title": body.title}


@probe.post("/said")
def said(request: HttpRequest, arguments: Annotated[dict[str, Any], ninja.Body()]) -> dict[str, Any]:
    return arguments


@probe.post("/filled")
def filled(request: HttpRequest, reason: Annotated[str, ninja.Form()]) -> str:
    return reason


@probe.post("/need")
def need(request: HttpRequest) -> None:
    check_can(request.user, Duty.TEXTS_EDIT, today=timezone.localdate())


@probe.get("/fail/{name}")
def fail(request: HttpRequest, name: str) -> None:
    raise ERRORS[name]


urlpatterns = [path("api/probe/", probe.urls), *urls.urlpatterns]
handler500 = urls.handler500
pytestmark = pytest.mark.django_db
GOOD = {"title": "A text", "count": 1}


@pytest.fixture(autouse=True)
def _with_probe(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.fixture
def person() -> User:
    return User.objects.create_user("person", "person@example.org", "a first password")


@pytest.fixture
def token(person: User) -> Callable[..., str]:
    def make(*scopes: str) -> str:
        at = timezone.now()
        made = create_token(
            person=person, name=str(scopes), scopes=scopes, expires=at + timedelta(days=1), by=person, now=at
        )
        return made.secret

    return make


def bearer(secret: str) -> dict[str, str]:
    return {"HTTP_AUTHORIZATION": f"Bearer {secret}"}


def test_anybody_may_ask(visitor: Client) -> None:
    assert visitor.get("/api/probe/who").json() == {"name": ""}


def test_a_token_asks_for_its_person(visitor: Client, token: Callable[..., str], person: User) -> None:
    assert visitor.get("/api/probe/who", **bearer(token(READ))).json() == {"name": "person"}
    assert ApiToken.objects.get(person=person).last_used_at


@pytest.fixture
def send(visitor: Client, token: Callable[..., str]) -> Callable[[str], Any]:
    headers = bearer(token(Duty.TEXTS_EDIT))
    return lambda body: visitor.post("/api/probe/said", body, content_type="application/json", **headers)


@pytest.mark.parametrize("odd", ["\0", "\x1b", "\x7f", "\ud800"])
@pytest.mark.parametrize(
    ("path", "where"), [(["reason"], "body.reason"), (["a", "b"], "body.a.b"), (["a", 0, "b"], "body.a[1].b")]
)
def test_a_text_with_a_control_is_refused_in_its_place(
    send: Callable[[str], Any], odd: str, path: list[Any], where: str
) -> None:
    value: Any = f"because{odd}"
    for part in reversed(path):
        value = [value] if part == 0 else {part: value, "fine": "one\ttwo\r\nthree ü"}
    answer = send(json.dumps(value))
    assert (answer.status_code, [fault["where"] for fault in answer.json()["faults"]]) == (422, [where])


def test_other_texts_are_taken_as_they_are(send: Callable[[str], Any]) -> None:
    value = {"reason": "one\ttwo\r\nthree ü\u200f", "more": [1, None, True, {"a": ""}]}
    answer = send(json.dumps(value))
    assert (answer.status_code, answer.json()) == (200, value)
    assert send("{").status_code == 400
    assert send('{"a": ' + "[" * 9000 + "]" * 9000 + "}").status_code == 400


def test_the_acts_of_the_node_are_looked_at_so(visitor: Client, token: Callable[..., str]) -> None:
    headers = bearer(token(Duty.STATISTICS_PUBLISH))
    for act, sent, where in (
        ("publications", {"load": "x@1", "tables": "y", "rule": "", "reason": "be\0cause"}, "body.reason"),
        ("publications/x/1/withdraw", "be\0cause", "body"),
    ):
        body = json.dumps(sent)
        answer = visitor.post(f"/api/v1/statistics/{act}", body, content_type="application/json", **headers)
        assert (answer.status_code, [fault["where"] for fault in answer.json()["faults"]]) == (422, [where])


def test_a_name_and_a_form_are_looked_at_too(
    send: Callable[[str], Any], visitor: Client, token: Callable[..., str]
) -> None:
    answer = send('{"a\\u0000": 1}')
    assert (answer.status_code, answer.json()["faults"][0]["where"]) == (422, "body")
    headers = bearer(token(READ, Duty.TEXTS_EDIT))
    answer = visitor.post("/api/probe/filled", {"reason": "be\0cause"}, **headers)
    assert (answer.status_code, answer.json()["faults"][0]["where"]) == (422, "form.reason")
    assert visitor.post("/api/probe/filled", {"reason": "because"}, **headers).status_code == 200


@pytest.mark.parametrize("secret", ["", "nonsense", "cjin_" + "x" * 43, "cjin_" + "x" * 500, "\x00"])
def test_a_token_that_is_not_known_is_refused(visitor: Client, secret: str) -> None:
    answer = visitor.get("/api/probe/who", **bearer(secret))
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert answer["Content-Type"].startswith("application/problem+json")


def test_a_token_that_has_ended_is_refused(visitor: Client, token: Callable[..., str], person: User) -> None:
    revoked, expired = token(READ), token(READ, Duty.TEXTS_EDIT)
    by_scopes = {len(found.scopes): found for found in ApiToken.objects.all()}
    revoke_token(token=by_scopes[1], by=person, now=timezone.now())
    ApiToken.objects.filter(pk=by_scopes[2].pk).update(
        expires_at=datetime(2020, 1, 1, tzinfo=timezone.get_current_timezone())
    )
    assert [visitor.get("/api/probe/who", **bearer(one)).status_code for one in (revoked, expired)] == [401, 401]


@pytest.mark.parametrize(
    ("scopes", "reads", "writes"),
    [
        ((READ,), 200, 403),
        ((Duty.TEXTS_EDIT,), 403, 200),
        ((READ, Duty.TEXTS_EDIT), 200, 200),
        ((READ, Duty.AUDIT_READ), 200, 403),
    ],
)
def test_a_token_does_what_its_scopes_say(
    visitor: Client, token: Callable[..., str], scopes: tuple[str, ...], reads: int, writes: int
) -> None:
    secret = token(*scopes)
    assert visitor.get("/api/probe/who", **bearer(secret)).status_code == reads
    answer = visitor.post("/api/probe/write", GOOD, content_type="application/json", **bearer(secret))
    assert answer.status_code == writes


def test_a_session_reads_but_needs_its_secret_to_write(visitor: Client, person: User) -> None:
    visitor.force_login(person)
    assert visitor.get("/api/probe/who").json() == {"name": "person"}
    assert visitor.post("/api/probe/write", GOOD, content_type="application/json").status_code == 403
    visitor.get("/accounts/password/change/")
    secret = {"HTTP_X_CSRFTOKEN": visitor.cookies["cjin_csrf"].value}
    assert visitor.post("/api/probe/write", GOOD, content_type="application/json", **secret).status_code == 200


def test_whoever_is_not_known_is_asked_to_be_before_writing(visitor: Client, person: User) -> None:
    for address, body in (("need", {}), ("write", GOOD), ("write", {"count": "many"})):
        answer = visitor.post(f"/api/probe/{address}", body, content_type="application/json")
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert answer.json()["type"] == "urn:cjin:problem:unidentified"
    visitor.force_login(person)
    visitor.get("/accounts/password/change/")
    secret = {"HTTP_X_CSRFTOKEN": visitor.cookies["cjin_csrf"].value}
    answer = visitor.post("/api/probe/need", {}, content_type="application/json", **secret)
    assert (answer.status_code, answer.get("WWW-Authenticate")) == (403, None)


def test_the_node_counts_what_the_public_may_read(visitor: Client) -> None:
    holds = visitor.get("/api/v1/node").json()["holds"]
    assert (holds["instruments"], holds["provisions"]) == (0, 0)
    work = Work.objects.create(slug="secret-2020", title={"en": "Secret"})
    text = Expression.objects.create(work=work, language="en", number=1, title="Secret", imported_at=timezone.now())
    Provision.objects.create(expression=text, eid="para_1", position=1)
    assert visitor.get("/api/v1/node").json()["holds"] == holds


def test_input_that_breaks_a_rule_names_each_place(visitor: Client, token: Callable[..., str]) -> None:
    known = bearer(token(Duty.TEXTS_EDIT))
    answer = visitor.post("/api/probe/write", {"count": "many"}, content_type="application/json", **known)
    assert answer.status_code == 422
    assert [fault["where"] for fault in answer.json()["faults"]] == ["body.title", "body.count"]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[1,2", b"null", b'"text"', b"1" * 5000])
def test_a_body_that_is_no_json_is_refused(visitor: Client, token: Callable[..., str], body: bytes) -> None:
    known = bearer(token(Duty.TEXTS_EDIT))
    answer = visitor.generic("POST", "/api/probe/write", body, content_type="application/json", **known)
    assert answer.status_code in (400, 422)
    assert answer["Content-Type"].startswith("application/problem+json")


@pytest.mark.parametrize(
    ("name", "status"), [("invalid", 422), ("conflict", 409), ("absent", 404), ("http", 429), ("fault", 500)]
)
def test_errors_are_problem_documents(visitor: Client, name: str, status: int) -> None:
    answer = visitor.get(f"/api/probe/fail/{name}")
    assert answer.status_code == answer.json()["status"] == status
    assert answer["Content-Type"].startswith("application/problem+json")
    assert "secret words" not in answer.content.decode()


def test_a_wrong_method_says_which_are_right(visitor: Client) -> None:
    answer = visitor.delete("/api/probe/who")
    assert (answer.status_code, answer["Allow"]) == (405, "GET")
    assert answer["Content-Type"].startswith("application/problem+json")


def test_the_schema_is_openapi_3_1_and_complete(visitor: Client) -> None:
    schema = visitor.get("/api/v1/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    operations = [one for methods in schema["paths"].values() for one in methods.values()]
    assert operations
    assert not [one["operationId"] for one in operations if not one.get("summary")]
    assert len({one["operationId"] for one in operations}) == len(operations)


def test_every_operation_of_the_node_asks_who_asks(visitor: Client) -> None:
    assert [type(one) for one in node_api.auth] == [ByToken, Anybody]  # type: ignore[union-attr]
    schema = visitor.get("/api/v1/openapi.json").json()
    operations = {one["operationId"]: one for methods in schema["paths"].values() for one in methods.values()}
    assert not [name for name, one in operations.items() if {"ByToken": []} not in one.get("security", [])]
