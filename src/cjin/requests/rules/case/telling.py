"""Until when something is in time, in words."""

from datetime import datetime, time, timedelta

from cjin.shell.rules.dates import long_date, long_time


def until(due: datetime, language: str) -> str:
    """The last day before a moment at which a day begins; else the moment. ``due`` is in the zone of the offices."""
    if due.time() == time.min:
        return long_date((due - timedelta(seconds=1)).date(), language)
    return long_time(due, language)
