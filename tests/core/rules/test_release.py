"""Release levels: who may see what, as a rule without a database."""

from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.release import Reader, ReleaseLevel

STATES = ["FRA", "KEN", "THA"]
levels = st.sampled_from(ReleaseLevel)
owners = st.none() | st.integers(1, 3)
states = st.frozensets(st.sampled_from(STATES))
readers = st.builds(
    Reader,
    organization_ids=st.frozensets(st.integers(1, 3)),
    state_codes=states,
    is_owner_of_node=st.booleans(),
)


def told_in_words(level: ReleaseLevel, owner: int | None, named: frozenset[str], reader: Reader) -> bool:
    """The rule once more, as one would tell it to a person."""
    if level == "public":
        return True
    if owner in reader.organization_ids or (owner is None and reader.is_owner_of_node):
        return True
    if level == "all-states":
        return len(reader.state_codes) > 0
    return level == "named" and any(state in named for state in reader.state_codes)


@given(levels, owners, states, readers)
def test_keys_decide_as_the_rule_told_in_words(
    level: ReleaseLevel, owner: int | None, named: frozenset[str], reader: Reader
) -> None:
    assert level.allows(reader, owner=owner, states=named) == told_in_words(level, owner, named, reader)


@given(levels, levels, owners, readers)
def test_a_higher_level_hides_nothing_that_a_lower_one_showed(
    one: ReleaseLevel, other: ReleaseLevel, owner: int | None, reader: Reader
) -> None:
    lower, higher = sorted((one, other))
    named = frozenset(STATES)
    if lower.allows(reader, owner=owner, states=named):
        assert higher.allows(reader, owner=owner, states=named)


@given(levels, owners, states)
def test_a_stranger_sees_what_is_public_and_nothing_else(
    level: ReleaseLevel, owner: int | None, named: frozenset[str]
) -> None:
    assert level.allows(Reader.PUBLIC, owner=owner, states=named) == (level is ReleaseLevel.PUBLIC)


@given(levels, levels)
def test_levels_have_one_order(one: ReleaseLevel, other: ReleaseLevel) -> None:
    assert (one < other, one == other, one > other).count(True) == 1
    assert (one <= other) == (one < other or one == other)
    assert (one >= other) == (other <= one)


def test_the_order_runs_from_the_owner_to_the_public() -> None:
    assert [str(level) for level in sorted(ReleaseLevel)] == ["own", "named", "all-states", "public"]
