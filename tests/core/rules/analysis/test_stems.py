"""Stems: what makes the forms of a word one, and what keeps two words two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.analysis import analyse
from cjin.core.rules.analysis.folding import fold
from cjin.core.rules.analysis.nouns import PLURALS, kept, singular
from cjin.core.rules.analysis.stems import ARABIC_BEGINNINGS, stem

arabic = st.text(st.sampled_from("ابتةثجحخدذرزسشصضطظعغفقكلمنهويىءأإآؤئ"), min_size=1, max_size=9).map(fold)
spanish = st.text(st.sampled_from("abcdefgilmnoprstu"), min_size=2, max_size=7)


@given(arabic)
def test_a_stem_of_an_arabic_stem_is_that_stem(word: str) -> None:
    assert stem(stem(word, "ar"), "ar") == stem(word, "ar")


@given(arabic.filter(lambda word: len(word) >= 3), st.sampled_from(["", "و"]), st.sampled_from([*ARABIC_BEGINNINGS]))
def test_what_is_written_onto_the_front_of_an_arabic_word_does_not_count(word: str, joined: str, begins: str) -> None:
    assert stem(joined + begins + word, "ar") == stem(word, "ar")


@given(spanish, st.sampled_from(["ar", "er", "ir", "or", "en", "es", "az", "ez", "iz", "oz", "uz"]))
def test_a_spanish_plural_is_its_singular(word: str, ends: str) -> None:
    assert stem(word + ends.replace("z", "c") + "es", "es") == stem(word + ends, "es")


@given(spanish, st.sampled_from([*PLURALS, "es"]))
def test_a_singular_is_its_own_singular(word: str, language: str) -> None:
    known = [*PLURALS.get(language, {}), word, f"{word}men", f"{word}enes"]
    assert all(singular(singular(one, language), language) == singular(one, language) for one in known)


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("ar", "وقاية الوقاية والوقاية للوقاية بالوقاية وقائي الوقائية"),
        ("ar", "وطنية الوطنية وطني والوطني"),
        ("ar", "وزارة الوزارة ووزارة والوزارات"),
        ("ar", "قضائي القضائي القضائية قضائيين"),
        ("ar", "جنائي الجنائية والجنائي"),
        ("ar", "رعاية رعايات"),
        ("ar", "وكالة الوكالات"),
        ("ar", "التزام الالتزامات"),
        ("ar", "إنسان الإنسانية"),
        ("es", "mujer mujeres Mujeres"),
        ("es", "juez jueces"),
        ("es", "crimen crímenes"),
        ("es", "joven jóvenes"),
        ("es", "cómplice cómplices"),
        ("es", "interés intereses"),
        ("es", "militar militares"),
        ("fr", "loi lois"),
        ("fr", "emploi emplois"),
        ("fr", "lieu lieux"),
        ("fr", "délit délits"),
        ("fr", "étranger étrangers étrangère"),
        ("fr", "détenu détenus"),
        ("fr", "chinois chinoise"),
        ("fr", "travail travaux"),
        ("fr", "œuvre oeuvre ŒUVRES"),
        ("en", "woman women women's"),
        ("en", "policeman policemen"),
        ("en", "child children"),
        ("en", "crisis crises"),
        ("en", "life lives"),
        ("en", "analysis analyses analysed"),
    ],
)
def test_forms_of_one_word_meet(language: str, forms: str) -> None:
    assert len(set(analyse(forms, language))) == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "قضاة قضائي قاضي قضية"),
        ("ar", "أمن عدل جريمة قانون حق دولة عقوبة"),
        ("fr", "délit délai"),
        ("fr", "loi loyer lien"),
        ("fr", "foi fois"),
        ("fr", "profit professeur"),
        ("fr", "paix paie pays"),
        ("es", "juez juego"),
        ("es", "paz país"),
        ("es", "policía política"),
        ("en", "specimen speciman"),
        ("en", "regimen regiman"),
        ("en", "women omen"),
    ],
)
def test_words_of_different_sense_stay_apart(language: str, words: str) -> None:
    assert len(set(analyse(words, language))) == len(words.split())


def test_a_noun_that_is_kept_is_kept_in_its_language_alone() -> None:
    assert (kept("delits", "fr"), kept("delits", "en"), kept("delits", "es")) == ("delit", "", "")
