"""The header of an instrument: title, symbol, date and session before its first words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cjin.texts.rules.blocks import Block
from cjin.texts.rules.kinds import Judge, Kind
from cjin.texts.rules.labels import Form
from cjin.texts.rules.lexicon import Lexicon, fold
from cjin.texts.rules.marks import without_marks
from cjin.texts.rules.openers import RESOLUTION
from cjin.texts.rules.split import Part


@dataclass(slots=True)
class Header:
    """What the header says, and how many blocks it takes up. ``front`` are blocks in it that are no title."""

    title: str = ""
    number: str = ""
    adopted: str = ""
    length: int = 0
    titles: list[Block] = field(default_factory=list)
    front: list[Block] = field(default_factory=list)


def read_header(part: Part, judge: Judge, body_words: set[str]) -> Header:
    """The header of a part: from its start to its author line, preamble, first heading or first provision."""
    header = Header()
    for place, (block, kind) in enumerate(zip(part.blocks, part.kinds, strict=True)):
        if not _belongs(part, place, kind, header, judge, body_words):
            break
        header.length = place + 1
        _take(header, block, kind, judge)
    _drop_foreign(header, body_words)
    header.title = " ".join(_title_words(block) for block in header.titles).strip(" *")
    return header


def _belongs(part: Part, place: int, kind: Kind, header: Header, judge: Judge, body_words: set[str]) -> bool:
    if kind in (Kind.RESOLUTION, Kind.ANNEX):
        return place == 0 or (kind is Kind.RESOLUTION and not header.titles)
    if kind in (Kind.ADOPTED, Kind.SOURCE, Kind.MASTHEAD, Kind.PREAMBLE_WORD):
        return True
    block = part.blocks[place]
    if place == 0 and kind is Kind.LABELLED and block.label and block.label.form is Form.NUMBER:
        return judge.is_title_like(block, 400)
    if kind is not Kind.TITLE:
        return False
    if all(_is_foreign(title, body_words) for title in header.titles):
        return True
    return not _is_heading_after_title(part, place, header)


def _is_heading_after_title(part: Part, place: int, header: Header) -> bool:
    """Whether a title-like block is the first heading of the body: a unit follows, and no author line comes."""
    ahead = part.kinds[place + 1 : place + 6]
    if Kind.AUTHOR in ahead or Kind.PREAMBLE_WORD in ahead:
        return False
    first = part.blocks[place]
    same_look = first.level and first.level == header.titles[-1].level
    return (
        bool(ahead)
        and ahead[0] in (Kind.LABELLED, Kind.CONTAINER, Kind.TEXT, Kind.DIVISION, Kind.TITLE)
        and not same_look
    )


def _take(header: Header, block: Block, kind: Kind, judge: Judge) -> None:
    if kind is Kind.RESOLUTION:
        match = RESOLUTION.match(without_marks(block.text))
        assert match
        header.number = (match.group(1) or match.group(2)).strip()
        header.titles = [block]
    elif kind in (Kind.TITLE, Kind.LABELLED):
        header.titles.append(block)
    elif kind is not Kind.ANNEX:
        header.front.append(block)
    if kind is Kind.ADOPTED:
        header.adopted = find_date(block.text, judge.lexicon) or header.adopted


def _title_words(block: Block) -> str:
    text = without_marks(block.text)
    match = RESOLUTION.match(text)
    if match:
        return text[match.end() :].strip()
    return block.plain.strip(" *")


def _drop_foreign(header: Header, body_words: set[str]) -> None:
    """A title line whose words hardly occur in the text is a title in another language: front matter."""
    if len(header.titles) < 2:
        return
    for block in [title for title in header.titles if _is_foreign(title, body_words)]:
        header.titles.remove(block)
        header.front.append(block)


def _is_foreign(block: Block, body_words: set[str]) -> bool:
    """Whether hardly a word of a title occurs in the text."""
    words = re.findall(r"[^\W\d_]{3,}", block.plain.casefold())
    return len(words) >= 3 and sum(word in body_words for word in words) < len(words) * 0.34


_DATE = re.compile(r"(?<!\d)(\d{1,2})(?:er)?\s+(?:de\s+)?([^\W\d_]{3,12})\s+(?:de\s+)?(\d{4})(?!\d)")


def find_date(text: str, lexicon: Lexicon) -> str:
    """The first date of a text, as 2005-12-16; "" when there is none."""
    for match in _DATE.finditer(text[:600]):
        month = fold(match.group(2))
        if month in lexicon.months and 1 <= int(match.group(1)) <= 31:
            return f"{int(match.group(3)):04d}-{lexicon.months.index(month) + 1:02d}-{int(match.group(1)):02d}"
    return ""


_ASTERISK_SYMBOL = re.compile(r"resolution (\d{1,4}/\d{1,3}(?: [A-Z])?)(.{0,40})", re.I)
_FULL_SYMBOL = re.compile(r"\b[AES]/(?:[A-Z]+(?:\.\d+)?/)*\d[\w./-]*", re.I)


def symbol_of_number(number: str, body: str) -> str:
    """The symbol of a resolution from its number and the body that speaks: 60/177 and the Assembly give
    A/RES/60/177.
    """
    folded = fold(body)
    if not number:
        return ""
    if re.fullmatch(r"\d{4}/\d+.*", number) or "economic and social" in folded or "economico" in folded:
        return f"E/RES/{number}"
    if re.fullmatch(r"\d{3,4} \(\d{4}\)", number) or "security council" in folded:
        return f"S/RES/{number}"
    return f"A/RES/{number}"


BODIES = {
    "A/RES/": "General Assembly",
    "A/HRC/RES/": "Human Rights Council",
    "E/RES/": "Economic and Social Council",
    "S/RES/": "Security Council",
}


def body_of(symbol: str) -> str:
    """The body whose resolutions have such a symbol, "" for any other: States that conclude a treaty are no body."""
    return next((body for beginning, body in BODIES.items() if symbol.startswith(beginning)), "")


def symbol_in_note(text: str) -> str:
    """The symbol that a note to a title gives: "General Assembly resolution 46/152, annex." or a full symbol."""
    match = _ASTERISK_SYMBOL.search(text)
    if match:
        return symbol_of_number(match.group(1), text[: match.start()])
    full = _FULL_SYMBOL.search(text)
    return full.group(0).rstrip(".,;") if full else ""


_SYMBOL_IN_FRONT = re.compile(r"\b([AES]/(?:RES/)?[A-Z0-9.]+(?:/[A-Z0-9.]+)*)\b")


def symbol_in_front(texts: Sequence[str]) -> str:
    """The first resolution or document symbol in furniture or front matter."""
    for text in texts:
        for match in _SYMBOL_IN_FRONT.finditer(text):
            if re.search(r"/\d", match.group(1)):
                return match.group(1)
    return ""
