"""Loading: files of unit records become one columnar file in one pass; what cannot be read is kept and counted."""

import json
from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb

from cjin.statistics.rules.concepts import Role, concepts
from cjin.statistics.rules.correspondence import Correspondence
from cjin.statistics.rules.counting.repeats import keep_repeats
from cjin.statistics.rules.mapping import Mapping
from cjin.statistics.rules.records.apart import keep_apart, reasons_of, refused, torn_rows
from cjin.statistics.rules.records.coding import LATEST, coded, rows_of
from cjin.statistics.rules.records.engine import engine, text
from cjin.statistics.rules.records.placing import Coverage, lost_zeros, poorly_placed
from cjin.statistics.rules.records.sources import Origin, origin_of

RECORDS, APART, REPORT = "records.parquet", "apart.csv", "report.json"
GROUP = 250_000
"""Rows of one row group: what the counting engine takes some of at a time."""
FIRST = 10_000


@dataclass(frozen=True)
class Report:
    """What became of the rows: read, kept, set apart by reason, and codes that are in no list.

    ``coverage`` is by concept: how many rows and different codes have a place, of how many. ``ascending`` are the keys
    that never fall from one row to the next, ``codes`` those that occur, by concept. ``undated`` are the rows that do
    not tell a day, by its concept; ``poorly_placed`` the concepts by which hardly a row has a place. ``places`` is by
    reason where the first such row stands; ``lost_zeros`` are offences without a place that are known with a zero
    before them.
    """

    read: int
    kept: int
    apart: int
    reasons: Map[str, int]
    unmapped: Map[str, Map[str, int]]
    coverage: Map[str, Map[str, int]]
    first_day: str
    last_day: str
    concepts: Sequence[str]
    ascending: Sequence[str]
    codes: Map[str, Sequence[str]]
    undated: Map[str, int] = field(default_factory=dict)
    poorly_placed: Sequence[str] = ()
    places: Map[str, str] = field(default_factory=dict)
    lost_zeros: Sequence[str] = ()


def load(
    paths: Sequence[Path],
    mapping: Mapping,
    correspondence: Correspondence | None,
    folder: Path,
    latest: date = LATEST,
    before: Coverage = MappingProxyType({}),
) -> Report:
    """Reads files of one source into ``folder``, which is empty: records, the rows set apart, and the report.

    Rows with a day later than ``latest`` are set apart; ``before`` is the coverage of the load before. Raises Invalid
    where a file is no table, does not fit the mapping, or more rows cannot be read than can.
    """
    with engine(folder) as connection:
        origins, staged = [origin_of(path, mapping.file, folder) for path in paths], folder / "staged.parquet"
        known = list(correspondence.links) if correspondence else []
        _write(connection, _every_row(origins, mapping, known, latest), staged)
        report = _settle(connection, staged, folder, origins, list(mapping.columns), correspondence)
    for key in ("incident", "person"):
        if key in report.concepts and key not in report.ascending:
            keep_repeats(folder / RECORDS, key, report.concepts, report.codes, report.kept)
    report = replace(report, poorly_placed=poorly_placed(report.coverage, before))
    (folder / REPORT).write_text(json.dumps(asdict(report), ensure_ascii=False, indent=1), encoding="utf-8")
    return report


def _every_row(origins: Sequence[Origin], mapping: Mapping, known: Sequence[str], latest: date) -> str:
    """The rows of all files with codes for their values, and the number of its file in each."""
    parts = [
        rows_of(
            coded(mapping, origin.columns, origin.name, known, latest), origin.relation, f"{place}::UTINYINT AS file"
        )
        for place, origin in enumerate(origins)
    ]
    return " UNION ALL ".join(parts)


def _write(connection: duckdb.DuckDBPyConnection, query: str, target: Path) -> None:
    connection.execute(
        f"COPY ({query}) TO {text(str(target))} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, "
        f"ROW_GROUP_SIZE {GROUP})"
    )


def _settle(
    connection: duckdb.DuckDBPyConnection,
    staged: Path,
    folder: Path,
    origins: Sequence[Origin],
    names: Sequence[str],
    correspondence: Correspondence | None,
) -> Report:
    """Splits what was staged into records and rows set apart, and counts both."""
    source = f"read_parquet({text(str(staged))}, file_row_number = true)"
    torn = torn_rows(connection, origins)
    reasons, places = reasons_of(connection, source, origins, torn)
    ((total,),) = _rows(connection, f"SELECT count(*) FROM {source}")
    apart = sum(reasons.values())
    faulty = apart - len(torn)
    read, kept = total + len(torn), total - faulty
    if kept == 0 or apart > kept:
        raise refused(read, apart, reasons, places, origins)
    if apart:
        keep_apart(connection, source, origins, folder / APART, torn)
    records = _keep(connection, staged, folder / RECORDS, faulty)
    report = _report((read, kept, apart), reasons, connection, records, names, correspondence)
    return replace(report, places=places)


def _keep(connection: duckdb.DuckDBPyConnection, staged: Path, records: Path, faulty: int) -> Path:
    """The rows that were read, in a file of their own; what was staged is gone."""
    if not faulty:
        return staged.rename(records)
    source = f"read_parquet({text(str(staged))})"
    _write(connection, f"SELECT * EXCLUDE (fault) FROM {source} WHERE fault IS NULL", records)
    staged.unlink()
    return records


def _report(
    counts: tuple[int, int, int],
    reasons: Map[str, int],
    connection: duckdb.DuckDBPyConnection,
    records: Path,
    names: Sequence[str],
    correspondence: Correspondence | None,
) -> Report:
    """What became of the rows: ``counts`` are those read, kept and set apart."""
    read, kept, apart = counts
    unplaced, coverage = _unplaced(connection, records, names, correspondence)
    zeros = lost_zeros(unplaced, correspondence.links) if correspondence else []
    return Report(
        read=read,
        kept=kept,
        apart=apart,
        reasons=reasons,
        unmapped=_unmapped(connection, records) | ({"offence": unplaced} if unplaced else {}),
        coverage=coverage,
        ascending=[one for one in ("incident", "person") if one in names and _ascends(connection, records, one)],
        concepts=list(names),
        codes=_codes(connection, records, names),
        lost_zeros=zeros,
        **_span(connection, records, names),
    )


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()


def _unmapped(connection: duckdb.DuckDBPyConnection, records: Path) -> dict[str, dict[str, int]]:
    """Codes of closed lists that are in none, by concept, the most frequent first."""
    query = f"SELECT unmapped, count(*) FROM read_parquet({text(str(records))}) WHERE unmapped IS NOT NULL"
    found: dict[str, dict[str, int]] = {}
    for said, count in _rows(connection, f"{query} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1000"):
        concept, _, code = said.partition("=")
        found.setdefault(concept, {})[code] = count
    return found


def _unplaced(
    connection: duckdb.DuckDBPyConnection, records: Path, names: Sequence[str], correspondence: Correspondence | None
) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """National codes without a place in the classification, and how many rows and codes have one."""
    if correspondence is None or "offence" not in names:
        return {}, {}
    query = f"SELECT offence, count(*) FROM read_parquet({text(str(records))}) GROUP BY 1 ORDER BY 2 DESC, 1"
    counts = dict(_rows(connection, query))
    placed = {code for code in counts if any(link.target for link in correspondence.links.get(code, ()))}
    coverage = {
        "codes": len(counts),
        "codes_placed": len(placed),
        "rows": sum(counts.values()),
        "rows_placed": sum(counts[code] for code in placed),
    }
    return {code: count for code, count in counts.items() if code not in placed}, {"offence": coverage}


def _codes(connection: duckdb.DuckDBPyConnection, records: Path, names: Sequence[str]) -> dict[str, list[str]]:
    """The codes that occur, by concept, in order."""
    coded = [one for one in names if concepts()[one].role in (Role.CATEGORY, Role.CODE, Role.OPEN)]
    source = f"read_parquet({text(str(records))})"
    return {
        one: [code for (code,) in _rows(connection, f"SELECT DISTINCT {one} FROM {source} ORDER BY 1")] for one in coded
    }


def _span(connection: duckdb.DuckDBPyConnection, records: Path, names: Sequence[str]) -> dict[str, Any]:
    """The first and the last day, and how many rows do not tell a day."""
    days = [one for one in ("event_date", "record_date") if one in names]
    least, most = (
        f"least({', '.join(f'min({one})' for one in days)})",
        f"greatest({', '.join(f'max({one})' for one in days)})",
    )
    lacking = ", ".join(f"count(*) - count({one})" for one in days)
    ((first, last, *without),) = _rows(
        connection, f"SELECT {least}, {most}, {lacking} FROM read_parquet({text(str(records))})"
    )
    undated = {one: rows for one, rows in zip(days, without, strict=True) if rows}
    return {"first_day": str(first), "last_day": str(last), "undated": undated}


def _ascends(connection: duckdb.DuckDBPyConnection, records: Path, concept: str) -> bool:
    """Whether every row has a key and keys never fall, so that equal ones stand together without more ado.

    Where they do fall, they mostly do so among the first rows, and the others need not be looked at.
    """
    source = f"read_parquet({text(str(records))})"
    falls = f"{concept} IS NULL OR {concept} < lag({concept}) OVER ()"
    for rows in (f"(SELECT * FROM {source} LIMIT {FIRST})", source):
        ((fallen,),) = _rows(
            connection, f"SELECT coalesce(bool_or(falls), false) FROM (SELECT {falls} AS falls FROM {rows})"
        )
        if fallen:
            return False
    return True
