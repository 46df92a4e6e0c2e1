"""Checking what is counted from a load: at once, or left to the worker where there are many records."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from cjin.core.actions.outbox import put
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.statistics.actions.checking import check_load
from cjin.statistics.models import Dataset, Load
from cjin.statistics.queries.loads import load_by_key
from cjin.statistics.rules.tableset import declaration_named

TOPIC = "statistics.check"
MANY_ROWS = 200_000
"""Records whose tables are counted and checked in some seconds."""


def inspect(load: Load, tables: str, *, by: User, now: datetime) -> Dataset | None:
    """Checks a table set of the catalogue over a load; None where the worker does it.

    Raises NotAllowed, NotFound, Conflict, Unavailable, Invalid.
    """
    check_can(by, Duty.STATISTICS_EDIT, today=timezone.localdate(now))
    declared = declaration_named(tables)
    if load.report["kept"] > MANY_ROWS:
        payload = {"load": load.key, "tables": tables}
        with transaction.atomic():
            put(topic=TOPIC, key=f"{load.key}/{tables}/{now.isoformat()}", payload=payload, now=now)
        return None
    return check_load(load=load, tables=declared, name=tables, by=by, now=now)[0]


def fulfil(payload: Mapping[str, Any], *, now: datetime) -> None:
    """Checks what the worker was left to check. Raises NotFound, Conflict, Unavailable, Invalid."""
    load, tables = load_by_key(payload["load"]), payload["tables"]
    check_load(load=load, tables=declaration_named(tables), name=tables, by=None, now=now)
