"""Where an article stands, as each language cites it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.requests.rules.places import ARABIC, NAMES, place_in_words
from cjin.texts.rules.naming import path_in_words


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "art. 18, para. 15 (a)"), ("ar", "المادة 18، الفقرة 15 (أ)"), ("es", "art. 18, párr. 15 a)"),
        ("fr", "art. 18, par. 15 a)"), ("ru", "статья 18, пункт 15 (a)"), ("zh", "第18条第15款(a)项"),
    ],
)  # fmt: skip
def test_an_article_in_each_language(language: str, said: str) -> None:
    assert place_in_words("art_18__para_15__subpara_a", language) == said


@given(st.sampled_from(sorted(NAMES)), st.integers(1, 200), st.integers(1, 40), st.sampled_from(sorted(ARABIC)))
def test_every_number_is_told_and_nothing_english(language: str, article: int, para: int, letter: str) -> None:
    said = place_in_words(f"art_{article}__para_{para}__subpara_{letter}", language)
    assert str(article) in said
    assert str(para) in said
    assert "para." not in said
    assert place_in_words(f"para_{para}", language).strip(", ،") == place_in_words(f"para_{para}", language)


@given(st.sampled_from(sorted(NAMES)))
def test_what_has_no_words_in_a_language_is_cited_as_in_english(language: str) -> None:
    assert place_in_words("preamble_2", language) == path_in_words("preamble_2")
