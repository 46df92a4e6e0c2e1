"""Reasons, conditions and gaps as sentences of the catalogue, with what is filled in."""

from dataclasses import dataclass

from cjin.core.rules.catalogue import read

from ..wording import ENGLISH, spoken
from .instruments import WORDS


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence by its kind and what is filled in, with the provision that it rests on (``untoc-2000/art_18``).

    ``proposed`` marks what rules read in a statement and nobody confirmed.
    """

    kind: str
    about: tuple[tuple[str, str], ...] = ()
    citation: str = ""
    proposed: bool = False


def said(kind: str, citation: str = "", *, proposed: bool = False, **about: object) -> Said:
    """A sentence with what is filled in."""
    return Said(kind, tuple((name, str(value)) for name, value in about.items()), citation, proposed)


def in_words(part: str, one: Said, language: str = ENGLISH) -> str:
    """The sentence in a language, the English one where it has none; ``part`` is conditions, reasons or missing."""
    english: str = read(WORDS)[part][one.kind]
    code = spoken(language)
    template = english if code == ENGLISH else read(f"{WORDS}/{code}")[part].get(one.kind, english)
    return str(template).format_map(dict(one.about))
