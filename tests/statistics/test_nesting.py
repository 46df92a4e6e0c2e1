"""Which sets lie inside which others."""

from hypothesis import given
from hypothesis import strategies as st

from cjin.statistics.rules.disclosure.nesting import nested
from cjin.statistics.rules.disclosure.relations import MORE, _below, _codes, _years


def test_ages_are_put_together_from_groups_of_any_table() -> None:
    every = frozenset(["_T", "_U", "Y0T17", "Y18T", "Y0T14", "Y15T"])
    found = {(whole, frozenset(parts)) for whole, parts in nested(every, _years)}
    assert found == {
        ("_T", frozenset(["_U", "Y0T17", "Y18T"])),
        ("_T", frozenset(["_U", "Y0T14", "Y15T"])),
        ("Y0T17", frozenset(["Y0T14"])),
        ("Y15T", frozenset(["Y18T"])),
    }


def test_categories_lie_inside_those_above_them_over_several_levels_and_inside_sets() -> None:
    found = {
        (whole, frozenset(parts)) for whole, parts in nested(frozenset(["_T", "01", "0101+0201", "020111"]), _below)
    }
    assert found == {
        ("_T", frozenset(["01", "020111"])),
        ("_T", frozenset(["0101+0201"])),
        ("0101+0201", frozenset(["020111"])),
    }


@given(st.sets(st.sets(st.sampled_from("abcde"), min_size=1).map(lambda codes: MORE.join(sorted(codes))), min_size=1))
def test_collections_do_not_overlap_and_leave_no_widest_out(every: set[str]) -> None:
    found = nested(frozenset(every | {"_T"}), _codes)
    for whole, parts in found:
        codes = [code for part in parts for code in part.split(MORE)]
        assert len(codes) == len(set(codes))
        assert whole == "_T" or set(codes) <= set(whole.split(MORE))
    assert {part for whole, parts in found for part in parts} == every
