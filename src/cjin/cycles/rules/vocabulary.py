"""The codes that answers are made of, and what they are called in the six languages."""

from collections.abc import Mapping

from cjin.core.rules.catalogue import read
from cjin.core.rules.identifiers import Language

FILE = "cycles/words"
ANSWERED, NIL, NOT_REPORTED, WITHHELD, NOT_APPLICABLE = "answered", "nil", "not-reported", "withheld", "not-applicable"
"""What a reply to a question can be: an answer, or one of four kinds of none."""
NO_ANSWERS = (NIL, NOT_REPORTED, WITHHELD, NOT_APPLICABLE)
LAW, PRACTICE = "law", "practice"
"""Whether something is so in law, and whether it is so in practice."""


def codes(section: str) -> tuple[str, ...]:
    """The codes of a section (``difficulties``, ``implementation``, …) in their order."""
    return tuple(read(FILE)[section])


def word(section: str, code: str, language: str) -> str:
    """What a code is called in a language; the plain code where it is none of the section."""
    said = read(FILE)[section].get(code, {})
    return str(said.get(Language.of(language), code))


def shown(text: Mapping[str, str], language: str) -> str:
    """A text in a language, else in English, else in the first that has it: nothing is left out."""
    return text.get(Language.of(language)) or text.get("en") or next(iter(text.values()), "")


def embedded(text: Mapping[str, str], language: str) -> str:
    """The same, to stand among words of the language: in Arabic, words of another one keep their own direction."""
    said = shown(text, language)
    return f"\u2068{said}\u2069" if said and language == "ar" and "ar" not in text else said
