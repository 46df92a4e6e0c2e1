"""The reference: tables counted in plain Python, slowly and plainly, from rows as dictionaries."""

from collections.abc import Sequence
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
    principal = rules.principal if table.principal is None else table.principal
    dated = rules.dated if table.dated is None else table.dated
    attempts = rules.attempts if table.attempts is None else table.attempts
    kept = rows
    if table.counted is Counted.UNITS and (principal is not Principal.NONE or not rules.multiple):
        kept = principal_of(rows, str(principal), mapping, links) if principal is not Principal.NONE else once(rows)
    found: dict[tuple[str, ...], Any] = {}
    for row in kept:
        if attempts is Attempts.EXCLUDED and row["attempted"] == "ATT":
            continue
        if attempts is Attempts.ONLY and row["attempted"] != "ATT":
            continue
        if any(row[name] not in codes for name, codes in table.where.items()):
            continue
        day = row["event_date" if dated is Dated.EVENT else "record_date"]
        period = f"{day:%Y}" if table.period is Period.YEAR else f"{day:%Y-%m}"
        values = [(group(row["age"], table) if name == "age" else row[name], "_T") for name in table.dimensions]
        for category, share in categories(row, table, links, day):
            for codes in product(*values):
                cell = (period, category, *codes)
                if table.counted is Counted.UNITS:
                    found[cell] = found.get(cell, 0) + share * row.get("count", 1)
                elif share >= 0.5:
                    found.setdefault(cell, set()).add(row[str(table.counted).removesuffix("s")])
    return {cell: len(value) if isinstance(value, set) else round(value, 6) for cell, value in found.items()}


def categories(row: Row, table: Table, links: Correspondence, day: Any) -> list[tuple[str, float]]:
    if not table.categories:
        return [("_T", 1)]
    tree = iccs()
    shares = dict.fromkeys(table.categories, 0.0)
    for target, share in links.targets(row["offence"], day.replace(month=1, day=1)):
        for name, codes in table.categories.items():
            shares[name] += share if set(tree.path(target)) & set(codes) else 0
    return [(name, share) for name, share in shares.items() if share]


def principal_of(rows: Sequence[Row], key: str, mapping: Mapping, links: Correspondence) -> list[Row]:
    gravest: dict[Any, tuple[int, Row]] = {}
    last = max(max(row["event_date"], row["record_date"]) for row in rows)
    for row in rows:
        rank = rank_of(row, mapping, links, last)
        if row[key] not in gravest or rank < gravest[row[key]][0]:
            gravest[row[key]] = (rank, row)
    return [row for _, row in gravest.values()]


def rank_of(row: Row, mapping: Mapping, links: Correspondence, day: Any) -> int:
    tree, severity = iccs(), mapping.counting.severity
    order = {code: place for place, code in enumerate(tree.categories)}
    found = [10**6]
    for target, _ in links.targets(row["offence"], day):
        listed = [severity.index(above) for above in tree.path(target) if above in severity]
        found.append(min(listed) if listed else len(severity) + order[target])
    return min(found)


def once(rows: Sequence[Row]) -> list[Row]:
    return list({(row["incident"], row["offence"]): row for row in reversed(rows)}.values())


def group(age: int | None, table: Table) -> str:
    if age is None:
        return "_U"
    return [code for first, code in zip(table.ages.firsts, table.ages.codes, strict=True) if first <= age][-1]
