"""A report as DOCX: each sentence in a bookmark, and beside it the manifest of what each of them counts."""

import json
import zipfile
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from .manifest import manifest, mark_of
from .parts import Heading, Paragraph, Report, Sentence, Table

MANIFEST = "/customXml/cjin-report.json"
RELATION = "https://cjin.org/report-manifest"
FONTS = {"ar": "Noto Naskh Arabic", "zh": "Noto Serif CJK SC"}
_STILL = (1980, 1, 1, 0, 0, 0)


def as_docx(report: Report, *, day: date, round_: str = "") -> bytes:
    """A report as a DOCX file, dated on a day; one on a ``round_`` can be checked. The same gives the same bytes."""
    sheet = _Sheet(report, day)
    for block in (*report.heads, *report.blocks, *report.annexes):
        match block:
            case Heading():
                sheet.heading(block)
            case Paragraph():
                sheet.paragraph(block)
            case Table():
                sheet.table(block)
    return sheet.saved(manifest(report, round_) if round_ else None)


class _Sheet:
    """A document that is written block by block."""

    def __init__(self, report: Report, day: date) -> None:
        self.report = report
        self.document: Document = docx.Document()
        self.numbers = self.marks = 0
        self.to_left = report.language == "ar"
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = "Noto Serif", Pt(10.5)
        about = self.document.core_properties
        about.title, about.author, about.language = report.heads[0].text[:250], "", report.language
        about.created = about.modified = _moment(day)
        about.last_modified_by, about.revision = "", 1

    def heading(self, block: Heading) -> None:
        style = f"Heading {block.level}" if block.level else "Title" if block.key == "title" else "Subtitle"
        self._sentence(self._add("", style), block.sentence)

    def paragraph(self, block: Paragraph) -> None:
        made = self._add("", None)
        if block.numbered:
            self.numbers += 1
            made.add_run(f"{self.numbers}.\t")
        else:
            made.paragraph_format.left_indent = Cm(0.6)
        for place, one in enumerate(block.sentences):
            if place:
                made.add_run("" if self.report.language == "zh" else " ")
            self._sentence(made, one)

    def table(self, block: Table) -> None:
        table = self.document.add_table(rows=1, cols=len(block.columns))
        table.style = "Table Grid"
        if self.to_left:
            table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
        for cell, text in zip(table.rows[0].cells, block.columns, strict=True):
            self._into(cell, Sentence("", text), bold=True)
        for row in block.rows:
            for cell, one in zip(table.add_row().cells, row, strict=True):
                self._into(cell, one)
        self._add("", None)

    def saved(self, said: Mapping[str, Any] | None) -> bytes:
        if said is not None:
            content = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
            part = Part(PackURI(MANIFEST), "application/json", content, self.document.part.package)
            self.document.part.relate_to(part, RELATION)
        stream = BytesIO()
        self.document.save(stream)
        return _still(stream.getvalue())

    def _into(self, cell: Any, one: Sentence, *, bold: bool = False) -> None:
        paragraph = cell.paragraphs[0]
        self._directed(paragraph)
        self._sentence(paragraph, one)
        for run in paragraph.runs:
            run.bold, run.font.size = bold or None, Pt(9)

    def _sentence(self, paragraph: Any, one: Sentence) -> None:
        """A sentence in its bookmark; what no rule made has none."""
        if not one.phrase:
            self._run(paragraph, one.text)
            return
        self.marks += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for element in (start, end):
            element.set(qn("w:id"), str(self.marks))
        start.set(qn("w:name"), mark_of(one.key))
        paragraph._p.append(start)
        self._run(paragraph, one.text)
        paragraph._p.append(end)

    def _run(self, paragraph: Any, text: str) -> None:
        run = paragraph.add_run(text)
        font = FONTS.get(self.report.language)
        if font:
            fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
            fonts.set(qn("w:cs" if self.to_left else "w:eastAsia"), font)
        if self.to_left:
            run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))

    def _add(self, text: str, style: str | None) -> Any:
        made = self.document.add_paragraph(style=style)
        self._directed(made)
        if text:
            self._run(made, text)
        return made

    def _directed(self, paragraph: Any) -> None:
        if self.to_left:
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))


def _moment(day: date) -> Any:
    from datetime import UTC, datetime

    return datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)


def _still(file: bytes) -> bytes:
    """The same package with its parts in order and without the hour at which it was made."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(file)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(given.namelist(), key=lambda one: (one != CONTENT_TYPES, one)):
            entry = zipfile.ZipInfo(name, _STILL)
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, given.read(name))
    return out.getvalue()


CONTENT_TYPES = "[Content_Types].xml"
