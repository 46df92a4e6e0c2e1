"""A report as PDF: tagged PDF/A, set by Typst in its language and direction."""

from collections.abc import Iterator
from datetime import date

import typst

from .parts import Block, Heading, Paragraph, Report, Table

_HEAD = """#set document(title: {title}, date: datetime(year: {year}, month: {month}, day: {day}))
#set page(paper: "a4", margin: 25mm, numbering: "1")
#set text(lang: {language}, dir: {direction}, size: 10.5pt)
#set text(font: ("Noto Serif", "Noto Naskh Arabic", "Noto Serif CJK SC", "Libertinus Serif"))
#set par(justify: false, leading: 0.7em)
#set table(stroke: 0.4pt + luma(160), inset: 4pt)
#show heading: set block(above: 1.5em, below: 0.8em)
#show table: set text(size: 8.5pt)
#let item(number, body) = grid(columns: (2.4em, 1fr), number, body)
"""


def as_pdf(report: Report, *, day: date) -> bytes:
    """The report as PDF/A-2a, dated on a day. Every word goes in as a string literal, so that none is markup."""
    lines = [_HEAD.format(
        title=_string(report.heads[0].text), language=_string(report.language), year=day.year, month=day.month,
        day=day.day, direction="rtl" if report.language == "ar" else "ltr",
    )]  # fmt: skip
    lines += [f"#block(below: 1.2em)[#text(size: {18 - 5 * n}pt, weight: 600)[#{_string(one.text)}]]"
              for n, one in enumerate(report.heads)]  # fmt: skip
    lines += _blocks((*report.blocks, *report.annexes))
    return bytes(typst.compile("\n\n".join(lines).encode(), format="pdf", pdf_standards="a-2a"))


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    number = 0
    for block in blocks:
        match block:
            case Heading():
                yield f"#heading(level: {block.level}, {_string(block.text)})"
            case Paragraph():
                number += block.numbered
                label = f"{number}." if block.numbered else ""
                yield f"#item({_string(label)}, [#{_string(block.text)}])"
            case Table():
                yield _table(block)


def _table(block: Table) -> str:
    widths = ", ".join(["auto" if len(block.columns) > 5 else "1fr"] * len(block.columns))
    head = ", ".join(f"[*#{_string(one)}*]" for one in block.columns)
    cells = "\n".join(", ".join(f"[#{_string(cell.text)}]" for cell in row) + "," for row in block.rows)
    return f"#table(columns: ({widths},), table.header({head}),\n{cells}\n)"


def _string(text: str) -> str:
    """A Typst string literal."""
    safe = "".join(one if one >= " " else " " for one in text)
    return '"' + safe.replace("\\", "\\\\").replace('"', '\\"') + '"'
