"""What tables are counted from: the records of a load, and what is known of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from cjin.statistics.rules.correspondence import Correspondence
from cjin.statistics.rules.counting.decoding import Numbers, Periods, periods_between
from cjin.statistics.rules.mapping import Mapping
from cjin.statistics.rules.records.loading import Report
from cjin.statistics.rules.tableset import Period


@dataclass(frozen=True)
class Load:
    """A load that tables are counted from: its folder, how it was read, what it covers, and the day of its data.

    ``shares`` are those of national codes in sets that were worked out, by the sets and the length of periods.
    """

    folder: Path
    mapping: Mapping
    report: Report
    correspondence: Correspondence | None
    vintage: date | None = None
    shares: dict[tuple[Any, Period], Numbers] = field(default_factory=dict, compare=False, repr=False)

    @property
    def codes(self) -> dict[str, Sequence[str]]:
        """The codes that occur, by concept."""
        return dict(self.report.codes)

    def periods(self, period: Period) -> Periods:
        """The periods from the first to the last day."""
        first, last = (date.fromisoformat(day) for day in (self.report.first_day, self.report.last_day))
        return periods_between(first, last, period)
