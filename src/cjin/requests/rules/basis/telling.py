"""Reasons, conditions and gaps as sentences of the catalogue, with what is filled in."""

from dataclasses import dataclass

from cjin.core.rules.catalogue import read

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


def in_words(part: str, one: Said) -> str:
    """The English sentence; ``part`` is conditions, reasons or missing."""
    template: str = read(WORDS)[part][one.kind]
    return template.format_map(dict(one.about))
