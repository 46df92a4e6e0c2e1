"""The phrases of a report, in the six languages, and the words for numbers of States."""

from collections.abc import Mapping
from typing import Any

from cjin.core.rules.catalogue import read
from cjin.core.rules.identifiers import Language

from ..compiling.counting import Count
from ..compiling.respondents import STATES
from ..vocabulary import word
from .nouns import nouns
from .parts import Sentence

FILE = "cycles/report"
ENDS = (".", "?", "!", ":", ";", "…", "。", "？", "！", "：", "؟", "؛")


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


def heading(name: str, language: str, whom: str = STATES) -> str:
    """A heading of the report; ``whom`` says who is asked, here as below."""
    return _capital(_said("headings", name, language).format(**nouns(whom, language)))


def column(name: str, language: str, whom: str = STATES) -> str:
    """The head of a column."""
    return _capital(_said("columns", name, language).format(**nouns(whom, language)))


def states_word(name: str, language: str, whom: str = STATES) -> str:
    """The words for a number of those who are asked."""
    return _capital(_said("words", name, language).format(**nouns(whom, language)))


def states_noun(whom: str, language: str) -> str:
    """The noun for several of those who are asked."""
    return nouns(whom, language)["states"]


def meaning(name: str, language: str) -> str:
    """When a word for a number is used."""
    return _said("meanings", name, language)


def sentence(
    phrase: str, language: str, *, about: str = "", count: Count | None = None, whom: str = STATES, **facts: str | int
) -> Sentence:
    """A sentence from a phrase. A ``count`` fills in n, of, percent and the subject; ``about`` tells it from others."""
    filled = {name: str(value) for name, value in facts.items()}
    numbers = nouns(whom, language, count.of if count else 0) | (counted(count, language, whom) if count else {})
    template = read(FILE)["phrases"][phrase][Language.of(language)]
    if not isinstance(template, str):
        template = template["one" if count is not None and count.number == 1 else "other"]
    text = template.format(**(numbers | filled))
    return Sentence(f"{phrase}/{about}" if about else phrase, _capital(text), phrase, count, filled)


def counted(count: Count, language: str, whom: str = STATES) -> dict[str, str]:
    """What a count fills into a phrase. A subject inside a sentence begins small where the language has capitals."""
    subject = states_word(quantifier(count.number, count.of), language, whom)
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


def kind_of_reply(code: str, language: str) -> str:
    """A kind of reply inside a sentence."""
    said = word("replies", code, language)
    return said[:1].lower() + said[1:]


def inside(text: str) -> str:
    """A text inside a sentence: without what ends it."""
    return text.strip().rstrip(".。;；")


def closed(words: str, language: str) -> str:
    """The words with a full stop, where nothing ends them."""
    return words if words.endswith(ENDS) else f"{words}{'。' if language == 'zh' else '.'}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _said(section: str, name: str, language: str) -> str:
    return str(read(FILE)[section][name][Language.of(language)])
