"""A day is read in one way, wherever one is written."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.errors import Invalid
from cjin.texts.rules.commitments.years import FIRST, LAST, day_in
from cjin.texts.rules.days import written_day
from cjin.texts.rules.participation.cells import day as cell_day
from cjin.texts.views.parties.asked import day_asked


class Asked:
    """A request that asks for a day."""

    def __init__(self, on: str) -> None:
        self.GET = QueryDict(mutable=True)
        self.GET["on"] = on


@given(st.dates())
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    text = day.isoformat()
    assert written_day(text) == day == cell_day(text, "x") == day_asked(Asked(text))  # type: ignore[arg-type]
    assert day_in(text) == (day if FIRST <= day.year <= LAST else None)


@given(st.text("0123456789-W²٣ ", max_size=11).filter(lambda text: text.strip() == text))
def test_what_is_no_day_is_none_everywhere(text: str) -> None:
    found = written_day(text)
    assert found is None or found.isoformat() == text
    if text and found is None:
        with pytest.raises(ValueError, match="is no day"):
            cell_day(text, "x")
        with pytest.raises(Invalid):
            day_asked(Asked(text))  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["2021-02-29", "20211216", "2021-W50-4", "2021-12-16T00:00", "٢٠٢١-١٢-١٦", ""])
def test_other_forms_are_no_days(text: str) -> None:
    assert written_day(text) is None
