"""The analyser: properties over any text, then examples in six languages."""

import threading
import unicodedata
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.analysis import analyse, fold, is_stop, spans
from cjin.core.rules.identifiers import Language

languages = st.sampled_from(Language.ALL)
letters = "abcXYZéèñçßŒоийёЖاأإآةىيـًُ犯罪预防あガ각ＡＢ１²½ﬁﷺ'’-‐ _.\u00ad\u200b\u200d\u202e\u0301\u0306\0"
texts = st.text() | st.text(st.sampled_from(letters))


@given(texts, languages)
def test_the_tokens_are_those_of_the_spans(text: str, language: str) -> None:
    assert analyse(text, language) == [token for token, _, _ in spans(text, language)]


@given(texts, languages)
def test_spans_point_into_the_text_and_go_forward(text: str, language: str) -> None:
    before = 0
    for _, start, end in spans(text, language):
        assert 0 <= start < end <= len(text)
        assert start >= before
        before = start


@given(texts, languages)
def test_tokens_are_letters_and_digits_and_never_long(text: str, language: str) -> None:
    for token in analyse(text, language):
        assert token.isalnum()
        assert len(token) <= 64
        token.encode("utf-8")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_folding_twice_is_folding_once(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@given(st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzéèüñçåøжийя")))
def test_case_and_the_form_of_accents_do_not_count(word: str) -> None:
    assert fold(word.upper()) == fold(word)
    assert fold(unicodedata.normalize("NFD", word)) == fold(word)


@given(texts, texts, languages)
def test_texts_that_a_line_parts_are_analysed_apart(one: str, other: str, language: str) -> None:
    assert analyse(f"{one}\n{other}", language) == analyse(one, language) + analyse(other, language)


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", "organised organized organise organizing ORGANISES"),
        ("en", "criminalization criminalisation"),
        ("en", "labour labor"),
        ("en", "programme programs programmes"),
        ("en", "co-operation cooperation Co‐operation coopera\u00adtion"),
        ("en", "sub-regional subregional"),
        ("en", "States State's State States’"),
        ("en", "offence offences offense"),
        ("en", "judgement judgments"),
        ("fr", "sécurité securite SÉCURITÉ sécurités"),
        ("fr", "l’entraide entraide d'entraide"),
        ("fr", "adoptée adoptees adopté"),
        ("es", "investigación investigacion investigaciones"),
        ("es", "delito delitos"),
        ("ru", "преступность преступности преступностью"),
        ("ru", "её ее"),
        ("ar", "الجريمة جريمة والجريمة بالجريمة للجريمة جَرِيمَة جـريمة"),
        ("ar", "القانون قانون والقانون"),
        ("ar", "أمن امن إمن"),
        ("en", "ＦＵＬＬ full"),
        ("ar", "١٢٣ 123"),
    ],
)
def test_forms_of_one_word_are_one_token(language: str, forms: str) -> None:
    assert len(set(analyse(forms, language))) == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "organization organ"),
        ("en", "crime criminal"),
        ("ru", "мир мирный"),
        ("en", "police policy"),
    ],
)
def test_other_words_stay_apart(language: str, words: str) -> None:
    assert len(set(analyse(words, language))) == 2


def test_ideographs_are_found_in_pairs_and_alone() -> None:
    tokens = analyse("预防犯罪2021年crime", "zh")
    assert {"犯罪", "预防", "防犯", "罪", "2021", "年", "crime"} <= set(tokens)
    assert analyse("罪", "zh") == ["罪"]


def test_a_symbol_is_its_parts() -> None:
    assert analyse("A/RES/76/181, para. 18(15)", "en") == ["a", "res", "76", "181", "para", "18", "15"]


def test_an_arabic_word_is_known_by_its_script_in_any_language() -> None:
    assert {tuple(analyse("الجريمة", language)) for language in Language.ALL} == {("جريم",)}


def test_a_span_holds_the_word_without_what_hangs_on_it() -> None:
    text = "L'entraide et the State's co-operation"
    assert [text[start:end] for _, start, end in spans(text, "fr")] == [
        "entraide",
        "et",
        "the",
        "State",
        "co-operation",
    ]


def test_words_that_carry_nothing_are_known_in_each_language() -> None:
    assert all(
        is_stop(word, language)
        for word, language in (("the", "en"), ("les", "fr"), ("los", "es"), ("не", "ru"), ("علي", "ar"), ("的", "zh"))
    )
    assert not is_stop("crime", "en")


def test_threads_do_not_disturb_each_other() -> None:
    words = [
        f"{'abcdefg'[n % 7] * (n % 5 + 1)}ization{n % 3}ness criminal{n}s national{'ly' * (n % 2)}" for n in range(400)
    ]
    alone = [analyse(f"{word} x", "en") for word in words]
    results: dict[int, list[list[str]]] = {}
    threads = [
        threading.Thread(target=lambda at=at: results.update({at: [analyse(f"{word} x", "en") for word in words]}))
        for at in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(results[at] == alone for at in range(4))


@pytest.mark.parametrize(
    "text", ["." * 200_000, "a-" * 100_000, "co-" * 70_000, "'" * 200_000, "a\u0301" * 100_000, "qu'" * 70_000]
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    started = process_time()
    analyse(text, "fr")
    list(spans(text, "fr"))
    assert process_time() - started < 5
