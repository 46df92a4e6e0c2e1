"""Makes the words of a sentence once more, apart from what wrote them: from its phrase and what was counted."""

from collections.abc import Mapping
from string import Formatter
from typing import Any

from cjin.core.rules.catalogue import read

from ..compiling.respondents import STATES
from ..vocabulary import word
from .nouns import NOUNS, nouns

FILE = "cycles/report"
COUNTED = frozenset({"n", "of", "percent", "subject"})
"""What a count fills in."""
CELLS = frozenset({"cell-n", "cell-of", "cell-percent"})
PLAIN = {"heading": "heading", "cell-paragraph": "paragraph", "cell-fixed": "meaning"}
"""What is a fact and nothing else."""


def fields_of(phrase: str, language: str) -> frozenset[str] | None:
    """The names of what is filled into a phrase; None where there is no such phrase."""
    if phrase == "edited":
        return frozenset()
    if phrase in CELLS:
        return frozenset({"n"})
    if phrase in PLAIN:
        return frozenset({PLAIN[phrase]})
    if phrase not in read(FILE)["phrases"]:
        return None
    return frozenset(name for _, name, _, _ in Formatter().parse(_template(phrase, 0, language)) if name) - NOUNS


def remade(entry: Mapping[str, Any], number: int, of: int, language: str, whom: str = STATES) -> str:
    """What a sentence of the manifest says where so many of so many are counted; ``whom`` says of what kind."""
    phrase, facts = entry["phrase"], entry.get("facts", {})
    share = str((200 * number + of) // (2 * of) if of else 0)
    if phrase in CELLS:
        return {"cell-n": str(number), "cell-of": str(of), "cell-percent": share}[str(phrase)]
    if phrase in PLAIN:
        return str(facts[PLAIN[phrase]])
    filled = {"n": str(number), "of": str(of), "percent": share, "subject": _subject(number, of, language, whom)}
    said = nouns(whom, language, of)
    text = _template(phrase, number, language).format(**(said | filled | facts))
    return text[:1].upper() + text[1:]


def _template(phrase: str, number: int, language: str) -> str:
    said = read(FILE)["phrases"][phrase][language]
    return str(said if isinstance(said, str) else said["one" if number == 1 else "other"])


def _subject(number: int, of: int, language: str, whom: str) -> str:
    return small(str(read(FILE)["words"][share_word(number, of)][language]).format(**nouns(whom, language)))


def share_word(number: int, of: int) -> str:
    """The name of the word for so many of so many."""
    if number <= 2 or number == of:
        return ("none", "one", "two")[number] if number <= 2 else "all"
    if 2 * number > of:
        return "almost-all" if 10 * number >= 9 * of else "most"
    if 4 * number >= of:
        return "many"
    return "few" if number <= 5 else "several" if number <= 10 else "some"


def difficulty(code: str, language: str) -> str:
    """A difficulty as it stands inside a sentence."""
    return small(word("difficulties", code, language))


def kind(code: str, language: str) -> str:
    """A kind of reply as it stands inside a sentence."""
    return small(word("replies", code, language))


def small(text: str) -> str:
    """The text with a small first letter."""
    return text[:1].lower() + text[1:]
