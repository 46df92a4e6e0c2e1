"""Fetching by symbol, against a stand-in for the document service on this machine."""

import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any

import pytest

from cjin.core.rules.errors import CjinError, Invalid, NotAllowed, NotFound, Unavailable
from cjin.texts.actions.fetching import fetch
from cjin.texts.actions.importing import import_source
from cjin.texts.models import Expression, Source
from cjin.texts.queries.editions import edition_of
from cjin.texts.rules.export import write
from cjin.texts.rules.reading import read_bytes
from tests.core.conftest import *  # noqa: F403 - people and their posts

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db
ANSWERS: dict[str, tuple[int, str, bytes]] = {
    "/A/RES/1/404?en": (404, "text/plain", b"no such document"),
    "/A/RES/1/1?en": (200, "text/html", b"<!DOCTYPE html><html><body>Sign in</body></html>"),
    "/A/RES/1/2?en": (200, "application/octet-stream", b"a few words, but no document"),
    "/A/RES/1/3?en": (500, "text/plain", b"out of order"),
    "/A/RES/1/4?en": (200, "application/pdf", b""),
}


class Service(BaseHTTPRequestHandler):
    """Answers as the list above says."""

    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        status, kind, body = ANSWERS.get(self.path, (404, "text/plain", b""))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """The tests read ``asked``; nothing is printed."""


@pytest.fixture(autouse=True)
def service(settings: Any) -> Iterator[str]:
    """The service, on a free port, until the test ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    Service.asked = []
    address = f"http://127.0.0.1:{server.server_address[1]}"
    settings.CJIN_DOCUMENT_SERVICE = address + "/{symbol}?{language}"
    yield address
    server.shutdown()
    server.server_close()
    thread.join()


def model_as_docx() -> bytes:
    model = files("cjin.catalogue").joinpath("models", "model-declaration-en.md").read_bytes()
    read = import_source(source=read_bytes(model, "model-declaration-en.md"), by=None, now=NOW)
    return write(edition_of(read.expressions[0]), "docx")


def units(text: Expression) -> list[tuple[str, str]]:
    return list(text.provisions.order_by("position").values_list("eid", "text"))


def test_a_document_becomes_a_draft_that_says_where_it_came_from(service: str, monkeypatch: pytest.MonkeyPatch) -> None:
    docx = model_as_docx()
    model = Expression.objects.get()
    monkeypatch.setitem(ANSWERS, "/A/MODEL/1?en", (200, "application/octet-stream", docx))
    done = fetch(symbol=" a/model/1 ", language="en", by=None, now=NOW)
    assert Service.asked == ["/A/MODEL/1?en"]
    text = done.expressions[0]
    assert text.stage == "draft"
    assert text.source is not None
    assert (text.source.address, text.source.format) == (f"{service}/A/MODEL/1?en", "docx")
    assert units(text) == units(model)
    again = fetch(symbol="A/MODEL/1", language="en", by=None, now=NOW)
    assert again.unchanged
    assert [one.pk for one in again.expressions] == [text.pk]


@pytest.mark.parametrize(
    ("symbol", "error", "words"),
    [
        ("A/RES/1/404", NotFound, "no document"),
        ("A/RES/1/1", NotFound, "web page"),
        ("A/RES/1/2", Invalid, "no PDF or DOCX"),
        ("A/RES/1/3", Unavailable, "500"),
        ("A/RES/1/4", Invalid, "no PDF or DOCX"),
        ("what is this", Invalid, "no document symbol"),
        ("A/../../secret?x=1", Invalid, "no document symbol"),
    ],
)
def test_what_is_no_document_is_told_and_nothing_is_kept(symbol: str, error: type[CjinError], words: str) -> None:
    with pytest.raises(error, match=words):
        fetch(symbol=symbol, by=None, now=NOW)
    assert not Source.objects.exists()


def test_no_connection_is_told(settings: Any) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings.CJIN_DOCUMENT_SERVICE = f"http://127.0.0.1:{port}/{{symbol}}"
    with pytest.raises(Unavailable, match="cannot be reached"):
        fetch(symbol="A/RES/76/181", by=None, now=NOW)


def test_the_page_tells_it_beside_the_symbol(client, make_person) -> None:  # type: ignore[no-untyped-def]
    client.force_login(make_person("editor", "texts.edit"))
    for symbol in ("A/RES/1/404", "A/RES/1/1", "A/RES/1/2", "A/RES/1/3"):
        answer = client.post("/texts/import", {"way": "fetch", "symbol": symbol, "language": "en"})
        assert answer.status_code == 422
        assert 'id="fetch_symbol_error"' in answer.text
        assert f'value="{symbol}"' in answer.text


def test_without_the_duty_nothing_is_fetched(make_person, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setitem(ANSWERS, "/A/MODEL/1?en", (200, "application/octet-stream", model_as_docx()))
    with pytest.raises(NotAllowed):
        fetch(symbol="A/MODEL/1", by=make_person("reader"), now=NOW)
    assert Source.objects.count() == 1
