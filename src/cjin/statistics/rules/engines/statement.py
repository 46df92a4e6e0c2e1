"""The SQL of a table: one query over the records that answers every cell, totals and zeros included."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from cjin.statistics.rules.counting.cells import CATEGORY, PERIOD
from cjin.statistics.rules.counting.folding import narrowing
from cjin.statistics.rules.counting.held import Load
from cjin.statistics.rules.counting.plan import AGE, OFFENCE, Need
from cjin.statistics.rules.engines.codes import NUMBER, Codes, codes_of
from cjin.statistics.rules.records.engine import name, text
from cjin.statistics.rules.tableset import Ages, Counted, Period
from cjin.statistics.rules.units import NOT_KNOWN, TOTAL, Principal, Status

ROW = "file_row_number"
"""The column that says in which order the records stand in their file; asked for only where a rule needs the first."""
RECORDS = "records"


def statement(need: Need, load: Load, records: str = RECORDS) -> str:
    """The query of a table in DuckDB's dialect, over a relation with a column for each concept.

    A row of the answer is a cell: period, category, dimensions, ``value`` (NULL where there is none) and ``status``.
    """
    codes = codes_of(need, load)
    parts = _taken(need, load, codes, records)
    parts += _counted_units(need, codes) if need.way.counted is Counted.UNITS else _counted_keys(need, codes)
    parts += [_estimated()] if codes.parts else []
    return f"WITH {', '.join(parts)} {_cells(codes)}"


def contributions(need: Need, load: Load) -> str:
    """The query of who the cells of a table of units come from: period, category, dimensions, how many rows add
    something, and a list of the two largest. Cells to which nothing is added have no row.
    """
    codes = codes_of(need, load)
    dimensions = need.table.dimensions
    source, category, share = "chosen", text(TOTAL), "1"
    if codes.shares:
        source, category = f"chosen JOIN {_held('shares', 'chosen')}", f"shares.{CATEGORY}"
        share = "shares.share" if codes.parted else "1"
    own = ", ".join(("periods.period", f"{category} AS {CATEGORY}", *(f"chosen.{one}" for one in dimensions)))
    joined = f"{source} JOIN periods ON periods.{NUMBER} = chosen.{PERIOD}"
    members = f"members AS (SELECT {own}, chosen.units * {share} AS amount FROM {joined} WHERE chosen.units > 0)"
    fixed = (PERIOD, CATEGORY)
    columns = ", ".join((*fixed, *_totalled(dimensions), "COUNT(*)", "MAX(amount, 2)"))
    parts = [*_taken(need, load, codes, RECORDS), members]
    return f"WITH {', '.join(parts)} SELECT {columns} FROM members {_sets(fixed, dimensions)}"


def _taken(need: Need, load: Load, codes: Codes, records: str) -> list[str]:
    """The code tables, the records that tell their day, and those of them that the table takes."""
    recorded, chosen = _recorded(need, load, records), _chosen(need, load)
    return [*(one.sql for one in codes.tables), f"recorded AS ({recorded})", f"chosen AS ({chosen})"]


def _recorded(need: Need, load: Load, records: str) -> str:
    """The records that tell their day, with the columns that the table needs: periods and groups of ages instead of
    days and years.
    """
    way, columns = need.way, load.mapping.columns
    day = way.date(load.mapping)
    month = f" * 100 + EXTRACT(MONTH FROM {day})" if need.period is Period.MONTH else ""
    found = {PERIOD: f"EXTRACT(YEAR FROM {day}){month}"}
    named = [*need.axes, *narrowing(need, load), *([OFFENCE] if way.by_offence else [])]
    found |= {one: _age(need.table.ages) if one == AGE else one for one in named}
    if way.key:
        found["unit_key"] = way.key
    if way.by_offence:
        found[ROW] = ROW
    weighed = way.counted is Counted.UNITS and "count" in columns
    found["units"] = f"COALESCE({name('count')}, 1)" if weighed else "1"
    asked = ", ".join(f"{said} AS {one}" for one, said in found.items())
    return f"SELECT {asked} FROM {records} WHERE {day} IS NOT NULL"


def _age(ages: Ages) -> str:
    below = zip(ages.firsts[1:], ages.codes, strict=False)
    cases = " ".join(f"WHEN age < {first} THEN {text(code)}" for first, code in below)
    return f"CASE WHEN age IS NULL THEN {text(NOT_KNOWN)} {cases} ELSE {text(ages.codes[-1])} END"


def _chosen(need: Need, load: Load) -> str:
    """Of the records those that count: the gravest or first of a key, and of those what the table takes.

    A record without a key is a unit of its own.
    """
    taken = [_among(one, sorted(codes)) for one, codes in sorted(narrowing(need, load).items())]
    source = "recorded"
    if need.way.by_offence:
        graded = need.way.principal is not Principal.NONE
        order = f"ranks.gravity, {ROW}" if graded else ROW
        keys = "unit_key" if graded else f"unit_key, recorded.{OFFENCE}"
        place = f"ROW_NUMBER() OVER (PARTITION BY {keys} ORDER BY {order}) AS place"
        joined = f"recorded JOIN ranks ON ranks.{OFFENCE} = recorded.{OFFENCE}" if graded else "recorded"
        source = f"(SELECT recorded.*, {place} FROM {joined}) AS placed"
        taken = ["(place = 1 OR unit_key IS NULL)", *taken]
    return f"SELECT * FROM {source}{f' WHERE {" AND ".join(taken)}' if taken else ''}"


def _among(column: str, codes: Sequence[str]) -> str:
    return f"{column} IN ({', '.join(map(text, codes))})" if codes else "1 = 0"


def _counted_units(need: Need, codes: Codes) -> Iterator[str]:
    """Units by national code first, so that a record is looked at once; then totals, then by sets."""
    dimensions = need.table.dimensions
    fixed = (PERIOD, OFFENCE) if codes.shares else (PERIOD,)
    base = ", ".join((*fixed, *dimensions))
    yield f"based AS (SELECT {base}, SUM(units) AS units FROM chosen GROUP BY {base})"
    columns = ", ".join((*fixed, *_totalled(dimensions), "CAST(SUM(units) AS BIGINT) AS units"))
    yield f"counted AS (SELECT {columns} FROM based {_sets(fixed, dimensions)})"
    if codes.shares is None:
        columns = ", ".join((PERIOD, f"{text(TOTAL)} AS {CATEGORY}", *dimensions))
        yield f"cells AS (SELECT {columns}, units AS value FROM counted)"
        return
    value = "SUM(counted.units * shares.share)" if codes.parted else "CAST(SUM(counted.units) AS BIGINT)"
    axes = ", ".join((f"counted.{PERIOD}", f"shares.{CATEGORY}", *(f"counted.{one}" for one in dimensions)))
    yield f"cells AS (SELECT {axes}, {value} AS value FROM counted JOIN {_held('shares', 'counted')} GROUP BY {axes})"


_KEYS = "COUNT(DISTINCT unit_key) + COUNT(*) - COUNT(unit_key)"
"""How many keys there are in some members, and records without one."""


def _counted_keys(need: Need, codes: Codes) -> Iterator[str]:
    """Keys by the sets that hold their codes: each once in a cell, and once in a total."""
    dimensions = need.table.dimensions
    source, category = "chosen", text(TOTAL)
    if codes.shares:
        source, category = f"chosen JOIN {_held('shares', 'chosen')}", f"shares.{CATEGORY}"
    own = ", ".join((f"chosen.{PERIOD}", f"{category} AS {CATEGORY}", *(f"chosen.{one}" for one in dimensions)))
    yield f"members AS (SELECT {own}, chosen.unit_key FROM {source})"
    fixed = (PERIOD, CATEGORY)
    columns = ", ".join((*fixed, *_totalled(dimensions)))
    yield f"cells AS (SELECT {columns}, {_KEYS} AS value FROM members {_sets(fixed, dimensions)})"


def _estimated() -> str:
    """The categories in which a part of a code stands that occurs."""
    by = f"chosen.{PERIOD}, chosen.{OFFENCE}"
    national = f"SELECT {by} FROM chosen GROUP BY {by} HAVING SUM(units) > 0"
    joined = f"({national}) AS national JOIN {_held('parts', 'national')}"
    return f"estimated AS (SELECT DISTINCT national.{PERIOD}, parts.{CATEGORY} FROM {joined})"


def _held(codes: str, rows: str) -> str:
    within = f"{rows}.{PERIOD} BETWEEN {codes}.since AND {codes}.until"
    return f"{codes} ON {codes}.{OFFENCE} = {rows}.{OFFENCE} AND {within}"


def _totalled(dimensions: Sequence[str]) -> list[str]:
    """A dimension that a grouping leaves out is its total; in a record it is never NULL."""
    return [f"COALESCE({one}, {text(TOTAL)}) AS {one}" for one in dimensions]


def _sets(fixed: Sequence[str], dimensions: Sequence[str]) -> str:
    splits = (split for size in range(len(dimensions) + 1) for split in combinations(dimensions, size))
    return f"GROUP BY GROUPING SETS ({', '.join(f'({", ".join((*fixed, *split))})' for split in splits)})"


def _cells(codes: Codes) -> str:
    """Every cell that there can be, beside what was counted; a zero is a zero."""
    tables = {one.columns[0]: one.name for one in codes.axes}
    axes = ", ".join(f"{table}.{axis}" for axis, table in tables.items())
    keys = {axis: f"{table}.{NUMBER if axis == PERIOD else axis}" for axis, table in tables.items()}
    same = " AND ".join(f"cells.{axis} = {key}" for axis, key in keys.items())
    lacking = f"categories.status = {text(Status.NOT_AVAILABLE)}"
    value, status = f"CASE WHEN {lacking} THEN NULL ELSE COALESCE(cells.value, 0) END", "categories.status"
    source = f"{' CROSS JOIN '.join(tables.values())} LEFT JOIN cells ON {same}"
    if codes.parts:
        both = " AND ".join(f"estimated.{axis} = {keys[axis]}" for axis in (PERIOD, CATEGORY))
        source += f" LEFT JOIN estimated ON {both}"
        parted = f"estimated.{CATEGORY} IS NULL OR {lacking}"
        status = f"CASE WHEN {parted} THEN categories.status ELSE {text(Status.ESTIMATED)} END"
    return f"SELECT {axes}, {value} AS value, {status} AS status FROM {source}"
