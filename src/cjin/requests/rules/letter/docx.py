"""A letter as DOCX: a copy to work on, never the letter itself."""

from io import BytesIO
from typing import Any

from .parts import Cell, Content, Head, Text
from .runs import Run

FONTS = {"ar": "Noto Naskh Arabic", "zh": "Noto Serif CJK SC"}
WESTERN = "Noto Serif"
REGIONS = {"ar": "ar-SA", "en": "en-GB", "es": "es-ES", "fr": "fr-FR", "ru": "ru-RU", "zh": "zh-CN"}


def as_docx(content: Content) -> bytes:
    """The letter as a DOCX file; two languages stand in two columns of a table, Arabic from right to left."""
    from docx import Document
    from docx.shared import Pt

    document = Document()
    document.core_properties.title = content.title
    document.core_properties.author = content.heads[0].authority
    document.styles["Normal"].font.name = WESTERN
    document.styles["Normal"].font.size = Pt(10)
    sheet = _Sheet(document, content)
    sheet.head()
    for section in content.sections:
        sheet.line([(one, title) for one, title in zip(content.languages, section.titles, strict=True)], heading=True)
        for row in section.rows:
            sheet.row(row.cells)
    sheet.end()
    out = BytesIO()
    document.save(out)
    return out.getvalue()


class _Sheet:
    """A document that is written line by line, each line in every language."""

    def __init__(self, document: Any, content: Content) -> None:
        self.content = content
        self.table = document.add_table(rows=0, cols=len(content.languages))

    def head(self) -> None:
        heads = self.content.heads
        for name in ("state", "authority"):
            self.line([(one.language, getattr(one, name)) for one in heads], bold=name == "authority")
        self._texts([(one.language, one.contact) for one in heads])
        if heads[0].marks:
            self.line([(one.language, " · ".join(one.marks)) for one in heads], bold=True)
        self.line([(one.language, f"{one.to}: {one.to_authority}") for one in heads], bold=True)
        self.line([(one.language, one.to_state) for one in heads])
        for number in range(len(heads[0].facts)):
            self._facts(number, heads)
        self.line([(one.language, one.kind) for one in heads], heading=True)
        for number in range(len(heads[0].paragraphs)):
            self.line([(one.language, one.paragraphs[number]) for one in heads])

    def _facts(self, number: int, heads: tuple[Head, ...]) -> None:
        told = [(one.language, *one.facts[number]) for one in heads]
        for place, (language, name, text) in zip(self._cells(), told, strict=True):
            paragraph = _paragraph(place, language)
            _add(paragraph, f"{name}: ", language, bold=True)
            _runs(paragraph, tuple(run for one in text for run in one), language)

    def row(self, cells: tuple[Cell, ...]) -> None:
        for place, cell in zip(self._cells(), cells, strict=True):
            paragraph = _paragraph(place, cell.language)
            _add(paragraph, cell.label, cell.language, bold=True)
            if cell.article:
                _runs(paragraph, (Run(" ("), *cell.article, Run(")")), cell.language)
            if cell.mark:
                _add(paragraph, f" [{cell.mark_words}]", cell.language)
            for text in cell.text:
                _runs(_paragraph(place, cell.spoken or cell.language, first=False), text, cell.spoken or cell.language)

    def end(self) -> None:
        closings = self.content.closings
        self.line([(one.language, one.words) for one in closings])
        self.line([(one.language, "") for one in closings])
        self.line([(one.language, f"{'_' * 30} {one.signature}") for one in closings])
        self._texts([(one.language, one.notes) for one in closings])

    def line(self, said: list[tuple[str, str]], *, bold: bool = False, heading: bool = False) -> None:
        for place, (language, text) in zip(self._cells(), said, strict=True):
            paragraph = _paragraph(place, language)
            if heading:
                paragraph.style = "Heading 2"
            _add(paragraph, text, language, bold=bold)

    def _texts(self, said: list[tuple[str, Text]]) -> None:
        for place, (language, text) in zip(self._cells(), said, strict=True):
            for number, one in enumerate(text):
                _runs(_paragraph(place, language, first=number == 0), one, language)

    def _cells(self) -> Any:
        return self.table.add_row().cells


def _paragraph(place: Any, language: str, *, first: bool = True) -> Any:
    """A paragraph of a cell, from right to left where its language is."""
    from docx.oxml import OxmlElement

    made = place.paragraphs[0] if first else place.add_paragraph()
    if language == "ar":
        made._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    return made


def _runs(paragraph: Any, runs: tuple[Run, ...], language: str) -> None:
    for run in runs:
        _add(paragraph, run.text, "" if run.fixed else language)


def _add(paragraph: Any, text: str, language: str, *, bold: bool = False) -> None:
    """A run with the font and the language of its text; without a language it stands from left to right."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = paragraph.add_run(text)
    made.bold = bold or None
    fonts = made._r.get_or_add_rPr().get_or_add_rFonts()
    font = FONTS.get(language, WESTERN)
    for part in ("w:ascii", "w:hAnsi"):
        fonts.set(qn(part), WESTERN)
    fonts.set(qn("w:cs"), font)
    fonts.set(qn("w:eastAsia"), font)
    if language == "ar":
        made._r.rPr.append(OxmlElement("w:rtl"))
    if language in REGIONS:
        spoken = OxmlElement("w:lang")
        spoken.set(
            qn("w:bidi" if language == "ar" else "w:eastAsia" if language == "zh" else "w:val"), REGIONS[language]
        )
        made._r.rPr.append(spoken)
