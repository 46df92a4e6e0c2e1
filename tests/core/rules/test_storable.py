"""What a database can hold."""

from hypothesis import example, given
from hypothesis import strategies as st

from cjin.core.rules.storable import is_storable, storable

ANY = st.text(st.characters(exclude_categories=[]), max_size=20)


@given(ANY)
@example("a\0b\ud800c")
def test_what_is_made_storable_stays_so_and_keeps_its_length(text: str) -> None:
    made = storable(text)
    assert is_storable(made)
    assert storable(made) == made
    assert len(made) == len(text)
    assert (made == text) == is_storable(text)
