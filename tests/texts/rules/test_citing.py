"""Typed citations: what they name, and that nothing that anybody types makes the parser fail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.texts.rules.citing import parse

BY_SYMBOL = {
    "A/RES/76/181 para 61": ("A/RES/76/181", None, "para_61"),
    "a/res/76/181, PARA. 61": ("A/RES/76/181", None, "para_61"),
    "General Assembly resolution 76/181, annex, para. 61": ("A/RES/76/181", 1, "para_61"),
    "76/181, para. 3 (b)": ("A/RES/76/181", None, "para_3__subpara_b"),
    "55/25 annex I article 18(15)": ("A/RES/55/25", 1, "art_18__para_15"),
    "55/25 annex II, art. 6 (3) (d)": ("A/RES/55/25", 2, "art_6__para_3__subpara_d"),
    "paragraph 3 (b) of resolution 76/181": ("A/RES/76/181", None, "para_3__subpara_b"),
    "2015/24 para 3": ("E/RES/2015/24", None, "para_3"),
    "A/49/748 para 3": ("A/49/748", None, "para_3"),
    "A/RES/76/181 الفقرة ٦١": ("A/RES/76/181", None, "para_61"),
    "Resolución 76/181, párr. 61": ("A/RES/76/181", None, "para_61"),
    "п. 61 резолюции 76/181": ("A/RES/76/181", None, "para_61"),
    "A/RES/76/181 第61段": ("A/RES/76/181", None, "para_61"),
    "70/175 annex rule 12 para 1": ("A/RES/70/175", 1, "rule_12__para_1"),
}
BY_NAME = {
    "Kyoto 61": ("kyoto", "para_61", False),
    "Kyoto ٦١": ("kyoto", "para_61", False),
    "Doha 5(t)": ("doha", "para_5__subpara_t", False),
    "Vienna Declaration para 7": ("vienna declaration", "para_7", True),
    "Vienna plans of action para 35 (d)(i)": ("vienna plans of action", "para_35__subpara_d__point_i", True),
    "paragraph 3 of article 6 of the Convention against Corruption": (
        "of the convention against corruption",
        "art_6__para_3",
        True,
    ),
}


@pytest.mark.parametrize("typed", BY_SYMBOL)
def test_a_symbol_and_a_place(typed: str) -> None:
    found = parse(typed)
    assert found is not None
    assert (found.symbols[0], found.annex, found.eids[0]) == BY_SYMBOL[typed]


@pytest.mark.parametrize("typed", BY_NAME)
def test_a_name_and_a_place(typed: str) -> None:
    found = parse(typed)
    assert found is not None
    assert (found.name, found.eids[0], found.sure) == BY_NAME[typed]


@pytest.mark.parametrize("typed", ["kyoto-2021/para_61", "https://node.example/texts/kyoto-2021/para_61"])
def test_an_identifier_or_an_address(typed: str) -> None:
    found = parse(typed)
    assert found is not None
    assert (found.slug, found.eids) == ("kyoto-2021", ("para_61",))


def test_a_roman_numeral_may_be_a_letter() -> None:
    found = parse("Kyoto para 5 (i)")
    assert found is not None
    assert found.eids == ("para_5__subpara_i", "para_5__point_i")


@pytest.mark.parametrize("typed", ["61", "(((", "the and of", "implementation of 76/181 by States", '"Kyoto" 61', ""])
def test_what_is_no_citation(typed: str) -> None:
    assert parse(typed) is None


@given(st.text(max_size=80))
def test_nothing_makes_it_fail(typed: str) -> None:
    found = parse(typed)
    assert found is None or found.slug or found.symbols or found.name


@given(st.integers(1, 99), st.integers(1, 999), st.integers(1, 999), st.sampled_from("abcdefghjklmnop"), st.booleans())
def test_what_is_written_is_read_back(session: int, number: int, para: int, letter: str, dotted: bool) -> None:
    found = parse(f"A/RES/{session}/{number}, {'para.' if dotted else 'paragraph'} {para} ({letter})")
    assert found is not None
    assert found.symbols == (f"A/RES/{session}/{number}",)
    assert f"para_{para}__subpara_{letter}" in found.eids
