"""A report as a page has it: block by block, each counted sentence with the address of what it counts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cjin.core.forms import OWN_NAMES
from cjin.core.rules.identifiers import Language

from ...queries.documents import FORMATS
from ...rules.report.manifest import mark_of
from ...rules.report.parts import Block, Heading, Paragraph, Report, Sentence

type Addressed = Callable[[str], str]
"""The address at which a sentence with this mark tells what it counts."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence with the mark under which it can be pointed at; one that counts has an address."""

    text: str
    mark: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of the page: a ``heading``, a ``paragraph`` or a ``table``."""

    form: str
    block: Block
    number: int | None
    sentences: tuple[Shown, ...] = ()
    rows: tuple[tuple[Shown, ...], ...] = ()
    edit: int | None = None

    @property
    def level(self) -> int:
        """The level of a heading on the page, below its title."""
        return min(self.block.level + 1, 6) if isinstance(self.block, Heading) else 0


def page_of(
    report: Report, *, address: str, query: str = "", addressed: Addressed | None = None,
    edits: Mapping[str, int] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """What the page of a report needs; ``address`` is that of the page, and with an ending that of the file.

    ``query`` comes before the language in both: ``round=first&``.
    """
    pieces = list(_pieces(report, addressed, edits or {}))
    language = report.language
    return {
        "report": report,
        "language": language,
        "direction": Language(language).direction,
        "pieces": pieces,
        "contents": [one for one in pieces if one.form == "heading" and one.level == 2],
        "left": report.budget - report.words,
        "used": min(round(100 * report.words / report.budget), 100),
        "tabs": [
            {
                "label": OWN_NAMES[code],
                "url": f"{address}?{query}language={code}",
                "current": code == language,
                "lang": code,
            }
            for code in Language.ALL
        ],
        "downloads": [
            {"label": one.upper(), "url": f"{address}.{one}?{query}language={language}", "type": FORMATS[one]}
            for one in FORMATS
        ],
    }


def _pieces(report: Report, addressed: Addressed | None, edits: Mapping[str, int]) -> Iterator[Piece]:
    def shown(one: Sentence) -> Shown:
        mark = mark_of(one.key)
        return Shown(one.text, mark, addressed(mark) if addressed and one.count is not None else "")

    number = 0
    for block in (*report.blocks, *report.annexes):
        match block:
            case Heading():
                yield Piece("heading", block, None)
            case Paragraph():
                number += block.numbered
                sentences = tuple(map(shown, block.sentences))
                yield Piece(
                    "paragraph", block, number if block.numbered else None, sentences, edit=edits.get(block.key)
                )
            case _:
                yield Piece("table", block, None, rows=tuple(tuple(map(shown, row)) for row in block.rows))
