"""Years and months by their codes, 2024 and 2024-03: their days, and which follow each other."""

from collections.abc import Iterable
from datetime import date, timedelta


def days_of(code: str) -> tuple[date, date]:
    """The first and the last day of a year or month."""
    year, month = int(code[:4]), int(code[5:] or 1)
    after = date(year + 1, 1, 1) if len(code) == 4 or month == 12 else date(year, month + 1, 1)
    return date(year, month, 1), after - timedelta(1)


def spans(codes: Iterable[str]) -> list[str]:
    """Periods in order; those that follow each other by the first and the last of them: ``2019 – 2021``."""
    runs: list[list[str]] = []
    for code in sorted(codes):
        if runs and _follows(runs[-1][-1], code):
            runs[-1].append(code)
        else:
            runs.append([code])
    return [run[0] if len(run) == 1 else f"{run[0]} – {run[-1]}" for run in runs]


def _follows(before: str, code: str) -> bool:
    return len(before) == len(code) and _number(code) == _number(before) + 1


def _number(code: str) -> int:
    """How many years, or months, there were before a period."""
    year, _dash, month = code.partition("-")
    return int(year) * 12 + int(month) if month else int(year)
