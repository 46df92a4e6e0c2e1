"""HTML: one page that stands alone, readable without a stylesheet and by any other program."""

from html import escape

from cjin.texts.rules.export.edition import Edition, depth, label_of, openings
from cjin.texts.rules.marks import MARK

_STYLE = (
    "body{font-family:serif;max-inline-size:42rem;margin:2rem auto;padding-inline:1rem;line-height:1.5}"
    "p.d1{margin-inline-start:2rem}p.d2{margin-inline-start:4rem}p.d3{margin-inline-start:6rem}.chapeau{font-variant:small-caps}"
)


def write(edition: Edition) -> str:
    """The edition as a whole HTML document in its language and direction."""
    one = edition.instrument
    direction = "rtl" if edition.language == "ar" else "ltr"
    parts = [
        f'<!DOCTYPE html>\n<html lang="{escape(edition.language)}" dir="{direction}">\n<head><meta charset="utf-8">',
        f"<title>{escape(one.title)}</title><style>{_STYLE}</style></head>\n<body>",
        *(f'<p class="symbol">{escape(line)}</p>' for line in edition.front),
        f"<h1>{escape(one.title)}</h1>",
    ]
    parts += [f'<p class="author">{escape(one.author_line)}</p>'] if one.author_line else []
    parts += [_paragraph(unit.id, label_of(unit), unit.marked or unit.text, depth(unit)) for unit in one.preamble]
    parts += [f'<p class="enacting">{escape(one.enacting_clause)}</p>'] if one.enacting_clause else []
    for unit, headings, chapeau in openings(one.operative):
        parts += [f'<p class="chapeau">{escape(chapeau)}</p>'] if chapeau else []
        parts += [f"<h2>{escape(heading)}</h2>" for heading in headings]
        if depth(unit) == 0 and unit.kind != "paragraph":
            parts += [f"<h3>{escape(label_of(unit))}</h3>"]
            parts += [f"<h4>{escape(unit.title)}</h4>"] if unit.title else []
            parts += [_paragraph(unit.id, "", unit.marked or unit.text, 0)] if unit.text else []
        else:
            parts.append(_paragraph(unit.id, label_of(unit), unit.marked or unit.text, depth(unit)))
    parts += [f'<p class="closing">{escape(one.closing_formula)}</p>'] if one.closing_formula else []
    parts += [
        f'<p class="note" id="note-{escape(n.label)}"><sup>{escape(n.label)}</sup> {escape(n.text)}</p>'
        for n in one.notes.values()
    ]
    return "\n".join([*parts, "</body>", "</html>", ""])


def _paragraph(identity: str, label: str, marked: str, level: int) -> str:
    words = MARK.sub(
        lambda m: f'<sup><a href="#note-{escape(m.group(1))}">{escape(m.group(1))}</a></sup>', escape(marked)
    )
    own = identity.partition("/")[2]
    return (
        f'<p id="{escape(own)}" class="d{min(level, 3)}">{escape(label)} {words}</p>'
        if label
        else f'<p id="{escape(own)}">{words}</p>'
    )
