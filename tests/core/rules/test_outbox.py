"""How long to wait after a failure."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.outbox import FIRST_WAIT, LONGEST_WAIT, MOST_ATTEMPTS, wait_after


@given(st.integers(-5, 10_000), st.floats(0, 1))
def test_a_wait_is_bounded_and_at_least_half_of_the_full_one(attempt: int, jitter: float) -> None:
    full = wait_after(attempt, jitter=1)
    assert FIRST_WAIT <= full <= LONGEST_WAIT
    assert full / 2 <= wait_after(attempt, jitter=jitter) <= full


@given(st.integers(1, 100))
def test_waits_never_become_shorter(attempt: int) -> None:
    assert wait_after(attempt, jitter=0.5) <= wait_after(attempt + 1, jitter=0.5)


def test_all_attempts_together_bridge_a_week_without_connection() -> None:
    waits = (wait_after(attempt, jitter=0.5) for attempt in range(1, MOST_ATTEMPTS))
    assert timedelta(days=7) < sum(waits, timedelta()) < timedelta(days=14)
