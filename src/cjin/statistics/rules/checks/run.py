"""Running checks over a dataset: every rule is one query."""

import json
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from cjin.statistics.rules.aggregates.observations import KEY
from cjin.statistics.rules.checks.check import Check
from cjin.statistics.rules.checks.findings import Found
from cjin.statistics.rules.checks.kinds import QUERIES
from cjin.statistics.rules.checks.kinds.answer import COLUMNS, VALUES
from cjin.statistics.rules.checks.relations import Look, prepare
from cjin.statistics.rules.records.engine import engine


def run(checks: Iterable[Check], look: Look, work: Path) -> list[Found]:
    """What the checks find, the gravest first. ``work`` takes what does not fit into memory."""
    found: list[Found] = []
    with engine(work) as connection:
        prepare(connection, look)
        for check in checks:
            order = ", ".join(str(number) for number in range(1, len(COLUMNS) + 1))
            rows = connection.execute(f"{QUERIES[check.kind](check)} ORDER BY {order}").fetchall()
            found += [_found(check, row) for row in rows]
    return sorted(found, key=lambda one: (one.severity, one.check))


def _found(check: Check, row: Sequence[Any]) -> Found:
    values = dict(zip(VALUES, row[len(KEY) :], strict=True))
    kept = {name: _kept(name, value) for name, value in values.items() if value not in (None, "", "[]")}
    key = (*map(str, row[:6]), int(row[6] or 0), str(row[7]))
    return Found(check.id, check.severity, key, {name: value for name, value in kept.items() if value is not None})  # type: ignore[arg-type]


def _kept(name: str, value: Any) -> Any:
    if name == "others":
        return json.loads(value)
    if name == "told":
        return str(value)[:400]
    number = float(value)
    return round(number, 6) if math.isfinite(number) else None
