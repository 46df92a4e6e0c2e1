"""How fresh what is known of a body is: it is verified again at least every 180 days."""

from datetime import date, timedelta
from enum import StrEnum

GOOD_FOR = timedelta(days=180)
REMINDED_BEFORE = timedelta(days=30)


class Freshness(StrEnum):
    """Whether somebody made sure of an entry lately."""

    VERIFIED = "verified"
    DUE = "due"
    OLD = "old"
    NEVER = "never"


def freshness(verified: date | None, day: date) -> Freshness:
    """How fresh an entry is on a day. What was verified later than that day counts as not verified by then."""
    if verified is None or verified > day:
        return Freshness.NEVER
    age = day - verified
    if age > GOOD_FOR:
        return Freshness.OLD
    return Freshness.DUE if age > GOOD_FOR - REMINDED_BEFORE else Freshness.VERIFIED


def due_on(verified: date) -> date:
    """The last day on which what was verified is still good."""
    return verified + GOOD_FOR
