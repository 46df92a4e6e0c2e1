"""What a question asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.identifiers import Language
from cjin.core.rules.search.expressions import Beginning, Every, Expression, Phrase, Some, Without, Word, fts5, tsquery
from cjin.core.rules.search.questions import Asked, Part, asked, parts_of
from cjin.core.rules.search.sought import Sought

questions = st.text() | st.text(st.sampled_from("ab -\"“”*'()&|!:<>\\\0犯罪NEAR\u202e"))


def ask(question: str, language: str = "en", *, any_term: bool = False) -> Asked | None:
    return asked(parts_of(question), [language], any_term=any_term)


def expression(question: str, language: str = "en") -> Expression | None:
    found = ask(question, language)
    return found.expression if found else None


@given(questions, st.booleans())
def test_any_text_is_a_question(question: str, any_term: bool) -> None:
    found = asked(parts_of(question), Language.ALL, any_term=any_term)
    if found is not None:
        assert any(found.sought)
        assert fts5(found.expression)
        assert tsquery(found.expression)


@given(questions)
def test_nothing_of_what_was_typed_becomes_an_operator(question: str) -> None:
    found = asked(parts_of(question), Language.ALL)
    for token in _tokens(found.expression) if found else ():
        assert token.isalnum()


def _tokens(found: Expression) -> list[str]:
    match found:
        case Word(token) | Beginning(token):
            return [token]
        case Phrase(tokens):
            return list(tokens)
        case Every(parts) | Some(parts):
            return [token for part in parts for token in _tokens(part)]
        case Without(part, other):
            return _tokens(part) + _tokens(other)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("crime prevention", [Part("crime"), Part("prevention")]),
        ('"crime prevention" -drugs', [Part("crime prevention", phrase=True), Part("drugs", without=True)]),
        ("“open quote", [Part("open quote", phrase=True)]),
        ('-"human rights"', [Part("human rights", phrase=True, without=True)]),
        ("- -- traff*", [Part("-"), Part("--"), Part("traff*")]),
        ("«état de droit»", [Part("état de droit", phrase=True)]),
    ],
)
def test_the_parts_of_a_question(question: str, parts: list[Part]) -> None:
    assert parts_of(question) == parts


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("crimes", Word("crime")),
        ("prevention of crime", Every((Word("prevent"), Word("crime")))),
        ("of the", Every((Word("of"), Word("the")))),
        ('"of the"', Phrase(("of", "the"))),
        ("76/181", Phrase(("76", "181"))),
        ("crime -drugs", Without(Word("crime"), Word("drug"))),
        ("traffi*", Beginning("traffi")),
        ("criminals*", Some((Beginning("criminals"), Word("crimin")))),
        ("t*", Word("t")),
        ("预防犯罪", Every((Word("预防"), Word("防犯"), Word("犯罪")))),
        ("罪", Word("罪")),
        ("-crime", None),
        ("", None),
        ("!?", None),
    ],
)
def test_what_a_question_asks(question: str, wanted: Expression | None) -> None:
    assert expression(question) == wanted


def test_languages_read_a_word_each_in_its_way() -> None:
    found = asked(parts_of("adoptées"), ["en", "fr"])
    assert found is not None
    assert found.expression == Some((Word("adopte"), Word("adopt")))
    assert found.sought == ((Sought("adopte"), Sought("adopt")),)


def test_any_term_is_enough_when_it_is_asked_so() -> None:
    found = ask("crime justice -drugs", any_term=True)
    assert found is not None
    assert found.expression == Without(Some((Word("crime"), Word("justic"))), Word("drug"))


def test_a_question_is_cut_where_it_is_too_long() -> None:
    assert len(parts_of("word " * 5000)) == 16
    assert len(parts_of("x" * 10_000)[0].text) == 500


def test_how_an_expression_is_written_for_each_engine() -> None:
    whole = Without(Every((Word("a"), Some((Beginning("b"), Phrase(("c", "d")))))), Word("e"))
    assert fts5(whole) == '(("a" AND ("b" * OR "c d")) NOT "e")'
    assert tsquery(whole) == "(('a' & ('b':* | ('c' <-> 'd'))) & !'e')"
