"""Checks of single rows: types, limits, codes, keys, what is missing."""

# ruff: noqa: S608 - every name and text goes into SQL through `name` and `text`

from cjin.statistics.rules.checks.check import Check
from cjin.statistics.rules.checks.kinds.answer import answer, others
from cjin.statistics.rules.checks.relations import KEYS
from cjin.statistics.rules.records.engine import name, text

_LISTS = {
    "states": "regexp_extract({0}, '^([A-Z]{{3}})([_-].+)?$', 1) NOT IN (SELECT code FROM codes WHERE list = 'states') "
    "AND NOT regexp_full_match({0}, 'X[A-Z]{{1,2}}([_-].+)?')",
    "iccs": "dimension IN ('iccs') AND {0} <> '_T' AND {0} NOT IN (SELECT child FROM tree WHERE kind = 'iccs') "
    "AND {0} NOT IN (SELECT parent FROM tree WHERE kind = 'iccs') AND NOT regexp_matches({0}, '[+-]')",
    "sex": "{0} NOT IN ('_T', 'M', 'F', '_U', '_Z', '_O')",
    "age": "NOT regexp_full_match({0}, '_T|_U|_Z|Y[0-9]+T[0-9]*')",
    "unit": "{0} NOT IN ('NR', 'P_HTHAB', 'PT')",
}


def whole_numbers(check: Check) -> str:
    """Counts that are no whole numbers; estimates may be none."""
    given = {"found": "value", "expected": "round(value)"}
    return (
        f"SELECT {answer(given)} FROM raw WHERE {_unit(check)} AND value IS NOT NULL AND value <> round(value) "
        "AND status <> 'E'"
    )


def limits(check: Check) -> str:
    """Values below or above what can be."""
    least, most = (check.given.get(one) for one in ("least", "most"))
    beyond = [f"value < {check.number('least', 0)}"] if least is not None else []
    beyond += [f"value > {check.number('most', 0)}"] if most is not None else []
    given = {
        "found": "value",
        "low": "NULL" if least is None else str(float(least)),
        "high": "NULL" if most is None else str(float(most)),
    }
    return f"SELECT {answer(given)} FROM raw WHERE {_unit(check)} AND ({' OR '.join(beyond) or 'false'})"


def codes(check: Check) -> str:
    """Codes that no list has; one finding for each area and code, of the last year that has it."""
    field, listed = check.texts("field")[0], check.texts("list")[0]
    wrong = _LISTS[listed].format(name(field))
    key = dict.fromkeys(KEYS.split(", "), "''") | {"area": "area", "year": "max(year)", field: name(field)}
    given = {"found": "count(*)", "told": name(field)}
    grouped = "area" if field == "area" else f"area, {name(field)}"
    return f"SELECT {answer(given, key=key)} FROM raw WHERE {wrong} GROUP BY {grouped}"


def keys(check: Check) -> str:
    """Keys that stand more than once: with the same value, or (``agree: false``) with several."""
    having = "count(DISTINCT value) <= 1" if check.given.get("agree") else "count(DISTINCT value) > 1"
    given = {
        "found": "max(value)",
        "expected": "min(value)",
        "score": "count(*)",
        "told": "string_agg(coalesce(CAST(value AS VARCHAR), '–') || ' (' || row || ')', '; ' ORDER BY row, value)",
    }
    return f"SELECT {answer(given)} FROM raw GROUP BY {KEYS} HAVING count(*) > 1 AND {having}"


def metadata(check: Check) -> str:
    """Series in which something that must be said is not; one finding for each area and indicator."""
    field = check.texts("field")[0]
    key = dict.fromkeys(KEYS.split(", "), "''")
    key |= {"area": "area", "indicator": "indicator", "dimension": "dimension", "year": "max(year)"}
    given = {"found": "count(*)", "told": text(field), "others": others()}
    missing = f"coalesce({name(field)}, '') = ''"
    return f"SELECT {answer(given, key=key)} FROM raw WHERE {missing} GROUP BY area, indicator, dimension"


def _unit(check: Check) -> str:
    said = check.texts("unit")
    return f"unit IN ({', '.join(map(text, said))})" if said else "true"
