"""What a question can be answered with, in words."""

from ..vocabulary import ANSWERED, NO_ANSWERS, codes, word
from .questions import Kind, Question


def answers_in_words(question: Question, language: str) -> dict[str, str]:
    """Each code that can stand in a reply with its words: those of the answers, then the kinds of reply."""
    kinds = {one: word("replies", one, language) for one in (ANSWERED, *NO_ANSWERS)}
    match question.kind:
        case Kind.THREE:
            said = _of("three", language)
        case Kind.IMPLEMENTATION:
            said = _of("implementation", language) | _of("difficulties", language)
        case Kind.CHOICE | Kind.MANY:
            said = {one.code: one.text.get(language) or one.text.get("en") or one.code for one in question.options}
        case _:
            said = {}
    return said | kinds


def _of(section: str, language: str) -> dict[str, str]:
    return {code: word(section, code, language) for code in codes(section)}
