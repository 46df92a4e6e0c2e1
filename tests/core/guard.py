"""Lets the test runner empty the database between transactional tests: the one thing that the audit's guard forbids."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations

TABLES = ("core_auditrow", "core_auditdetail")


@pytest.fixture(scope="session", autouse=True)
def emptying_passes_the_audit_guard() -> Iterator[None]:
    """Django's flush, with the guard lifted while it runs."""
    original = BaseDatabaseOperations.execute_sql_flush

    def flush(self: BaseDatabaseOperations, sql_list: Any) -> None:
        with unguarded(self.connection):
            original(self, sql_list)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush)
        yield


@contextmanager
def unguarded(connection: Any) -> Iterator[None]:
    """What an attacker with all rights on the database can do: take the guard away, and put it back."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            names = "', '".join(TABLES)
            cursor.execute(f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('{names}')")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            yield
            for _, sql in triggers:
                cursor.execute(sql)
        else:
            # A table with references still to be checked is not altered.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
