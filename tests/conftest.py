"""What every test may use."""

import os
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import settings

from tests import cluster
from tests.core.guard import emptying_passes_the_audit_guard  # noqa: F401 - a fixture for every test

# No test is judged by the clock: the machine that runs it may be busy.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

NODES = ("journeys", "faults")
"""Folders of tests that start nodes with the database of the run."""
CANNOT_RUN = os.environ.get("CJIN_TEST_ENGINE") == "postgres" and "DATABASE_URL" not in os.environ


def pytest_report_header() -> str:
    """Says before the first test which database is used."""
    return f"database: {cluster.MISSING}" if CANNOT_RUN else f"database: {os.environ.get('CJIN_TEST_ENGINE', 'sqlite')}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests that touch no database run once, with SQLite; without PostgreSQL its half is skipped, and says why."""
    if os.environ.get("CJIN_TEST_ENGINE") == "postgres":
        config.hook.pytest_deselected(items=[item for item in items if not _touches_database(item)])
        items[:] = [item for item in items if _touches_database(item)]
    for item in items if CANNOT_RUN else ():
        item.add_marker(pytest.mark.skip(reason=cluster.MISSING))


def _touches_database(item: pytest.Item) -> bool:
    """Whether a test uses the database, by itself or in a node that it starts, and hangs on which one it is."""
    if item.get_closest_marker("once"):
        return False
    asked = {"db", "transactional_db"}.intersection(getattr(item, "fixturenames", ()))
    own = Path(__file__).parent
    starts_nodes = item.path.relative_to(own).parts[0] in NODES
    return starts_nodes or bool(asked) or item.get_closest_marker("django_db") is not None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was skipped, and why, in one line for each reason."""
    reports = terminalreporter.getreports("skipped")
    reasons = Counter(str(report.longrepr[2] if isinstance(report.longrepr, tuple) else "") for report in reports)
    for reason, count in reasons.most_common():
        terminalreporter.write_line(f"{count} skipped: {reason.removeprefix('Skipped: ')}")


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """A page in another language leaves that language in force; the next test begins without it."""
    yield
    translation.deactivate()


@pytest.fixture
def now() -> datetime:
    """A fixed moment: actions and rules take time as an argument, so no test reads the clock."""
    return datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
