"""PDF with a text layer: lines by their place on the page, superscripts as markers, notes and running heads told
apart.
"""

import re
from collections import Counter
from ctypes import c_double, create_string_buffer
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from cjin.texts.rules.labels import Form, read_label
from cjin.texts.rules.lexicon import LANGUAGES, lexicon
from cjin.texts.rules.reading.direction import is_rtl, righted
from cjin.texts.rules.reading.outcome import Reading, Unreadable
from cjin.texts.rules.source import Hint

_MAX_PAGES = 1_500
_HYPHENS = {"\ufffe": "-", "\x02": "-", "\xad": "-"}
_DIGITS = re.compile(r"\d+")
_LABELLED = re.compile(r"\(?\w{1,5}[.)]\s")


class _Char(NamedTuple):
    """A character as it is drawn: its size, its baseline, and where its ink begins above it."""

    text: str
    size: float
    baseline: float
    bottom: float


@dataclass
class _Row:
    """A visual line of a page: its characters with size and baseline."""

    baseline: float
    size: float
    left: float
    right: float
    chars: list[_Char] = field(default_factory=list)
    bold: int = 0
    page: int = 0
    text: str = ""
    rtl: bool = False


def read(data: bytes) -> Reading:
    """The lines of a PDF. Raises Unreadable for damage, passwords, and scans without text."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        word = "it is protected by a password" if "assword" in str(error) else "the PDF is damaged or cut short"
        raise Unreadable(word) from error
    if len(document) > _MAX_PAGES:
        raise Unreadable(f"it has more than {_MAX_PAGES} pages")
    pages = []
    for number in range(len(document)):
        try:
            pages.append(_rows(document[number], number + 1))
        except pypdfium2.PdfiumError as error:
            raise Unreadable(f"page {number + 1} is damaged") from error
    if sum(len(row.text) for rows in pages for row in rows) < 20 * max(1, len(pages)):
        raise Unreadable("it is a scan without text; run text recognition on it first")
    return _lines(pages)


def _rows(page: pypdfium2.PdfPage, number: int) -> list[_Row]:
    """The visual lines of a page in the order of its content."""
    text = page.get_textpage()
    rows: list[_Row] = []
    x, y = c_double(), c_double()
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    name = create_string_buffer(64)
    row: _Row | None = None
    for index in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, index)
        character = _HYPHENS.get(chr(code), chr(code)) if code else ""
        if not character or character in "\r\n":
            continue
        size = pdfium.FPDFText_GetFontSize(text, index)
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        height = _scaled(text, index, size)
        if row is None or not (character.isspace() or _fits(row, y.value, left.value, height, rtl=is_rtl(character))):
            row = _Row(y.value, height, left.value, right.value, page=number)
            rows.append(row)
        row.chars.append(_Char(character, height, y.value, bottom.value))
        if not character.isspace():
            if height > row.size * 1.15:
                row.baseline, row.size = y.value, height
            row.left, row.right = min(row.left, left.value), max(row.right, right.value)
            row.bold += _is_bold(text, index, name)
            row.rtl = row.rtl or is_rtl(character)
    for row in rows:
        row.text = righted(_text(row))
    return [row for row in rows if row.text]


def _scaled(text: pypdfium2.PdfTextPage, index: int, size: float) -> float:
    """The type size as it appears, where the page scales its text."""
    matrix = pdfium.FS_MATRIX()
    if pdfium.FPDFText_GetMatrix(text, index, matrix):
        return float(size * (abs(matrix.d) or abs(matrix.b) or 1.0))
    return float(size)


def _fits(row: _Row, baseline: float, left: float, size: float, *, rtl: bool) -> bool:
    if abs(baseline - row.baseline) >= max(row.size, size) * 0.62:
        return False
    return rtl or row.rtl or (left > row.right - 4 * max(row.size, 1.0) and left > row.left - 2)


def _is_bold(text: pypdfium2.PdfTextPage, index: int, name: object) -> int:
    if pdfium.FPDFText_GetFontWeight(text, index) >= 600:
        return 1
    flags = pdfium.c_int()
    pdfium.FPDFText_GetFontInfo(text, index, name, 64, flags)
    return int(b"Bold" in name.value or b"Black" in name.value)  # type: ignore[attr-defined]


def _text(row: _Row) -> str:
    """The characters of a row; small raised digits and letters become a marker."""
    parts: list[str] = []
    raised: list[str] = []
    for char in row.chars:
        character = char.text
        if _is_raised(char, row):
            raised.append(character)
            continue
        if raised:
            parts.append(_marker(raised) + (" " if character.isalpha() else ""))
            raised = []
        parts.append(character.replace("<", "&lt;"))
    if raised:
        parts.append(_marker(raised))
    return " ".join("".join(parts).split())


def _is_raised(char: _Char, row: _Row) -> bool:
    """Small type above the baseline, or a character whose font draws it there (those of the text stand on it)."""
    if char.text.isspace():
        return False
    small = char.size < row.size * 0.82 and char.baseline > row.baseline + row.size * 0.12
    return small or (char.text.isascii() and char.text.isalnum() and char.bottom > row.baseline + row.size * 0.2)


def _marker(raised: list[str]) -> str:
    text = "".join(raised)
    label = text.strip("(),;")
    return f"<sup>{label}</sup>" if re.fullmatch(r"\d{1,3}|[a-z]|\*{1,3}", label) else text


def _lines(pages: list[list[_Row]]) -> Reading:
    body = _body_size(pages)
    heads = _running_heads(pages)
    leading = _leading(pages, body)
    reading = Reading(laid_out=True)
    for rows in pages:
        margin = _margin(rows, body)
        before: _Row | None = None
        if reading.lines:
            reading.lines.append(("", Hint(gap=True)))
        gaps = [place == 0 or _is_gap(rows[place - 1], row, leading, margin, body) for place, row in enumerate(rows)]
        edges = _edges(rows, gaps, heads)
        for place, row in enumerate(rows):
            furniture = place in edges
            gap = before is None or _is_gap(before, row, leading, margin, body)
            letters = sum(not char.text.isspace() for char in row.chars)
            hint = Hint(
                bold=row.bold > letters * 0.8, small=row.size < body * 0.93, gap=gap, page=row.page,
                furniture=furniture,
            )  # fmt: skip
            reading.lines.append((row.text, hint))
            before = before if furniture else row
    return reading


def _body_size(pages: list[list[_Row]]) -> float:
    sizes: Counter[float] = Counter()
    for rows in pages:
        for row in rows:
            sizes[round(row.size * 2) / 2] += len(row.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _shape(text: str) -> str:
    return _DIGITS.sub("0", text.casefold())


def _running_heads(pages: list[list[_Row]]) -> set[str]:
    """Shapes of lines at the edges of pages that come back on other pages, at least on every fourth."""
    seen: Counter[str] = Counter()
    for rows in pages:
        seen.update({_shape(row.text) for row in [*rows[:4], *rows[-3:]] if not _is_unit(row.text)})
    return {shape for shape, count in seen.items() if count >= max(2, len(pages) / 4)}


def _is_unit(text: str) -> bool:
    """Whether a line begins a unit or a note, which comes back at the edges of pages too: "Article 5", "(a) …"."""
    labels = (read_label(text, lexicon(language)) for language in LANGUAGES)
    container = any(label and label.form in (Form.CONTAINER, Form.DIVISION) for label in labels)
    return container or bool(_LABELLED.match(text)) or text.startswith("<sup>")


def _edges(rows: list[_Row], gaps: list[bool], heads: set[str]) -> set[int]:
    """The rows of running heads: whole groups at the top and bottom of a page, set off by a gap, that come back."""
    starts = [place for place, gap in enumerate(gaps) if gap]
    groups = [range(a, b) for a, b in pairwise([*starts, len(rows)])]
    found: set[int] = set()
    for ordered in (groups, list(reversed(groups))):
        for group in ordered:
            if len(found) > 12 or any(_shape(rows[place].text) not in heads for place in group):
                break
            found.update(group)
    return found


def _leading(pages: list[list[_Row]], body: float) -> float:
    """The distance of lines inside a paragraph of body text: that below lines which fill the page's width."""
    pairs = [pair for rows in pages for pair in pairwise(rows) if all(abs(row.size - body) < 1 for row in pair)]
    width = max((row.right - row.left for pair in pairs for row in pair), default=0.0)
    full = [(a, b) for a, b in pairs if a.right - a.left > width * 0.85]
    steps = sorted(step for a, b in full if body < (step := a.baseline - b.baseline) < body * 4)
    return steps[len(steps) // 5] if len(steps) > 4 else min([*steps, body * 1.35])


def _margin(rows: list[_Row], body: float) -> float:
    """The left edge at which most body lines begin."""
    lefts: Counter[int] = Counter(round(row.left / 2) * 2 for row in rows if abs(row.size - body) < body * 0.1)
    return float(lefts.most_common(1)[0][0]) if lefts else 0.0


def _is_gap(before: _Row, row: _Row, leading: float, margin: float, body: float) -> bool:
    step = before.baseline - row.baseline
    large = min(before.size, row.size)
    if step > max(leading * 1.25, large * 1.7 if large > body * 1.1 else 0) or step < -leading:
        return True
    if abs(before.size - row.size) > max(before.size, row.size) * 0.12:
        return True
    indented = row.left > margin + 8 and before.left <= margin + 4
    centred = abs(row.left + row.right - before.left - before.right) < 8
    hanging = _LABELLED.match(before.text)
    return indented and not centred and not hanging and not row.rtl and row.size >= before.size * 0.95
