"""The codes that answers are made of, and what they are called in the six languages."""

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
