"""The database by address, and SQLite with settings that are read back."""

from pathlib import Path

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.errors import Invalid, Unavailable
from cjin.node import safety
from cjin.node.database import databases, journal_mode
from cjin.node.problems import known

HOME = Path("/srv/cjin")


def test_without_an_address_it_is_sqlite_in_the_home() -> None:
    found = databases("", HOME)["default"]
    assert found["NAME"] == HOME / "cjin.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize(
    ("version", "mode"),
    [((3, 40, 1), "delete"), ((3, 51, 2), "delete"), ((3, 51, 3), "wal"), ((3, 52, 0), "wal"), ((4, 0, 0), "wal")],
)
def test_the_write_ahead_log_is_used_where_it_is_safe(version: tuple[int, int, int], mode: str) -> None:
    assert journal_mode(version) == mode


def test_a_postgresql_address_is_taken_apart() -> None:
    found = databases("postgresql://some%40one:s%2Fcret@db.example.org:5433/the%20node?sslmode=require", HOME)[
        "default"
    ]
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["USER"], found["PASSWORD"], found["NAME"]) == ("some@one", "s/cret", "the node")
    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == ("db.example.org", "5433", {"sslmode": "require"})


def test_a_socket_is_named_in_the_query() -> None:
    found = databases("postgresql://cjin@/cjin?host=/run/postgresql", HOME)["default"]
    assert (found["HOST"], found["OPTIONS"]) == ("/run/postgresql", {})


@pytest.mark.parametrize(
    "url",
    ["mysql://a/b", "postgresql://host", "postgresql://host:99999/x", "postgresql://[::1/x", "x", "//", "sqlite:///x"],
)
def test_a_broken_address_says_what_is_wrong(url: str) -> None:
    with pytest.raises(Invalid) as refused:
        databases(url, HOME)
    assert refused.value.faults[0].where == "DATABASE_URL"


@given(st.text(min_size=1).filter(str.strip))
def test_any_address_is_taken_or_refused(url: str) -> None:
    try:
        found = databases(url, HOME)
    except Invalid:
        return
    assert found["default"]["NAME"]


@pytest.mark.django_db
def test_the_live_connection_has_the_settings_that_keep_data_safe() -> None:
    assert safety.faults() == []


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="these are settings of SQLite")
def test_a_setting_that_differs_is_found_and_refused() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone() == (2,)
        cursor.execute("PRAGMA busy_timeout=1")
        try:
            assert [fault.where for fault in safety.faults()] == ["PRAGMA busy_timeout"]
            with pytest.raises(Unavailable, match="busy_timeout"):
                safety.refuse_unless_safe()
        finally:
            cursor.execute("PRAGMA busy_timeout=20000")


def test_a_missing_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cjin.node.database.importlib.util.find_spec", lambda name: None)
    with pytest.raises(Invalid) as refused:
        databases("postgresql://db.example.org/cjin", HOME)
    assert "pip install" in refused.value.faults[0].message


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["SELECT * FROM nothing_here", "SELECT nothing_here FROM core_user"])
def test_a_table_or_column_that_is_missing_leads_to_prepare(statement: str) -> None:
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    found = known(refused.value)
    assert isinstance(found, Unavailable)
    assert "cjin prepare" in found.message


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite makes the database that it does not find")
def test_a_database_that_is_missing_is_not_told_to_be_prepared() -> None:
    elsewhere = connection.copy()
    elsewhere.settings_dict["NAME"] = "nowhere"
    with pytest.raises(OperationalError, match="does not exist") as refused:
        elsewhere.ensure_connection()
    found = known(refused.value)
    assert isinstance(found, Unavailable)
    assert "prepare" not in found.message


@pytest.mark.django_db
def test_a_statement_that_is_wrong_is_a_fault_of_ours() -> None:
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT nothing_here()")
    found = known(refused.value)
    assert found is None or "prepare" not in found.message
