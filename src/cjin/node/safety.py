"""What a node asks of its database before it trusts it: the settings are read back from the live connection."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error

from cjin.core.rules.errors import Fault, Unavailable
from cjin.node.database import pragmas


def faults() -> list[Fault]:
    """Each setting of SQLite that is not as it must be, read back from the connection in use; none for PostgreSQL."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return []
    mode = connection.settings_dict["OPTIONS"].get("transaction_mode")
    found = [
        Fault(f"PRAGMA {name}", f"it is {answer!r} and must be {wanted!r}")
        for name, wanted in pragmas().items()
        if (answer := _ask(connection, name)) != wanted
    ]
    if mode != "IMMEDIATE":
        found.append(Fault("transaction_mode", "it must be IMMEDIATE, or writers meet locks that no time-out resolves"))
    return found


def system_check(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """The same as an error of Django's system checks, which ``migrate`` asks too."""
    if not databases:
        return []
    return [Error(str(fault), hint="Use the settings of cjin.node.database.", id="cjin.E001") for fault in faults()]


def refuse_unless_safe() -> None:
    """Unavailable where the database's settings could lose what was written."""
    from django.db import connection

    connection.ensure_connection()
    if found := faults():
        said = "; ".join(str(fault) for fault in found)
        raise Unavailable(
            f"SQLite {sqlite3.sqlite_version} does not run with the settings that keep data safe: {said}."
        )


def _ask(connection: Any, pragma: str) -> str | int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        (answer,) = cursor.fetchone()
    return answer if isinstance(answer, int) else str(answer).lower()
