"""What several commands tell in lines."""

from collections.abc import Iterator, Mapping


def told_periods(periods: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """A line for each table that has periods which the records do not cover whole, with the status of their figures."""
    for name, statuses in periods.items():
        said = ", ".join(f"{code} ({status})" for code, status in sorted(statuses.items()))
        yield f"{name} has periods that the records do not cover whole: {said}"
