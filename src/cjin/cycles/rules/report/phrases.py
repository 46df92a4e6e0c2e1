"""The phrases of a report, in the six languages, and the words for numbers of States."""

from collections.abc import Mapping
from typing import Any

from cjin.core.rules.catalogue import read
from cjin.core.rules.identifiers import Language

from ..compiling.counting import Count
from ..vocabulary import word
from .parts import Sentence

FILE = "cycles/report"


def quantifier(number: int, of: int) -> str:
    """The name of the word for so many among so many: ``one``, ``few``, ``most`` and so on."""
    share = number / of if of else 0.0
    return next(str(one["name"]) for one in read(FILE)["quantifiers"] if _fits(one, number, share))


def _fits(one: Mapping[str, Any], number: int, share: float) -> bool:
    return bool(
        one.get("least", 0) <= number <= one.get("most", number)
        and share >= one.get("share", 0.0)
        and share > one.get("above", -1.0)
    )


def heading(name: str, language: str) -> str:
    """A heading of the report."""
    return _said("headings", name, language)


def column(name: str, language: str) -> str:
    """The head of a column."""
    return _said("columns", name, language)


def states_word(name: str, language: str) -> str:
    """The words for a number of States."""
    return _said("words", name, language)


def meaning(name: str, language: str) -> str:
    """When a word for a number is used."""
    return _said("meanings", name, language)


def sentence(
    phrase: str, language: str, *, about: str = "", count: Count | None = None, **facts: str | int
) -> Sentence:
    """A sentence from a phrase. A ``count`` fills in n, of, percent and the subject; ``about`` tells it from others."""
    filled = {name: str(value) for name, value in facts.items()}
    numbers = counted(count, language) if count else {}
    template = read(FILE)["phrases"][phrase][Language.of(language)]
    if not isinstance(template, str):
        template = template["one" if count is not None and count.number == 1 else "other"]
    text = template.format(**(numbers | filled))
    text = text[:1].upper() + text[1:]
    return Sentence(f"{phrase}/{about}" if about else phrase, text, phrase, count, filled)


def counted(count: Count, language: str) -> dict[str, str]:
    """What a count fills into a phrase. A subject inside a sentence begins small where the language has capitals."""
    subject = states_word(quantifier(count.number, count.of), language)
    return {
        "n": str(count.number),
        "of": str(count.of),
        "percent": str(percent(count.number, count.of)),
        "subject": subject[:1].lower() + subject[1:],
    }


def percent(number: int, of: int) -> int:
    """A share in whole per cent, halves upwards."""
    return (200 * number + of) // (2 * of) if of else 0


def difficulty(code: str, language: str) -> str:
    """A difficulty inside a sentence."""
    said = word("difficulties", code, language)
    return said[:1].lower() + said[1:]


def _said(section: str, name: str, language: str) -> str:
    return str(read(FILE)[section][name][Language.of(language)])
