"""Signing in through an institution's OpenID Connect server, played by a stand-in on this machine."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from jwt.algorithms import RSAAlgorithm

from cjin.core.models import AuditDetail, AuditRow, User

pytestmark = pytest.mark.django_db
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Institution(BaseHTTPRequestHandler):
    """Discovery, token and user information, as far as a sign-in needs them."""

    def do_GET(self) -> None:
        if self.path == "/.well-known/openid-configuration":
            here = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
            self._say(
                {
                    "issuer": here,
                    "authorization_endpoint": f"{here}/authorize",
                    "token_endpoint": f"{here}/token",
                    "userinfo_endpoint": f"{here}/me",
                    "jwks_uri": f"{here}/keys",
                }
            )
        elif self.path == "/keys":
            public = json.loads(RSAAlgorithm.to_jwk(KEY.public_key()))
            self._say({"keys": [{**public, "kid": "one", "alg": "RS256", "use": "sig"}]})
        else:
            self._say({"sub": "42", "email": "focal.point@ministry.example", "preferred_username": "focal.point"})

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        asked = parse_qs(self.rfile.read(length).decode())
        if asked.get("code") != ["good"]:
            self._say({"error": "invalid_grant"}, 400)
            return
        here = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
        claims = {"iss": here, "aud": "cjin", "sub": "42", "exp": 4_000_000_000, "iat": 1}
        token = jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "one"})
        self._say({"access_token": "once", "token_type": "Bearer", "id_token": token})

    def _say(self, body: dict[str, Any], status: int = 200) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Says nothing: the test asserts what came of it."""


@pytest.fixture
def institution(settings: Any) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Institution) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        app = {
            "provider_id": "institution",
            "name": "Ministry",
            "client_id": "cjin",
            "secret": "shared by both sides",
            "settings": {"server_url": address},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        yield address
        server.shutdown()


def begin(client: Client) -> dict[str, list[str]]:
    answer = client.post("/accounts/oidc/institution/login/")
    assert answer.status_code == 302
    return parse_qs(urlsplit(answer["Location"]).query)


def test_the_sign_in_page_offers_the_institution(client: Client, institution: str) -> None:
    page = client.get("/accounts/login/").content.decode()
    assert "Ministry" in page
    assert "/accounts/oidc/institution/login/" in page


def test_whom_the_institution_vouches_for_gets_in(client: Client, institution: str) -> None:
    asked = begin(client)
    assert asked["client_id"] == ["cjin"]
    assert asked["code_challenge_method"] == ["S256"]
    back = client.get("/accounts/oidc/institution/login/callback/", {"code": "good", "state": asked["state"][0]})
    assert (back.status_code, back["Location"]) == (302, "/")
    person = User.objects.get(email="focal.point@ministry.example")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert not person.has_usable_password()
    rows = AuditRow.objects.filter(obj=f"person/{person.pk}").order_by("position").values_list("act", "by")
    assert list(rows) == [("create-person", None), ("sign-in", person.pk)]
    details = [json.loads(one.content) for one in AuditDetail.objects.order_by("row__position")]
    assert details == [{"username": person.username, "institution": "institution"}, {"with": ["socialaccount"]}]


@pytest.mark.parametrize(("code", "keep_state"), [("bad", True), ("good", False)])
def test_a_forged_answer_lets_nobody_in(client: Client, institution: str, code: str, keep_state: bool) -> None:
    asked = begin(client)
    state = asked["state"][0] if keep_state else "forged"
    answer = client.get("/accounts/oidc/institution/login/callback/", {"code": code, "state": state})
    assert answer.status_code < 500
    assert not User.objects.exists()
    assert not AuditRow.objects.exists()
    assert "_auth_user_id" not in client.session


def test_an_institution_that_does_not_answer_is_no_fault(client: Client, settings: Any, institution: str) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:1"
    client.raise_request_exception = False
    answer = client.post("/accounts/oidc/institution/login/")
    assert answer.status_code == 503
    assert "does not answer" in answer.content.decode()
