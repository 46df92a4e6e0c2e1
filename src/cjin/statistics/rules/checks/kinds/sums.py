"""Checks inside one year: parts and wholes, margins by sex and age, regions and the nation."""

# ruff: noqa: S608 - every name and text goes into SQL through `name` and `text`

from cjin.statistics.rules.checks.check import Check
from cjin.statistics.rules.checks.kinds.answer import among, answer, beside, others
from cjin.statistics.rules.checks.relations import KEYS
from cjin.statistics.rules.records.engine import text

_COUNTS = "unit = 'NR'"
_FIRST = "CAST(nullif(regexp_extract(age, '^Y([0-9]+)T', 1), '') AS INTEGER)"
_LAST = "CAST(nullif(regexp_extract(age, '^Y[0-9]+T([0-9]+)$', 1), '') AS INTEGER)"
_WHERE_KNOWN = "CASE WHEN first IS NOT NULL THEN coalesce(last, 130) END"
_DISJOINT = f"HAVING coalesce(sum({_WHERE_KNOWN} - first + 1) <= max({_WHERE_KNOWN}) - min(first) + 1, true)"


def parts_sum(check: Check) -> str:
    """Wholes that are not the sum of their parts, where every part is there."""
    pairs = _pairs(check)
    grouped = f"{KEYS}, whole.value"
    given = {"found": "any_value(whole.value)", "expected": "sum(part.value)", "others": _told("part.category")}
    return (
        f"WITH pairs AS ({pairs}), sizes AS (SELECT parent, count(*) AS size FROM pairs GROUP BY parent) "
        f"SELECT {answer(given, table='whole')} FROM obs AS whole JOIN pairs ON whole.category = pairs.parent "
        "JOIN sizes ON sizes.parent = pairs.parent JOIN obs AS part ON part.category = pairs.child AND "
        f"{beside(left='whole', right='part', but=('category',))} "
        f"WHERE whole.{_COUNTS} {_indicator(check, 'whole')}"
        f"GROUP BY {_of('whole', grouped)}, sizes.size HAVING count(*) = sizes.size "
        f"AND abs(sum(part.value) - any_value(whole.value)) > {check.number('tolerance', 0.5)}"
    )


def part_above(check: Check) -> str:
    """Parts that are larger than their whole."""
    given = {
        "found": "part.value",
        "expected": "whole.value",
        "high": "whole.value",
        "others": "to_json([{'category': whole.category}])",
    }
    return (
        f"WITH pairs AS ({_pairs(check)}) SELECT {answer(given, table='part')} FROM obs AS part "
        "JOIN pairs ON part.category = pairs.child JOIN obs AS whole ON whole.category = pairs.parent "
        f"AND {beside(left='whole', right='part', but=('category',))} "
        f"WHERE part.{_COUNTS} {_indicator(check, 'part')}AND part.value > whole.value"
    )


def margins(check: Check) -> str:
    """Totals that are below (``direction: above``) or above the sum over sex, over age, or over both.

    Groups of ages that overlap are never summed.
    """
    over = check.texts("over")
    inner = " AND ".join(f"{name} <> '_T'" for name in over)
    kept = [name for name in KEYS.split(", ") if name not in over]
    total = " AND ".join(f"whole.{name} = '_T'" for name in over)
    sign = ">" if check.given.get("direction") == "above" else "<"
    given = {
        "found": "whole.value",
        "expected": "part.value",
        "others": others(*({name: "*"} for name in over)) if len(over) == 1 else others({"sex": "*", "age": "*"}),
    }
    grouped = ", ".join(kept)
    cells = (
        f"SELECT {grouped if 'age' in kept else grouped + ', age'}, {_FIRST} AS first, {_LAST} AS last, "
        f"sum(value) AS value, count(*) AS size FROM obs WHERE {inner} AND {_COUNTS} GROUP BY ALL"
    )
    whole = _DISJOINT if "age" in over else "HAVING sum(size) > 1"
    return (
        f"WITH cells AS ({cells}), part AS (SELECT {grouped}, sum(value) AS value FROM cells "
        f"GROUP BY {grouped} {whole}) "
        f"SELECT {answer(given, table='whole')} FROM obs AS whole JOIN part ON "
        f"{beside(*kept, left='whole', right='part')} WHERE {total} "
        f"AND part.value {sign} whole.value {'+' if sign == '>' else '-'} {check.number('tolerance', 0.5)}"
    )


def regions(check: Check) -> str:
    """Nations whose parts (``GBR_EW``, ``XAA-01``) sum to more than the nation."""
    kept = [name for name in KEYS.split(", ") if name != "area"]
    given = {"found": "whole.value", "expected": "part.value", "others": "to_json([{'area': whole.area || '*'}])"}
    return (
        f"WITH part AS (SELECT regexp_extract(area, '^([A-Z]{{2,3}})[_-]', 1) AS area, {', '.join(kept)}, "
        f"sum(value) AS value FROM obs WHERE {_COUNTS} AND regexp_matches(area, '^[A-Z]{{2,3}}[_-]') GROUP BY ALL) "
        f"SELECT {answer(given, table='whole')} FROM obs AS whole JOIN part ON {beside(left='whole', right='part')} "
        f"WHERE part.value > whole.value + {check.number('tolerance', 0.5)}"
    )


def _pairs(check: Check) -> str:
    """Parents and children: a tree, or the whole and the parts that the check names."""
    if trees := check.texts("tree"):
        return f"SELECT parent, child FROM tree WHERE {among('kind', trees)}"
    whole = text(check.texts("whole")[0]) if check.texts("whole") else "''"
    rows = ", ".join(f"({whole}, {text(part)})" for part in check.texts("parts"))
    return f"SELECT * FROM (VALUES {rows or '(NULL, NULL)'}) AS named(parent, child)"


def _indicator(check: Check, table: str) -> str:
    said = check.texts("indicator")
    return f"AND {among(f'{table}.indicator', said)} " if said else ""


def _told(field: str) -> str:
    return f"to_json(list({{'category': {field}}} ORDER BY {field}))"


def _of(table: str, names: str) -> str:
    return ", ".join(name if "." in name else f"{table}.{name}" for name in names.split(", "))
