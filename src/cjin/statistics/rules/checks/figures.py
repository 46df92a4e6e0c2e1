"""The figures of a finding side by side: over the years, in several vintages, with those they were compared with."""

# ruff: noqa: S608 - every name and text goes into SQL through `name` and `text`

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from cjin.statistics.rules.aggregates.observations import KEY
from cjin.statistics.rules.records.engine import engine, name, text

MOST_SERIES = 40
_SERIES = tuple(one for one in KEY if one != "year")


@dataclass(frozen=True)
class Series:
    """One series: its key, the vintage, and by year its values as texts (several where a key stands twice)."""

    key: Mapping[str, str]
    vintage: str
    values: Mapping[int, tuple[float | None, str]]
    first: bool = False


def figures(
    files: Sequence[tuple[str, Path]], key: Mapping[str, Any], others: Sequence[Mapping[str, str]]
) -> list[Series]:
    """The series of a key and of those that differ from it as ``others`` say, by vintage; at most MOST_SERIES.

    ``*`` in a difference is any code, ``GBR*`` any part of it; a name of another place (another source) is passed over.
    """
    wanted = [{**key, **other} for other in [{}, *others] if "place" not in other]
    if not key["indicator"]:
        return []
    found: list[Series] = []
    with tempfile.TemporaryDirectory() as work, engine(Path(work)) as connection:
        for place, one in enumerate(wanted):
            for vintage, path in files:
                if path.is_file():
                    found += _read(connection, path, vintage, one, first=place == 0)
    return list({(tuple(one.key.items()), one.vintage): one for one in reversed(found)}.values())[::-1][:MOST_SERIES]


def _read(
    connection: duckdb.DuckDBPyConnection, path: Path, vintage: str, key: Mapping[str, Any], *, first: bool
) -> list[Series]:
    where = " AND ".join(f"({_condition(one, str(key[one]))})" for one in _SERIES if str(key[one]) != "*")
    rows = connection.execute(
        f"SELECT {', '.join(_SERIES)}, year, value, status FROM read_parquet({text(str(path))}) WHERE {where} "
        f"ORDER BY {', '.join(_SERIES)}, year, row LIMIT 5000"
    ).fetchall()
    series: dict[tuple[str, ...], dict[int, tuple[float | None, str]]] = {}
    for row in rows:
        years = series.setdefault(tuple(map(str, row[: len(_SERIES)])), {})
        years.setdefault(row[-3], (row[-2], str(row[-1])))
    return [Series(dict(zip(_SERIES, one, strict=True)), vintage, years, first) for one, years in series.items()]


def _condition(field: str, value: str) -> str:
    if value.endswith("*"):
        starts = (f"starts_with({name(field)}, {text(value[:-1] + mark)})" for mark in "_-")
        return "true" if value == "*" else " OR ".join(starts)
    return f"{name(field)} = {text(value)}"
