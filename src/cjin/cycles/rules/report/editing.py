"""What people changed in a report, put into the draft that is made anew."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .parts import Block, Paragraph, Report, Sentence


@dataclass(frozen=True, slots=True)
class Edited:
    """A text that stands in the place of a paragraph (an empty one leaves it out), or after it where ``added``.

    ``made_from`` is the text of the paragraph when it was edited.
    """

    key: str
    paragraph: str
    text: str
    made_from: str = ""
    added: bool = False


def edited(report: Report, edits: Iterable[Edited]) -> Report:
    """The report with the edits. One whose paragraph the draft has no more stands at its end, so that none is lost."""
    mine = holding(edits)
    there = {one.key for one in (*report.blocks, *report.annexes) if isinstance(one, Paragraph)}
    blocks = tuple(_put(report.blocks, mine))
    lost = tuple(_own(one, stale=True) for one in mine if one.paragraph not in there and one.text)
    return replace(report, blocks=blocks + lost, annexes=tuple(_put(report.annexes, mine)))


def holding(edits: Iterable[Edited]) -> list[Edited]:
    """The edits that hold: the newest that stands in the place of a paragraph, and all that were added."""
    every = list(edits)
    newest = {one.paragraph: one for one in every if not one.added}
    return [one for one in every if one.added or newest[one.paragraph] is one]


def _put(blocks: Iterable[Block], edits: list[Edited]) -> Iterator[Block]:
    for block in blocks:
        if not isinstance(block, Paragraph):
            yield block
            continue
        instead = next((one for one in edits if one.paragraph == block.key and not one.added), None)
        if instead is None:
            yield block
        elif instead.text:
            own = _own(instead, stale=instead.made_from != block.text, key=block.key)
            yield replace(own, numbered=block.numbered)
        yield from (_own(one) for one in edits if one.paragraph == block.key and one.added and one.text)


def _own(one: Edited, *, stale: bool = False, key: str = "") -> Paragraph:
    """A paragraph that a person wrote."""
    return Paragraph(key or one.key, (Sentence(f"edit/{one.key}", one.text, "edited"),), edited=True, stale=stale)
