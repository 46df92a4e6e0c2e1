"""Headings and their levels: labelled ones by their form, plain ones by style where it is steady, else by their
runs.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cjin.texts.rules.alphabets import roman_value
from cjin.texts.rules.blocks import Block
from cjin.texts.rules.labels import Form, follows
from cjin.texts.rules.marks import without_marks


@dataclass(slots=True)
class Heading:
    """A heading with the form that ranks it and the place of its block."""

    text: str
    form: str
    rank: int
    label: str = ""


@dataclass(slots=True)
class Outline:
    """The headings open at a place, outermost first. A form nests below those open when it first came."""

    stack: list[Heading] = field(default_factory=list)
    doubtful: bool = False

    def open(self, heading: Heading) -> None:
        """Opens a heading: closes its own form and what stands below, keeps what stands above."""
        for place, above in enumerate(self.stack):
            if above.form == heading.form or (
                above.form.startswith("plain") and heading.form.startswith("plain") and above.rank >= heading.rank
            ):
                del self.stack[place:]
                break
        self.stack.append(heading)

    def clear(self) -> None:
        """Closes all headings, as a new chapeau of the whole does."""
        self.stack.clear()

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(heading.text for heading in self.stack)


def heading_of(block: Block, rank: int, last: dict[str, str]) -> Heading:
    """The heading that a block is. ``last`` remembers the last label of each form, to tell the letter I from one."""
    text = (
        re.sub(r"\s*\*+$", "", without_marks(block.text)).rstrip(" :")
        if block.label is None
        else without_marks(block.text)
    )
    label = block.label
    if label is None:
        return Heading(text, f"plain-{rank}", rank)
    if label.form is Form.DIVISION:
        return Heading(text, f"division-{label.word}", 0, label.num)
    form = label.form
    if form is Form.UPPER_ROMAN and label.roman and _is_letter(label.num, last):
        form = Form.UPPER
    last[form.value] = label.num
    return Heading(text, form.value, 0, label.num)


def _is_letter(num: str, last: dict[str, str]) -> bool:
    letter, roman = last.get(Form.UPPER.value, ""), last.get(Form.UPPER_ROMAN.value, "")
    if roman and roman_value(num) == roman_value(roman) + 1:
        return False
    return (bool(letter) and follows(num, letter, Form.LETTER)) or (num in "CDL" and not roman)


def plain_ranks(blocks: Sequence[Block], headings: Sequence[bool]) -> tuple[dict[int, int], set[int]]:
    """The rank of each plain heading by its index, and those whose style says otherwise.

    A steady style (every plain heading has one, and a run of headings goes down) decides; otherwise a run's last
    heading stands on the lowest level and those before it above: an outer heading never stands alone over a unit.
    """
    plain = [i for i, is_heading in enumerate(headings) if is_heading and blocks[i].label is None]
    runs = _runs(plain)
    if plain and all(blocks[i].level for i in plain) and _goes_down(blocks, runs):
        levels = sorted({blocks[i].level for i in plain})
        return {i: levels.index(blocks[i].level) + 1 for i in plain}, set()
    depth = max((len(run) for run in runs), default=0)
    ranks = {index: depth - len(run) + place + 1 for run in runs for place, index in enumerate(run)}
    return ranks, _against_style(blocks, ranks)


def _runs(plain: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for index in plain:
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _against_style(blocks: Sequence[Block], ranks: dict[int, int]) -> set[int]:
    """Headings whose style is usually that of another rank: their level is in doubt."""
    usual: dict[int, Counter[int]] = defaultdict(Counter)
    for index, rank in ranks.items():
        usual[blocks[index].level][rank] += 1
    return {i for i, rank in ranks.items() if blocks[i].level and usual[blocks[i].level].most_common(1)[0][0] != rank}


def _goes_down(blocks: Sequence[Block], runs: Sequence[Sequence[int]]) -> bool:
    return all(blocks[a].level < blocks[b].level for run in runs for a, b in pairwise(run))
