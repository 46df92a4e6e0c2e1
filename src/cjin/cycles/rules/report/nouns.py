"""Nouns of a report: who is asked (States, institutions or both), as languages and numbers take them."""

from collections.abc import Collection

from cjin.core.rules.catalogue import read
from cjin.core.rules.identifiers import Language

from ..compiling.respondents import INSTITUTIONS, STATES, homes, of_kind

FILE = "cycles/report"
OF = "ofs"
"""The noun after the number of those among whom is counted."""
NOUNS = frozenset({"state", "states", "of_states", "two_states", "members", OF})


def nouns(whom: str, language: str, of: int = 0) -> dict[str, str]:
    """What a phrase can say for those who are asked; ``of`` is how many they are."""
    code = Language.of(language)
    said = {name: str(words[code]) for name, words in read(FILE)["nouns"][whom].items()}
    return said | {OF: said[_after_of(of, language)]}


def asked_words(keys: Collection[str], language: str) -> str:
    """How many are asked, States and institutions apart: 3 States and 2 institutions of 1 State."""
    joined, code = read(FILE)["joined"], Language.of(language)
    states, institutions = (of_kind(keys, kind) for kind in (STATES, INSTITUTIONS))
    bodies = _numbered(len(institutions), INSTITUTIONS, language)
    if places := homes(keys):
        bodies = joined["of"][code].format(institutions=bodies, states=_numbered(places, STATES, language))
    if not institutions:
        return _numbered(len(states), STATES, language)
    return joined["and"][code].format(
        states=_numbered(len(states), STATES, language), institutions=bodies
    ) if states else bodies  # fmt: skip


def _numbered(number: int, whom: str, language: str) -> str:
    noun = nouns(whom, language)[_after(number, language)]
    return f"{number}个{noun}" if language == "zh" else f"{number} {noun}"


def _after(number: int, language: str) -> str:
    """The form of a noun that stands after a number."""
    last, teens = number % 10, 10 < number % 100 < 20
    match language:
        case "ar":
            return "states" if 3 <= number % 100 <= 10 else "state"
        case "fr":
            return "state" if number <= 1 else "states"
        case "ru":
            return "state" if last == 1 and not teens else "states" if 1 < last < 5 and not teens else "of_states"
    return "state" if number == 1 else "states"


def _after_of(number: int, language: str) -> str:
    """The same after "of": Russian has the genitive there, which is after one as after two."""
    if language == "ru":
        return "states" if number % 10 == 1 and number % 100 != 11 else "of_states"
    return _after(number, language)
