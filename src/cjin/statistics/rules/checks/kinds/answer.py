"""The columns that every query of a check answers with."""

import json
from collections.abc import Mapping

from cjin.statistics.rules.aggregates.observations import KEY
from cjin.statistics.rules.records.engine import text

VALUES = ("found", "expected", "low", "high", "score", "told", "others")
COLUMNS = (*KEY, *VALUES)
_NONE = {"told": "''", "others": "'[]'"}


def answer(given: Mapping[str, str], *, key: Mapping[str, str] | None = None, table: str = "") -> str:
    """The select list: the key (of a table, or as ``key`` says), then the values given in SQL."""
    at = f"{table}." if table else ""
    keys = [f"{(key or {}).get(name, f'{at}{name}')} AS {name}" for name in KEY]
    values = [f"{given.get(name, _NONE.get(name, 'NULL'))} AS {name}" for name in VALUES]
    return ", ".join([*keys, *values])


def others(*differences: Mapping[str, str]) -> str:
    """The figures to put beside, as a literal of SQL."""
    return text(json.dumps(differences))


def among(field: str, codes: tuple[str, ...]) -> str:
    """A condition: the field is one of these."""
    return f"{field} IN ({', '.join(map(text, codes))})" if codes else "false"


def beside(*names: str, left: str = "a", right: str = "b", but: tuple[str, ...] = ()) -> str:
    """A condition: the keys agree but for some names."""
    return " AND ".join(f"{left}.{name} = {right}.{name}" for name in names or KEY if name not in but)
