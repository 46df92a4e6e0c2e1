"""Forms of days: all that occur, in the order that a value proves, and the part that the engine really takes."""

from datetime import date

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.statistics.rules.dayformats import fault_of
from cjin.statistics.rules.daysread import Order, days_of

TIMES = (
    "",
    " 9:05",
    " 23:59",
    "T23:59:59",
    " 11:59 PM",
    " 01:05:09am",
    "T10:00:00Z",
    " 10:00:00.25",
    " 24:00",
    " 13:00 PM",
)
WRITTEN = st.one_of(
    st.builds(
        lambda first, sign, second, year, time: f"{first}{sign}{second}{sign}{year}{time}",
        st.one_of(st.integers(1, 33).map(str), st.integers(1, 13).map("{:02}".format)),
        st.sampled_from("-/."),
        st.one_of(st.integers(0, 33).map(str), st.integers(1, 13).map("{:02}".format)),
        st.sampled_from(("1899", "1987", "2015", "2020", "15", "70", "7")),
        st.sampled_from(TIMES),
    ),
    st.builds(
        lambda day, sign, time: day.strftime(f"%Y{sign}%m{sign}%d") + time,
        st.dates(date(1950, 1, 1), date(2050, 1, 1)),
        st.sampled_from("-/."),
        st.sampled_from(TIMES),
    ),
    st.sampled_from(("", "yesterday", "2020-02-30", "30/02/2020", "1/2", "2020-01-01 00:00:00.0000000")),
)


@pytest.mark.parametrize(
    ("values", "formats", "doubtful"),
    [
        (("09-05-2015 12:45", "04/15/2015 03:00:00 PM"), ("%m-%d-%Y %H:%M", "%m/%d/%Y %I:%M:%S %p"), False),
        (("09-05-2015", "15/04/2015"), ("%d-%m-%Y", "%d/%m/%Y"), False),
        (("09-05-2015", "04/05/2015"), ("%d-%m-%Y", "%d/%m/%Y"), True),
        (("31.12.2015", "12/31/2015"), ("%d.%m.%Y", "%m/%d/%Y"), False),
        (("31.12.2015", "12/31/2015", "1-2-2015"), ("%d.%m.%Y", "%m/%d/%Y", "%d-%m-%Y"), True),
        (("31/12/2015", "12/31/2015", "1/2/2015"), ("%d/%m/%Y",), True),
        (("31/12/2015", "31/12/15"), ("%d/%m/%y", "%d/%m/%Y"), False),
        (("2015-12-31", "31/12/2015"), ("%Y-%m-%d", "%d/%m/%Y"), False),
        (("2015-12-31", "2015-12-31T10:00:00Z", "none"), (), False),
        (("yesterday",), (), False),
        ((), (), False),
    ],
)
def test_every_form_that_occurs_is_found_and_a_part_above_12_proves_the_order_of_all(
    values: tuple[str, ...], formats: tuple[str, ...], doubtful: bool
) -> None:
    days = days_of(values)
    assert set(days.formats) == set(formats)
    assert days.doubtful is doubtful


def test_an_order_that_is_said_counts_where_no_value_proves_one() -> None:
    assert days_of(["1/2/2015"], Order.MONTH).formats == ("%m/%d/%Y",)
    assert days_of(["1/2/2015"], Order.DAY).doubtful is False
    assert days_of(["31/2/2015", "31/1/2015"], Order.MONTH).formats == ("%d/%m/%Y",)
    proved = days_of(["1/2/2015", "31/1/2015"])
    assert (proved.proof, proved.forms[0].count) == ("31/1/2015", 2)


@given(st.lists(WRITTEN, min_size=1, max_size=12, unique=True), st.sampled_from([None, *Order]))
def test_the_part_is_what_the_engine_reads_by_these_forms_and_each_example_is_read(
    values: list[str], said: Order | None
) -> None:
    days = days_of(values, said)
    assert all(fault_of(form) == "" for form in days.formats)
    query = "try_strptime(?, ?)::DATE" if days.formats else "TRY_CAST(? AS DATE)"

    def reads(value: str) -> bool:
        given = [value, list(days.formats)] if days.formats else [value]
        ((day,),) = duckdb.execute(f"SELECT {query}", given).fetchall()
        return day is not None and 1900 <= day.year <= 2100

    taken = sum(map(reads, values))
    assert all(reads(one.example) for one in days.forms)
    if days.formats:
        assert days.part == pytest.approx(taken / len(values))
    else:
        assert days.part * len(values) <= taken + 1e-9, "the engine reads more without a form"
