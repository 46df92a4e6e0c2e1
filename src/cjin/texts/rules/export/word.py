"""DOCX: the edition in Word's own styles, notes at the end with raised numbers."""

from io import BytesIO

from docx import Document as new_document
from docx.document import Document
from docx.oxml import OxmlElement
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from cjin.texts.rules.export.edition import Edition, depth, label_of, openings
from cjin.texts.rules.marks import MARK


def write(edition: Edition) -> bytes:
    """The edition as a DOCX file."""
    one = edition.instrument
    document = new_document()
    document.core_properties.title = one.title[:250]
    document.core_properties.language = edition.language
    to_left = edition.language == "ar"
    _paragraph(document, "", one.title, style="Title", to_left=to_left)
    if one.author_line:
        _paragraph(document, "", one.author_line, to_left=to_left)
    for unit in one.preamble:
        _paragraph(document, label_of(unit), unit.marked or unit.text, indent=depth(unit), to_left=to_left)
    if one.enacting_clause:
        _paragraph(document, "", one.enacting_clause, to_left=to_left)
    for unit, headings, chapeau in openings(one.operative):
        if chapeau:
            _paragraph(document, "", chapeau, to_left=to_left)
        for heading in headings:
            _paragraph(document, "", heading, style="Heading 1", to_left=to_left)
        contained = depth(unit) == 0 and unit.kind != "paragraph"
        if contained:
            _paragraph(document, "", label_of(unit), style="Heading 2", to_left=to_left)
            if unit.title:
                _paragraph(document, "", unit.title, style="Heading 3", to_left=to_left)
        if unit.text or not contained:
            _paragraph(document, "" if contained else label_of(unit), unit.marked or unit.text, indent=depth(unit), to_left=to_left)
    if one.closing_formula:
        _paragraph(document, "", one.closing_formula, to_left=to_left)
    for note in one.notes.values():
        paragraph = document.add_paragraph()
        paragraph.add_run(note.label).font.superscript = True
        paragraph.add_run(f" {note.text}")
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


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
        paragraph.add_run(_safe(marked[last : match.start()]))
        paragraph.add_run(match.group(1)).font.superscript = True
        last = match.end()
    paragraph.add_run(_safe(marked[last:]))


def _bidirectional(paragraph: Paragraph) -> None:
    paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))


def _safe(text: str) -> str:
    """Characters that XML cannot hold stand as the replacement character."""
    return "".join(c if c >= " " or c in "\t\n" else "\ufffd" for c in text)
