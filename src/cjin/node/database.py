"""Where the node keeps its data: SQLite with settings that lose nothing, or PostgreSQL by address."""

import importlib.util
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from cjin.core.rules.errors import Fault, Invalid

WAL_SAFE = (3, 51, 3)
"""SQLite before this version can corrupt a WAL file that two connections write and checkpoint at once."""

SYNCHRONOUS = {"off": 0, "normal": 1, "full": 2, "extra": 3}
POSTGRES = ("postgres", "postgresql")


def journal_mode(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> str:
    """The journal that is safe with this version of SQLite."""
    return "wal" if version >= WAL_SAFE else "delete"


def pragmas() -> dict[str, str | int]:
    """What each connection to SQLite must answer when it is asked."""
    return {
        "journal_mode": journal_mode(),
        "synchronous": SYNCHRONOUS["full"],
        "foreign_keys": 1,
        "busy_timeout": 20_000,
    }


def databases(url: str, home: Path) -> dict[str, dict[str, Any]]:
    """Django's DATABASES for an address; SQLite in ``home`` where it is empty. Invalid when it is broken."""
    return {"default": _postgres(url) if url else _sqlite(home)}


def _sqlite(home: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home / "cjin.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": f"PRAGMA journal_mode={journal_mode()};PRAGMA synchronous=FULL",
        },
    }


def _postgres(url: str) -> dict[str, Any]:
    _refuse_unless_readable(url)
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _refuse_unless_readable(url: str) -> None:
    faults = []
    try:
        parts = urlsplit(url)
        _ = parts.port
        if parts.scheme not in POSTGRES:
            faults.append("it must begin with postgresql://")
        elif not parts.path.strip("/"):
            faults.append("it names no database: postgresql://user:password@host:port/database")
    except ValueError as error:
        faults.append(str(error))
    if not faults and importlib.util.find_spec("psycopg") is None:
        faults.append("PostgreSQL needs its driver: pip install 'cjin[postgres]'")
    if faults:
        raise Invalid("The database's address cannot be used.", [Fault("DATABASE_URL", fault) for fault in faults])
