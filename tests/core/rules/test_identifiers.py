"""Languages, State codes and slugs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.errors import Invalid
from cjin.core.rules.identifiers import Language, Slug, StateCode


@pytest.mark.parametrize(("tag", "code"), [("zh-Hans", "zh"), ("EN_gb", "en"), (" ar ", "ar"), ("fr", "fr")])
def test_a_language_tag_is_read_as_one_of_the_six(tag: str, code: str) -> None:
    assert Language.of(tag) == code


@given(st.text(max_size=12))
def test_any_tag_is_a_language_or_invalid(tag: str) -> None:
    try:
        language = Language.of(tag)
    except Invalid:
        return
    assert language in Language.ALL
    assert Language.of(language) == language


def test_only_arabic_runs_from_right_to_left() -> None:
    assert {code for code in Language.ALL if Language.of(code).direction == "rtl"} == {"ar"}


@given(st.text(max_size=6))
def test_a_state_code_is_three_capital_letters_or_invalid(text: str) -> None:
    try:
        code = StateCode.of(text)
    except Invalid:
        return
    assert len(code) == 3
    assert code.isascii()
    assert code.isupper()


def test_a_state_code_may_be_typed_in_small_letters() -> None:
    assert StateCode.of(" ken ") == "KEN"


@given(st.text(max_size=200))
def test_a_slug_made_from_any_title_is_a_slug_or_invalid(title: str) -> None:
    try:
        slug = Slug.made_from(title)
    except Invalid:
        return
    assert Slug.of(slug) == slug


def test_a_slug_drops_accents_and_signs() -> None:
    assert Slug.made_from("Déclaration de Kyoto (2021)") == "declaration-de-kyoto-2021"


@pytest.mark.parametrize("text", ["", "Kyoto", "a--b", "-a", "a/b", "a" * 81, "a\n"])
def test_what_is_no_slug_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        Slug.of(text)
