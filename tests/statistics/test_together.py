"""Rows brought together by a key: nothing lost, every key whole in one portion, in the order that was asked for."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.errors import Unavailable
from cjin.statistics.rules.counting import together as module
from cjin.statistics.rules.counting.count import Rows
from cjin.statistics.rules.counting.decoding import NO_KEY, years_of
from cjin.statistics.rules.counting.tables import count_tables
from cjin.statistics.rules.counting.together import together
from tests.statistics.tablesets import read_table_set
from tests.statistics.test_counting import TABLES, cells_of, loaded, made

KEYS = st.one_of(st.integers(0, 9), st.integers(-(2**63) + 1, 2**63 - 1), st.just(NO_KEY))
RECORDS = st.lists(st.tuples(KEYS, st.integers(-20_000, 40_000)), max_size=60)


def batches(records: list[tuple[int, int]], size: int) -> Iterator[Rows]:
    for first in range(0, len(records), size):
        some = records[first : first + size]
        yield {
            "person": np.array([key for key, _ in some], np.int64),
            "record_date": np.array([day for _, day in some], np.int32),
            "place": np.arange(first, first + len(some), dtype=np.uint16),
        }


@given(records=RECORDS, size=st.integers(1, 70), portion=st.integers(1, 40))
def test_every_row_is_there_once_beside_those_of_its_key(
    records: list[tuple[int, int]], size: int, portion: int
) -> None:
    with TemporaryDirectory() as folder, patch.object(module, "PORTION", portion):
        portions = list(together(batches(records, size), "person", len(records), Path(folder)))
        assert list(Path(folder).iterdir()) == []
    told = [int(place) for rows in portions for place in rows["place"]]
    assert sorted(told) == list(range(len(records)))
    seen: set[int] = set()
    for rows in portions:
        keys, places = rows["person"].tolist(), rows["place"].tolist()
        assert rows["record_date"].tolist() == [records[place][1] for place in places]
        if any(records[place][0] == NO_KEY for place in places):
            assert len(set(keys)) == len(keys)
            continue
        assert keys == [records[place][0] for place in places]
        assert not seen & set(keys)
        assert sum(one != other for one, other in pairwise(keys)) == len(set(keys)) - 1
        seen |= set(keys)
        order = list(zip(keys, places, strict=True))
        assert order == sorted(order)


def test_years_are_those_of_the_calendar() -> None:
    days = np.arange(-25_567, 47_482, dtype=np.int32)
    expected = days.astype("datetime64[D]").astype("datetime64[Y]").astype(int)
    assert (years_of(days) == expected).all()


def test_tables_are_the_same_in_however_many_portions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there, _ = loaded(made(600, 1), tmp_path)
    tables = read_table_set(TABLES, "tables.yaml")
    whole = count_tables(tables, there)
    monkeypatch.setattr(module, "PORTION", 30)
    assert "person" not in there.report.ascending
    for one, other in zip(whole.tables, count_tables(tables, there).tables, strict=True):
        assert cells_of(one) == cells_of(other)


def test_a_folder_that_takes_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="cannot be brought together"):
        list(together(batches([(1, 1)], 1), "person", 1, tmp_path / "gone"))
