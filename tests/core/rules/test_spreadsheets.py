"""No text becomes a formula, and what was guarded comes back as it was."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.spreadsheets import bare, csv_text, harmless

TEXTS = st.text() | st.builds("".join, st.lists(st.sampled_from("'=+-@\t\r1a"), max_size=6))


@given(TEXTS)
def test_no_text_begins_like_a_formula_and_every_one_comes_back(text: str) -> None:
    guarded = harmless(text)
    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert bare(guarded) == text


@given(st.text(st.characters(exclude_characters="'=+-@\t\r"), min_size=1), st.text())
def test_other_texts_stay_as_they_are(first: str, rest: str) -> None:
    assert harmless(first + rest) == first + rest == bare(first + rest)


@pytest.mark.parametrize("value", [None, -3, -3.5, True])
def test_what_is_no_text_stays_as_it_is(value: object) -> None:
    assert harmless(value) is value


CELLS = st.one_of(st.none(), st.booleans(), st.integers(), st.text(st.characters(exclude_categories=["Cs"])))


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5))
def test_a_csv_gives_back_every_text_and_no_formula(rows: list[list[object]]) -> None:
    text = csv_text(["one", "other"], rows)
    header, *found = csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""))
    assert header == ["one", "other"]
    for row, cells in zip(rows, found, strict=True):
        for value, cell in zip(row, cells, strict=True):
            assert not isinstance(value, str) or bare(cell) == value
            assert isinstance(value, int) or cell[:1] not in ("=", "+", "-", "@", "\t", "\r")


def test_lists_and_yes_and_no_have_one_form() -> None:
    assert csv_text(["a", "b"], [[["x", "y"], True], [None, ["=1"]]]).split("\r\n")[1:-1] == ["x; y,true", ",'=1"]
