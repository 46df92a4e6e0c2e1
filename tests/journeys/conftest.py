"""A real browser in front of a real node. Without Chromium these tests are skipped, and say what to install."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from tests.running import ROOT, RunningNode, running

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = next((path for name in NAMES if (path := shutil.which(name))), None)
MISSING = "Chromium was not found on PATH; on Debian: apt-get install chromium fonts-noto-core fonts-noto-cjk"
LIBRARY = [ROOT.parent / "shared" / "data" / name for name in ("founding-texts", "official-texts")]
SAMPLES = ROOT.parent / "shared" / "data" / "statistics"
"""Where this folder is not present a node has the figures of made-up countries all the same."""
OWN_PASSWORD = "a password of my very own"
SIZES = {"wide": (1400, 900), "narrow": (390, 844)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser there are no journeys."""
    for item in items if CHROMIUM is None else ():
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker(pytest.mark.skip(reason=MISSING))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """The system's Chromium; without sandbox, which root and containers cannot have."""
    return {"executable_path": CHROMIUM, "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningNode]:
    """A node of its own for all journeys, on the engine of this run, with the shared library where that is present."""
    home = tmp_path_factory.mktemp("journeys") / "home"
    library = os.pathsep.join(str(folder) for folder in LIBRARY if folder.is_dir())
    more = {"CJIN_LIBRARY": library, "CJIN_SAMPLES": str(SAMPLES)}
    if url := os.environ.get("DATABASE_URL"):
        more["DATABASE_URL"] = _new_database(url, f"journeys_{os.getpid()}")
    with running(home, **more) as started:
        yield started


def _new_database(url: str, name: str) -> str:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


@pytest.fixture(scope="session")
def base_url(node: RunningNode) -> str:
    """Addresses in journeys are relative to the node."""
    return node.url


@pytest.fixture
def noise() -> list[str]:
    """Patterns of console errors that a journey provokes on purpose; every other error fails it."""
    return []


@pytest.fixture
def page(context: BrowserContext, noise: list[str]) -> Iterator[Page]:
    """A page that fails its test when the console shows an error: a script, a missing file, the security policy."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            said.append(f"{message.text} ({message.location.get('url', '')})")

    context.on("console", hear)
    context.on("weberror", lambda error: said.append(str(error.error)))
    opened = context.new_page()
    yield opened
    heard = [line for line in said if not any(re.search(pattern, line) for pattern in noise)]
    assert not heard, "the browser's console shows errors:\n" + "\n".join(heard)


@pytest.fixture(params=["en", "ar"])
def language(request: pytest.FixtureRequest, context: BrowserContext, base_url: str) -> str:
    """The journey is made in English and in Arabic."""
    chosen: str = request.param
    context.add_cookies([{"name": "cjin_language", "value": chosen, "url": base_url}])
    return chosen


@pytest.fixture
def check_accessible() -> Callable[[Page], None]:
    """Fails with axe's findings where the page has any."""
    axe = Axe()

    def check(page: Page) -> None:
        page.wait_for_load_state()
        found = axe.run(page)
        assert not found.violations_count, f"{page.url}\n{found.generate_report()}"

    return check


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Callable[..., Path]:
    """Saves a picture of the page under test-results/, wide or narrow, to be looked at."""

    def save(page: Page, name: str, size: str = "wide") -> Path:
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        place = ROOT / "test-results" / f"{name}-{size}.png"
        page.screenshot(path=place, full_page=True)
        return place

    return save


@pytest.fixture
def newcomer(node: RunningNode) -> Callable[[str], None]:
    """Makes an account of this name, with the password OWN_PASSWORD."""
    script = (
        "import sys, django; django.setup()\n"
        "from django.utils import timezone\n"
        "from cjin.core.actions.people import create_person\n"
        "name, password = sys.argv[1:]\n"
        "made = create_person(username=name, email=f'{name}@example.org', by=None, now=timezone.now()).person\n"
        "made.set_password(password); made.must_change_password = False; made.save()"
    )

    def make(name: str) -> None:
        command = [sys.executable, "-c", script, name, OWN_PASSWORD]
        subprocess.run(command, env=node.environment, check=True, cwd=ROOT, capture_output=True, timeout=60)

    return make


@pytest.fixture
def sign_in(node: RunningNode) -> Callable[[Page], None]:
    """Signs the first administrator in; the one-time password is changed at the first time."""

    def act(page: Page) -> None:
        name, once = node.administrator
        changed = node.home / "own-password"
        page.goto("/accounts/login/")
        page.locator("[name=login]").fill(name)
        page.locator("[name=password]").fill(OWN_PASSWORD if changed.exists() else once)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_load_state()
        if not changed.exists():
            page.goto("/")
            page.locator("[name=oldpassword]").fill(once)
            page.locator("[name=password1]").fill(OWN_PASSWORD)
            page.locator("[name=password2]").fill(OWN_PASSWORD)
            page.locator("main form button[type=submit]").first.click()
            page.wait_for_load_state()
            changed.touch()

    return act
