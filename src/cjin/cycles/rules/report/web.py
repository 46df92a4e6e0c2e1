"""A report as an HTML file that stands alone: each sentence can be pointed at by its mark."""

from collections.abc import Iterator
from html import escape

from .manifest import mark_of
from .parts import Heading, Paragraph, Report, Sentence, Table

_HEAD = """<!doctype html>
<html lang="{language}" dir="{direction}"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{{max-inline-size:44rem;margin:2rem auto;padding-inline:1rem;font:1.05rem/1.6 Georgia,serif}}
table{{border-collapse:collapse;font-size:.85rem}}td,th{{border:1px solid #999;padding:.2rem .5rem;text-align:start}}
.overflow{{overflow-x:auto}}.number{{display:inline-block;min-inline-size:2.2rem}}</style></head><body>
"""


def as_html(report: Report) -> str:
    """The report as a whole HTML document."""
    direction = "rtl" if report.language == "ar" else "ltr"
    title = escape(report.heads[0].text)
    return (
        _HEAD.format(language=report.language, direction=direction, title=title)
        + "\n".join(_lines(report))
        + "\n</body></html>\n"
    )


def _lines(report: Report) -> Iterator[str]:
    yield f"<h1>{escape(report.heads[0].text)}</h1>"
    yield from (f"<p><strong>{escape(one.text)}</strong></p>" for one in report.heads[1:])
    number = 0
    for block in (*report.blocks, *report.annexes):
        match block:
            case Heading():
                yield f"<h{block.level + 1}>{escape(block.text)}</h{block.level + 1}>"
            case Paragraph():
                number += block.numbered
                label = f'<span class="number">{number}.</span> ' if block.numbered else ""
                yield f"<p>{label}{' '.join(map(_sentence, block.sentences))}</p>"
            case Table():
                yield from _table(block)


def _sentence(one: Sentence) -> str:
    return f'<span id="{mark_of(one.key)}">{escape(one.text)}</span>' if one.phrase else escape(one.text)


def _table(block: Table) -> Iterator[str]:
    heads = "".join(f'<th scope="col">{escape(one)}</th>' for one in block.columns)
    yield f'<div class="overflow"><table><thead><tr>{heads}</tr></thead><tbody>'
    for first, *rest in block.rows:
        cells = "".join(f"<td>{_sentence(one)}</td>" for one in rest)
        yield f'<tr><th scope="row">{_sentence(first)}</th>{cells}</tr>'
    yield "</tbody></table></div>"
