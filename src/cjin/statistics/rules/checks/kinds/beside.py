"""Checks of a figure against another: down the funnel, the last vintage, another place, the health system."""

# ruff: noqa: S608 - every name and text goes into SQL through `name` and `text`

from cjin.statistics.rules.checks.check import Check
from cjin.statistics.rules.checks.kinds.answer import among, answer, beside
from cjin.statistics.rules.checks.relations import KEYS
from cjin.statistics.rules.records.engine import text

# The difference of two counts in units of its own noise: counts that are not large differ by chance.
SCORE = "abs(ln(a.value + 0.5) - ln(b.value + 0.5)) / sqrt(1 / (a.value + 0.5) + 1 / (b.value + 0.5))"
FACTOR = "exp(abs(ln(a.value + 0.5) - ln(b.value + 0.5)))"


def funnel(check: Check) -> str:
    """More persons further down than before: prosecuted than suspected, convicted than prosecuted."""
    given = {
        "found": "a.value",
        "expected": "b.value",
        "high": "b.value",
        "others": "to_json([{'indicator': b.indicator, 'dimension': b.dimension}])",
    }
    return (
        f"SELECT {answer(given, table='a')} FROM obs AS a JOIN around AS b ON {beside(but=('indicator', 'dimension'))} "
        f"WHERE {among('a.indicator', check.texts('lower'))} AND {among('b.indicator', check.texts('upper'))} "
        "AND a.unit = 'NR' AND a.value > b.value AND (a.dimension = b.dimension OR a.category = '_T')"
    )


def revisions(check: Check) -> str:
    """Figures that the last vintage gave otherwise; with ``factor`` and ``limit`` those that changed by more."""
    given = {"found": "a.value", "expected": "b.value", "score": SCORE}
    large = f"{FACTOR} >= {check.number('factor', 1)} AND {SCORE} >= {check.number('limit', 0)}"
    small = "abs(a.value - b.value) > 1e-6 * greatest(abs(a.value), 1)"
    wanted = large if "factor" in check.given else small
    return (
        f"SELECT {answer(given, table='a')} FROM obs AS a JOIN before AS b ON {beside()} "
        f"WHERE a.value >= 0 AND b.value >= 0 AND {small} AND {wanted}"
    )


def places(check: Check) -> str:
    """A figure that stands in two places with two values.

    ``among: dimensions`` looks at totals under two dimensions, ``sources`` at other sources; else ``among`` is a list
    of pairs of places, each said by the names that differ.
    """
    said = check.given.get("among", "dimensions")
    if said == "sources":
        told = {"found": "a.value", "expected": "b.value", "told": "b.place", "others": "to_json([{'place': b.place}])"}
        return f"SELECT {answer(told, table='a')} FROM obs AS a JOIN elsewhere AS b ON {beside()} WHERE {_apart(check)}"
    if said == "dimensions":
        told = {"found": "a.value", "expected": "b.value", "others": "to_json([{'dimension': b.dimension}])"}
        return (
            f"SELECT {answer(told, table='a')} FROM obs AS a JOIN obs AS b ON {beside(but=('dimension',))} "
            f"AND a.dimension < b.dimension WHERE {_apart(check)}"
        )
    return " UNION ALL ".join(_named(check, group) for group in said)


def _named(check: Check, group: list[dict[str, str]]) -> str:
    first, second = group[0], group[1]
    told = {
        "found": "a.value",
        "expected": "b.value",
        "others": "to_json([{'indicator': b.indicator, 'dimension': b.dimension, 'category': b.category}])",
    }
    where = [f"a.{name} = {text(value)}" for name, value in first.items()]
    where += [f"b.{name} = {text(value)}" for name, value in second.items()]
    return (
        f"SELECT {answer(told, table='a')} FROM obs AS a JOIN obs AS b ON "
        f"{beside(but=('indicator', 'dimension', 'category'))} WHERE {' AND '.join(where)} AND {_apart(check)}"
    )


def _apart(check: Check) -> str:
    return f"abs(a.value - b.value) > {check.number('tolerance', 0.005)} * greatest(abs(a.value), abs(b.value))"


def health(check: Check) -> str:
    """Homicide by the police and by the health system (causes of death by ICD-10) that differ by more than a factor.

    ``mechanisms`` says which codes of ICD-10 stand for a mechanism; without one the totals are compared.
    """
    rows = ", ".join(
        f"({text(mechanism)}, {text(code)})"
        for mechanism, codes in check.given.get("mechanisms", {"_T": ["_T"]}).items()
        for code in codes
    )
    known = f"SELECT * FROM (VALUES {rows}) AS known(mechanism, code)"
    keys = [f"o.{name}" for name in KEYS.split(", ") if name not in ("indicator", "dimension", "category")]
    names = [name.removeprefix("o.") for name in keys]
    given = {
        "found": "a.value",
        "expected": "b.value",
        "score": SCORE,
        "others": "to_json([{'indicator': b.indicator, 'dimension': b.dimension, 'category': '*'}])",
    }
    return (
        f"WITH known AS ({known}), b AS (SELECT {', '.join(keys)}, any_value(o.indicator) AS indicator, "
        "any_value(o.dimension) AS dimension, mechanism, sum(o.value) AS value FROM around AS o JOIN known "
        f"ON o.category = known.code WHERE {among('o.indicator', check.texts('health'))} GROUP BY {', '.join(keys)}, "
        f"mechanism) SELECT {answer(given, table='a')} FROM obs AS a JOIN b ON a.category = b.mechanism "
        f"AND {beside(*names)} WHERE {among('a.indicator', check.texts('police'))} AND a.unit = 'NR' "
        f"AND {FACTOR} >= {check.number('factor', 1.5)} AND {SCORE} >= {check.number('limit', 3)}"
    )
