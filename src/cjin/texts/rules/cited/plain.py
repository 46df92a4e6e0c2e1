"""A text with plain blanks and hyphens, and the way back to the places of the text as it is written."""

import re
from dataclasses import dataclass

from cjin.texts.rules.sentences import Span

_ODD = re.compile(r"[^\S ]|  |[\u2010\u2011\u00ad\u200b\u2060\ufeff]")
_HYPHENS = "\u2010\u2011"
_UNSEEN = "\u00ad\u200b\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class Plain:
    """The plain text, the ``original``, and for each sign its place in that; no places where both are alike."""

    text: str
    original: str
    places: tuple[int, ...] = ()

    def written(self, span: Span) -> Span:
        """Where a part of the plain text stands in the text as it is written."""
        if not self.places or span.start >= span.end:
            return span
        return Span(self.places[span.start], self.places[span.end - 1] + 1)


def plain(written: str) -> Plain:
    """The text with one blank for any run of blanks and line breaks, ``-`` for every hyphen, without unseen signs."""
    if not _ODD.search(written):
        return Plain(written, written)
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(written):
        if sign in _UNSEEN:
            continue
        shown = " " if sign.isspace() else "-" if sign in _HYPHENS else sign
        if shown == " " and signs and signs[-1] == " ":
            continue
        signs.append(shown)
        places.append(place)
    return Plain("".join(signs), written, tuple(places))
