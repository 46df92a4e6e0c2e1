"""PDF: the edition set by Typst as PDF/A, tagged, in its language and direction."""

import typst

from cjin.texts.rules.export.edition import Edition, depth, label_of, openings
from cjin.texts.rules.marks import MARK

_HEAD = """#set document(title: {title})
#set page(paper: "a4", margin: 25mm, numbering: "1")
#set text(lang: {language}, dir: {direction}, size: 10.5pt)
#set text(font: ("Noto Serif", "Noto Naskh Arabic", "Noto Serif CJK SC", "Libertinus Serif"))
#set super(typographic: false)
#set par(justify: false, leading: 0.7em)
#let side(indent) = if {direction} == ltr {{ (left: indent * 1cm) }} else {{ (right: indent * 1cm) }}
#let unit(indent, label, body) = block(inset: side(indent), [#if label != "" [#label ]#body])
#show heading: set block(above: 1.6em, below: 0.9em)
#let note(label, body) = text(size: 8.5pt)[#super[#label] #body]
"""


def write(edition: Edition) -> bytes:
    """The edition as PDF/A-2b. Every word goes in as a string literal, so that no text is taken for markup."""
    one = edition.instrument
    direction = "rtl" if edition.language == "ar" else "ltr"
    lines = [
        _HEAD.format(title=_string(one.title or edition.slug), language=_string(edition.language), direction=direction)
    ]
    lines += [f"#par[#{_string(text)}]" for text in edition.front]
    lines.append(f"#block(below: 1.6em)[#text(size: 16pt, weight: 600)[#{_string(one.title)}]]")
    lines += [f"#par[#{_string(one.author_line)}]"] if one.author_line else []
    lines += [_unit(depth(unit), label_of(unit), unit.marked or unit.text) for unit in one.preamble]
    lines += [f"#par[#{_string(one.enacting_clause)}]"] if one.enacting_clause else []
    for unit, headings, chapeau in openings(one.operative):
        lines += [f"#par[#smallcaps({_string(chapeau)})]"] if chapeau else []
        lines += [f"#heading(level: 1, {_string(heading)})" for heading in headings]
        contained = depth(unit) == 0 and unit.kind != "paragraph"
        lines += [f"#heading(level: 2, {_string(' '.join([label_of(unit), unit.title]).strip())})"] if contained else []
        if unit.text or not contained:
            lines.append(_unit(depth(unit), "" if contained else label_of(unit), unit.marked or unit.text))
    lines += [f"#par[#{_string(one.closing_formula)}]"] if one.closing_formula else []
    lines += ["#line(length: 30%, stroke: 0.5pt)"] if one.notes else []
    lines += [f"#note({_string(n.label)}, {_string(n.text)})\n" for n in one.notes.values()]
    return bytes(typst.compile("\n\n".join(lines).encode(), format="pdf", pdf_standards="a-2b"))


def _unit(indent: int, label: str, marked: str) -> str:
    parts, last = [], 0
    for match in MARK.finditer(marked):
        parts += [f"#{_string(marked[last : match.start()])}", f"#super({_string(match.group(1))})"]
        last = match.end()
    parts.append(f"#{_string(marked[last:])}")
    return f"#unit({indent}, {_string(label)}, [{''.join(parts)}])"


def _string(text: str) -> str:
    """A Typst string literal."""
    safe = "".join(c if c >= " " else " " for c in text)
    return '"' + safe.replace("\\", "\\\\").replace('"', '\\"') + '"'
