"""Amounts are counted where they are amounts: what stands under the same name in another act is nothing."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cjin.requests.rules.case.events import Event
from cjin.requests.rules.figures.counted import values_of

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.sampled_from(["what", "amount", "currency"]), part),
    max_leaves=8,
)
NOW = datetime(2026, 3, 2, tzinfo=UTC)
FROZEN = {"what": "frozen", "amount": "12.50", "currency": "EUR"}


@given(anything)
def test_whatever_stands_beside_an_amount_the_amount_is_counted(told: Any) -> None:
    events = [
        Event("acknowledge", NOW, detail={"values": told}),
        Event("execute-measure", NOW, detail={"values": [FROZEN, told]}),
    ]
    assert values_of(events) == {("frozen", "EUR"): Decimal("12.50")}
