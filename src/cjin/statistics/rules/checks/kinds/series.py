"""Checks over the years: changes that are larger than chance and the series' own habit, and breaks not flagged."""

# ruff: noqa: S608 - every name and text goes into SQL through `name` and `text`

from cjin.statistics.rules.checks.check import Check
from cjin.statistics.rules.checks.kinds.answer import answer
from cjin.statistics.rules.checks.relations import KEYS, SERIES

MAD = 1.4826
"""The median absolute deviation times this is the standard deviation of a normal distribution."""

WHOLE = "obs WHERE unit = 'NR' AND value >= 0 AND NOT partly"
"""Counts of years that are not covered in part."""


def changes(check: Check) -> str:
    """Changes between a figure and the one before that are no chance.

    The change of the logarithm is measured in units of two things: the Poisson noise of both counts (so that a small
    base may double without a word), and the spread of this series' own changes, drawn towards that of all series of the
    same indicator and category by ``prior`` imagined years. Longer gaps may change more. A flagged break is no finding,
    and a year that is covered in part is compared with no other.
    """
    spread, prior, limit = check.number("spread", 0.1), check.number("prior", 4), check.number("limit", 4)
    scale = f"{MAD} ** 2 * (steps * narrow ** 2 + {prior} * wide ** 2) / (steps + {prior})"
    return (
        f"WITH steps AS (SELECT {KEYS}, value, flagged, lag(value) OVER line AS last, "
        "year - lag(year) OVER line AS gap "
        f"FROM {WHOLE} WINDOW line AS (PARTITION BY {SERIES} ORDER BY year)), "
        "moved AS (SELECT *, ln(value + 0.5) - ln(last + 0.5) AS step FROM steps WHERE last IS NOT NULL), "
        "pooled AS (SELECT indicator, category, mad(step) AS wide FROM moved GROUP BY indicator, category), "
        f"own AS (SELECT {SERIES}, mad(step) AS narrow, median(step) AS usual, count(*) AS steps FROM moved "
        f"GROUP BY {SERIES}), measured AS (SELECT moved.*, usual * steps / (steps + {prior}) AS middle, "
        f"sqrt(gap * greatest({spread} ** 2, {scale}) "
        "+ 1 / (value + 0.5) + 1 / (last + 0.5)) AS noise "
        f"FROM moved JOIN own USING ({SERIES}) JOIN pooled USING (indicator, category)) "
        f"SELECT {_between(limit)} FROM measured WHERE NOT flagged AND abs(step - middle) > {limit} * noise "
        f"AND abs(step) > ln({check.number('factor', 1.3)})"
    )


def _between(limit: float) -> str:
    """What is told of a change: the figure, the one before, and between which bounds it would be no finding."""
    given = {
        "found": "value",
        "expected": "last",
        "low": f"greatest(exp(ln(last + 0.5) + middle - {limit} * noise) - 0.5, 0)",
        "high": f"exp(ln(last + 0.5) + middle + {limit} * noise) - 0.5",
        "score": "(step - middle) / noise",
    }
    return answer(given)


def breaks(check: Check) -> str:
    """Years in which the level of a series changes and stays so, without a flag.

    The medians of the years before and from this one on differ by more than the factor and by more than ``limit`` times
    what the years of each side differ among themselves; of a run of such years the sharpest is told.
    """
    years = int(check.number("years", 3))
    given = {"found": "after", "expected": "former", "score": "shift / noise"}
    level = "ln(value + 0.5)"
    return (
        f"WITH levels AS (SELECT {KEYS}, flagged, count(*) OVER former AS n1, count(*) OVER latter AS n2, "
        f"median({level}) OVER former AS m1, median({level}) OVER latter AS m2, "
        f"max({level}) OVER former - min({level}) OVER former AS w1, "
        f"max({level}) OVER latter - min({level}) OVER latter AS w2 FROM {WHOLE} "
        f"WINDOW former AS (PARTITION BY {SERIES} ORDER BY year ROWS BETWEEN {years} PRECEDING AND 1 PRECEDING), "
        f"latter AS (PARTITION BY {SERIES} ORDER BY year ROWS BETWEEN CURRENT ROW AND {years - 1} FOLLOWING)), "
        "shifts AS (SELECT *, exp(m1) - 0.5 AS former, exp(m2) - 0.5 AS after, m2 - m1 AS shift, "
        f"sqrt({check.number('spread', 0.05)} ** 2 + greatest(w1, w2) ** 2 + 1 / exp(m1) + 1 / exp(m2)) AS noise "
        f"FROM levels WHERE n1 = {years} AND n2 = {years}) "
        f"SELECT {answer(given)} FROM shifts WHERE NOT flagged AND abs(shift) > ln({check.number('factor', 1.5)}) "
        f"AND abs(shift) > {check.number('limit', 3)} * noise "
        f"QUALIFY abs(shift / noise) = max(abs(shift / noise)) OVER (PARTITION BY {SERIES})"
    )
