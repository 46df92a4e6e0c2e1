"""DOCX: the edition in Word's own styles, notes at the end with raised numbers."""

from collections.abc import Iterator
from io import BytesIO

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from cjin.texts.rules.document import Provision
from cjin.texts.rules.export.edition import Edition, depth, label_of, openings
from cjin.texts.rules.marks import MARK


def write(edition: Edition) -> bytes:
    """The edition as a DOCX file."""
    one = edition.instrument
    document = docx.Document()
    document.core_properties.title = one.title[:250]
    document.core_properties.language = edition.language
    to_left = edition.language == "ar"
    for label, marked, style, indent in _paragraphs(edition):
        _paragraph(document, label, marked, style=style, indent=indent, to_left=to_left)
    for note in one.notes.values():
        paragraph = document.add_paragraph()
        paragraph.add_run(note.label).font.superscript = True
        paragraph.add_run(f" {note.text}")
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


type _Piece = tuple[str, str, str | None, int]


def _paragraphs(edition: Edition) -> Iterator[_Piece]:
    """Label, words, style and indent of each paragraph in order."""
    one = edition.instrument
    yield from (("", line, None, 0) for line in edition.front)
    yield "", one.title, "Title", 0
    if one.author_line:
        yield "", one.author_line, None, 0
    for unit in one.preamble:
        yield label_of(unit), unit.marked or unit.text, None, depth(unit)
    if one.enacting_clause:
        yield "", one.enacting_clause, None, 0
    for unit, headings, chapeau in openings(one.operative):
        if chapeau:
            yield "", chapeau, None, 0
        for heading in headings:
            yield "", heading, "Heading 1", 0
        yield from _unit(unit)
    if one.closing_formula:
        yield "", one.closing_formula, None, 0


def _unit(unit: Provision) -> Iterator[_Piece]:
    words = unit.marked or unit.text
    if depth(unit) or unit.kind == "paragraph":
        yield label_of(unit), words, None, depth(unit)
        return
    yield "", label_of(unit), "Heading 2", 0
    if unit.title:
        yield "", unit.title, "Heading 3", 0
    if words:
        yield "", words, None, 0


def _paragraph(
    document: Document, label: str, marked: str, *, style: str | None = None, indent: int = 0, to_left: bool
) -> None:
    paragraph = document.add_paragraph(style=style)
    if indent:
        paragraph.paragraph_format.left_indent = Cm(indent)
    if to_left:
        _bidirectional(paragraph)
    if label:
        paragraph.add_run(f"{label}\t")
    last = 0
    for match in MARK.finditer(marked):
        paragraph.add_run(marked[last : match.start()])
        paragraph.add_run(match.group(1)).font.superscript = True
        last = match.end()
    paragraph.add_run(marked[last:])


def _bidirectional(paragraph: Paragraph) -> None:
    paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
