"""The word budget: what a report has too much goes to an annex, the least telling paragraphs first."""

from collections.abc import Sequence

from .parts import Block, Heading, Paragraph, words_in


def within(budget: int, blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The blocks that stay, of ``budget`` words at most, and those that go, with their headings.

    Of paragraphs that may go (``spill`` above 0) those of the highest number go first, among them those of least
    interest, wherever they stand. What must stay stays, also where that is more than the budget.
    """
    over = words_in(blocks) - budget
    gone: set[int] = set()
    order = sorted(
        (place for place, one in enumerate(blocks) if isinstance(one, Paragraph) and one.spill),
        key=lambda place: _worth(blocks[place], place),
    )
    for place in order:
        if over <= 0:
            break
        gone.add(place)
        over -= words_in([blocks[place]])
    kept = _with_content([one for place, one in enumerate(blocks) if place not in gone])
    return kept, _spilled(blocks, gone)


def _worth(block: Block, place: int) -> tuple[int, float, int]:
    """What goes first comes first."""
    return (-block.spill, block.interest, -place) if isinstance(block, Paragraph) else (0, 0.0, 0)


def _with_content(blocks: Sequence[Block]) -> list[Block]:
    """Without headings under which nothing is left."""
    kept: list[Block] = []
    for place, one in enumerate(blocks):
        if isinstance(one, Heading):
            following = next((two for two in blocks[place + 1 :] if not _is_below(two, one)), None)
            if following is None or isinstance(following, Heading):
                continue
        kept.append(one)
    return kept


def _is_below(block: Block, heading: Heading) -> bool:
    return isinstance(block, Heading) and block.level > heading.level


def _spilled(blocks: Sequence[Block], gone: set[int]) -> list[Block]:
    """What goes, under the headings that it stood under."""
    found: list[Block] = []
    heading: Heading | None = None
    for place, one in enumerate(blocks):
        if isinstance(one, Heading):
            heading = one
        elif place in gone:
            if heading is not None:
                found.append(Heading(f"{heading.key}/further", heading.text, 2))
                heading = None
            found.append(one)
    return found
