"""Furniture: what belongs to the page and not to the text: rulers, page numbers, mastheads, running heads."""

import re
from collections import Counter
from collections.abc import Sequence

from cjin.texts.rules.cleaning import Clean
from cjin.texts.rules.lexicon import Lexicon, fold
from cjin.texts.rules.source import Line

_RULER = re.compile(r"([-_=—–~])\s?(\1\s?){2,}|(\*\s?){3,}|\|[|\s:-]*")
_PAGE_COMMENT = re.compile(r"^\s*<!--.*-->\s*$|^\s*<meta\b[^>]*>\s*$", re.I)
_SERVICE = re.compile(r"^\[?(DU\d)\]?(<<.*>>.*)?$|^<<.*>>$|^\*\d{6,9}\*$|^\*{0,2}\d{1,3}/\d{1,3}\*{0,2}$")
_JOB = re.compile(
    r"^(\d{1,3}\s*/\s*\d{1,3}\s+)?\d{2}-\d{5}(\s*\([A-Z]\))?(\s+\d{6})?(\s+\d{1,3}\s*/\s*\d{1,3}|\s+\d{1,3})?$"
)
_PAGE_OF = re.compile(r"^\d{1,3}\s*/\s*\d{1,3}$|^[Pp]age \d{1,4}( (of|sur|de) \d{1,4})?$|^[-–—]\s*\d{1,4}\s*[-–—]$")
_BARE_NUMBER = re.compile(r"^\d{1,4}$")
_SYMBOL = re.compile(r"^[AES]/(?:[A-Z]+[./])?[A-Za-z0-9./()-]*\d[A-Za-z0-9./()-]*( \(\d{4}\))?$")
_GLUED_MASTHEAD = re.compile(r"^United Nations\s*[AES]/|^\d{1,2} [A-Z][a-z]+ \d{4}[A-Z][a-z-]+ session$")
_DIGITS = re.compile(r"\d+")


def is_ruler(raw: str) -> bool:
    """A line that only draws a line."""
    return len(raw) < 400 and bool(_RULER.fullmatch(raw.strip()))


def is_page_mark(raw: str) -> bool:
    """A line by which a converter marks a new page."""
    return len(raw) < 2_000 and bool(_PAGE_COMMENT.match(raw))


def find_furniture(raw: Sequence[Line], lines: Sequence[Clean], lexicon: Lexicon) -> dict[int, str]:
    """The indices of furniture among the lines, each with its code. Blank lines are not furniture."""
    found: dict[int, str] = {}
    repeated = _running_heads(lines)
    for index, (source, line) in enumerate(zip(raw, lines, strict=True)):
        code = _code(source.raw, line, lexicon, repeated)
        if code:
            found[index] = code
    _page_numbers(lines, found)
    return found


def _code(raw: str, line: Clean, lexicon: Lexicon, repeated: set[str]) -> str:
    text = line.text
    if line.hint.furniture:
        return "running-head"
    if not raw.strip():
        return ""
    if is_page_mark(raw):
        return "page-mark"
    if is_ruler(raw):
        return "ruler"
    if len(text) > 200 or not text:
        return "" if text else "mark-up"
    if _SERVICE.match(raw.strip()) or _JOB.match(text):
        return "service-mark"
    if _PAGE_OF.match(text):
        return "page-number"
    if _SYMBOL.match(text) or _GLUED_MASTHEAD.match(text):
        return "running-head"
    if lexicon.furniture.match(fold(text)) or _shape(text) in repeated:
        return "running-head"
    return ""


def _shape(text: str) -> str:
    return _DIGITS.sub("0", fold(text))


_NOT_RUNNING = re.compile(r"^[\[(]?\w{1,5}[.)]|[.;:,]$")


def _running_heads(lines: Sequence[Clean]) -> set[str]:
    """Shapes of short lines that come back beside page marks at least three times and carry a symbol or a session."""
    beside: Counter[str] = Counter()
    for line in lines:
        if 0 < len(line.text) < 120 and not line.level and not _NOT_RUNNING.search(line.text):
            folded = _shape(line.text)
            if "/res/0/0" in folded or "a/0/" in folded or "a/conf" in folded:
                beside[folded] += 1
    return {shape for shape, count in beside.items() if count >= 2}


def _page_numbers(lines: Sequence[Clean], found: dict[int, str]) -> None:
    """A bare number is a page number where it stands at the edge of a page or between other furniture."""
    content = [i for i, line in enumerate(lines) if line.text or i in found]
    for place, index in enumerate(content):
        if index in found or not _BARE_NUMBER.match(lines[index].text):
            continue
        before = content[place - 1] if place else -1
        after = content[place + 1] if place + 1 < len(content) else -1
        alone = not _text_at(lines, index - 1) and not _text_at(lines, index + 1)
        edge = before in found or after in found or after == -1 or before == -1
        if edge or alone:
            found[index] = "page-number"


def _text_at(lines: Sequence[Clean], index: int) -> str:
    return lines[index].text if 0 <= index < len(lines) else ""
