"""Days between which something holds."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from cjin.core.rules.errors import Invalid


@dataclass(frozen=True)
class Period:
    """From ``since`` on and before ``until``: the day of ``until`` is the first one outside. None is open."""

    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.until <= self.since:
            raise Invalid(f"The period ends ({self.until}) before it has begun ({self.since}).")

    @classmethod
    def of(cls, since: Any, until: Any) -> Self:
        """A period from catalogue values; raises Invalid where one is no day and no year."""
        return cls(first_day(since), first_day(until))

    def covers(self, day: date) -> bool:
        """Whether the day lies inside."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


def first_day(value: Any) -> date | None:
    """A day as the catalogue writes it; a bare year stands for its first day, as the source gives no more."""
    if value is None or (isinstance(value, date) and type(value) is date):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and 1900 <= value <= 2200:
        return date(value, 1, 1)
    raise Invalid(f"“{str(value)[:40]}” is neither a day (2024-12-13) nor a year.")
