"""Reading the first page as a browser would, to say that the node is there."""

import http.client
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from time import monotonic, sleep
from urllib.parse import urljoin

from cjin.core.rules.errors import Unavailable

SECONDS = 60.0


@dataclass(frozen=True)
class Found:
    """What a page answered: status, title, links on it, bytes, milliseconds, and files it needs that do not answer."""

    status: int
    title: str
    links: int
    size: int
    milliseconds: float
    broken: tuple[str, ...]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.links = 0
        self.files: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._in_title = tag == "title" and not self.title
        if tag == "a" and given.get("href"):
            self.links += 1
        file = given.get("src") if tag in ("script", "img") else given.get("href") if tag == "link" else None
        if file and not file.startswith("data:"):
            self.files.append(file)

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


def wait_for(url: str, still_alive: Callable[[], bool]) -> None:
    """Wait until the address answers. Unavailable when it does not within a minute, or what should answer has died."""
    until = monotonic() + SECONDS
    while monotonic() < until:
        if not still_alive():
            raise Unavailable("The server ended before it answered; what it said stands above.")
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except (OSError, http.client.HTTPException):
            sleep(0.05)
    raise Unavailable(f"The server did not answer at {url} within {SECONDS:.0f} seconds.")


def read(url: str) -> Found:
    """Read a page, and see that the files it refers to are there."""
    began = monotonic()
    status, body = _get(url)
    spent = (monotonic() - began) * 1000
    reader = _Reader()
    reader.feed(body.decode("utf-8", "replace"))
    broken = tuple(file for file in reader.files if _get(urljoin(url, file))[0] != 200)
    return Found(status, " ".join(reader.title.split()), reader.links, len(body), spent, broken)


def _get(url: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
    except OSError as error:
        raise Unavailable(f"{url} cannot be read: {error}") from error
