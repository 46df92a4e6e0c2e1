"""Ways of writing days: one that no row can follow is refused at the mapping, with what to write."""

from datetime import date

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.errors import Invalid
from cjin.statistics.rules.dayformats import fault_of
from cjin.statistics.rules.mapping import read_mapping

MAPPING = "source: made-up\nunit: offence\ncolumns:\n  record_date: {column: day, format: %s}\n"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("dd/mm/yyyy", "write %d/%m/%Y"),
        ("DD.MM.YY", "write %d.%m.%y"),
        ("yyyy-MM-dd HH:mm:ss", "write %Y-%m-%d %H:%M:%S"),
        ("dd/mm/%Y", "write %d/%m/%Y"),
        ("dd mm", "write %d/%m/%Y"),
        ("%d/%m", "no year"),
        ("date", "no year"),
        ("", "no year"),
        ("%d/%m/%Q", "no %Q"),
        ("%d/%m/%Y %", "no %"),
    ],
)
def test_what_no_day_follows_is_refused_at_the_mapping(said: str, told: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_mapping(MAPPING % f'"{said}"', "m.yaml")
    (fault,) = caught.value.faults
    assert fault.where == "m.yaml: columns.record_date.format"
    assert told in fault.message


@pytest.mark.parametrize(
    "said", ["%d/%m/%Y", "%Y-%m", "%d de %B de %Y", "%-d.%-m.%y", "%Y%j", "%Y-%m-%dT%H:%M:%S", "%x"]
)
def test_what_days_follow_is_taken(said: str) -> None:
    assert read_mapping(MAPPING % f'"{said}"', "m.yaml").columns["record_date"].format == (said,)


@given(st.text("dmyYbBHMSfpzZjaAwUWcxXGuVQ%-/. ", max_size=12), st.dates(date(1990, 1, 1), date(2030, 1, 1)))
def test_the_engine_knows_every_way_that_is_taken(form: str, day: date) -> None:
    if not fault_of(form):
        duckdb.execute("SELECT try_strptime(?, ?)", [day.isoformat(), form]).fetchone()
