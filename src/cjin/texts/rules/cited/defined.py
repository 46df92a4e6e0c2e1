"""Names that a text gives itself: "(the Nelson Mandela Rules)" behind a work, a title whose note has its symbol."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from cjin.texts.rules.cited.found import Found
from cjin.texts.rules.cited.identifiers import Identifier, Unknown
from cjin.texts.rules.sentences import Span

_WORD = r"[A-Z][\w’'-]*"
_SHORT = re.compile(
    r" \((?:hereinafter,? (?:referred to as |called )?)?(?:the )?[“\"‘]?(?:the )?"
    rf"(?P<short>{_WORD}(?: (?:of |on |for |and |against |the )*{_WORD})+|[A-Z]{{3,}})[”\"’]?\)"
)
_BREAK = re.compile(r"[.,;:]")
_BOOK = r"(?:Handbook|Guide|Manual|Toolkit|Compendium)"
_KINDS = (
    "Declaration|Convention|Protocol|Principles|Guidelines|Rules|Strategy|Plan of Action|Programme of Action|Statute"
)
_COMMON = (
    r"(?:International|Universal|United|European|African|Additional|Second|First|Optional|Model|Global|Regional)\b"
)


def shortened(text: str, found: Sequence[Found]) -> Iterator[tuple[str, Identifier]]:
    """The short names that stand in brackets behind what they name."""
    for one in found:
        if hit := _SHORT.match(text, one.span.end):
            yield hit["short"], one.identifier


def noted(
    text: str, found: Sequence[Found], markers: Sequence[tuple[int, str]], notes: Mapping[str, Sequence[Found]]
) -> list[Found]:
    """The same, where a name in no catalogue takes the symbol that the note behind it gives.

    ``markers`` are the places of note labels in the text. The name stands right before its marker, or nothing but
    small words do between them.
    """
    unknown = [one for one in found if isinstance(one.identifier, Unknown)]
    symbols: dict[Span, Identifier] = {}
    for place, label in markers:
        cited = [one.identifier for one in notes.get(label, ())]
        before = [one for one in unknown if one.span.end <= place]
        name = max(before, key=lambda one: one.span.end) if before else None
        one_thing = len(set(cited)) == 1
        if name and one_thing and not _BREAK.search(text[name.span.end : place].rstrip(".,;:")):
            symbols.setdefault(name.span, cited[0])
    return [replace(one, identifier=symbols.get(one.span, one.identifier)) for one in found]


def beginnings(name: str) -> list[str]:
    """A name with what may stand for it later: "Istanbul Declaration", "Guide for Menders"; not "Convention on"."""
    book = re.match(rf"{_BOOK} (?:for|on|of|to) (?:(?!on |for |of |to ).)+(?= (?:on|for|of|to) |$)", name)
    head = re.match(rf"(?!{_COMMON})(?:{_WORD} (?:of )?)+?(?:{_KINDS})\b", name)
    return list(dict.fromkeys([name, *([book[0]] if book else ()), *([head[0]] if head else ())]))


def defined_in(text: str, names: Mapping[str, Identifier]) -> Iterator[Found]:
    """Where the text uses the names that it has given before."""
    for name, identifier in names.items():
        for hit in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            yield Found(identifier, Span(hit.start(), hit.end()))
