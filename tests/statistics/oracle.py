"""The reference: tables counted in plain Python, slowly and plainly, from rows as dictionaries."""

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

from cjin.statistics.rules.classification import iccs
from cjin.statistics.rules.correspondence import Correspondence
from cjin.statistics.rules.mapping import Mapping
from cjin.statistics.rules.tableset import Counted, Period, Table
from cjin.statistics.rules.units import Attempts, Dated, Principal

type Row = dict[str, Any]


def count(rows: Sequence[Row], table: Table, mapping: Mapping, links: Correspondence) -> dict[tuple[str, ...], float]:
    """The value of every cell that is not zero, by period, category and dimensions; _T is a total."""
    rules = mapping.counting
    dated = rules.dated if table.dated is None else table.dated
    attempts = rules.attempts if table.attempts is None else table.attempts
    date = "event_date" if dated is Dated.EVENT else "record_date"
    found: dict[tuple[str, ...], Any] = {}
    for row in chosen(rows, date, table, mapping, links):
        if attempts is Attempts.EXCLUDED and row["attempted"] == "ATT":
            continue
        if attempts is Attempts.ONLY and row["attempted"] != "ATT":
            continue
        if any(row[name] not in codes for name, codes in table.where.items()):
            continue
        day = row[date]
        period = f"{day:%Y}" if table.period is Period.YEAR else f"{day:%Y-%m}"
        values = [(group(row["age"], table) if name == "age" else row[name], "_T") for name in table.dimensions]
        for category, share in categories(row, table, links, day):
            for codes in product(*values):
                cell = (period, category, *codes)
                if table.counted is Counted.UNITS:
                    found[cell] = found.get(cell, 0) + share * row.get("count", 1)
                elif share >= 0.5:
                    found.setdefault(cell, set()).add(key_of(row, str(table.counted).removesuffix("s")))
    return {cell: len(value) if isinstance(value, set) else round(value, 6) for cell, value in found.items()}


def chosen(rows: Sequence[Row], date: str, table: Table, mapping: Mapping, links: Correspondence) -> Sequence[Row]:
    """The rows that tell the day, and of those that count: the gravest of a key, or equal offences once."""
    kept = [row for row in rows if row[date] is not None]
    units = table.counted is Counted.UNITS
    principal = mapping.counting.principal if table.principal is None and units else table.principal
    if principal in (Principal.INCIDENT, Principal.PERSON):
        last = max(day for row in rows for day in (row["event_date"], row["record_date"]) if day is not None)
        return principal_of(kept, str(principal), lambda row: rank_of(row, mapping, links, last))
    return kept if mapping.counting.multiple or not units else once(kept)


def categories(row: Row, table: Table, links: Correspondence, day: Any) -> list[tuple[str, float]]:
    if not table.categories:
        return [("_T", 1)]
    tree = iccs()
    shares = dict.fromkeys(table.categories, 0.0)
    for target, share in links.targets(row["offence"], day.replace(month=1, day=1)):
        for name, codes in table.categories.items():
            shares[name] += share if set(tree.path(target)) & set(codes) else 0
    return [(name, share) for name, share in shares.items() if share]


def key_of(row: Row, key: str) -> Any:
    """The key of a row; one that has none is a unit of its own."""
    return id(row) if row[key] is None else (row[key],)


def principal_of(rows: Sequence[Row], key: str, rank: Callable[[Row], int]) -> list[Row]:
    gravest: dict[Any, Row] = {}
    for row in rows:
        mine = key_of(row, key)
        if mine not in gravest or rank(row) < rank(gravest[mine]):
            gravest[mine] = row
    return list(gravest.values())


def rank_of(row: Row, mapping: Mapping, links: Correspondence, day: Any) -> int:
    tree, severity = iccs(), mapping.counting.severity
    order = {code: place for place, code in enumerate(tree.categories)}
    found = [10**6]
    for target, _ in links.targets(row["offence"], day):
        listed = [severity.index(above) for above in tree.path(target) if above in severity]
        found.append(min(listed) if listed else len(severity) + order[target])
    return min(found)


def once(rows: Sequence[Row]) -> list[Row]:
    return list({(key_of(row, "incident"), row["offence"]): row for row in reversed(rows)}.values())


def group(age: int | None, table: Table) -> str:
    if age is None:
        return "_U"
    return [code for first, code in zip(table.ages.firsts, table.ages.codes, strict=True) if first <= age][-1]
