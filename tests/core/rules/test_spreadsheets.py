"""No text becomes a formula, and what was guarded comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.spreadsheets import bare, harmless

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
