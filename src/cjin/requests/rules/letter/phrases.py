"""What a letter says of itself, in the six languages."""

from collections.abc import Mapping

from cjin.core.rules.catalogue import read
from cjin.texts.rules.naming import segments_of

FILE = "requests/letter"


def phrase(name: str, language: str, /, **filled: str) -> str:
    """A phrase of letters in a language, with what is filled in. KeyError for no phrase."""
    said: Mapping[str, str] = read(FILE)[name]
    return said[language].format(**filled)


def article(eid: str, language: str) -> str:
    """A part of a treaty as it is cited, “article 18(15)(a)”."""
    segments = segments_of(eid)
    if not segments or segments[0][0] != "art":
        return eid
    number = segments[0][1] + "".join(f"({number})" for _word, number in segments[1:])
    return phrase("article", language, number=number)
