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
    filled: bool = False


@dataclass(slots=True)
class Outline:
    """The headings open at a place, outermost first. A form nests below those open when it first came."""

    stack: list[Heading] = field(default_factory=list)
    steady: bool = False

    def open(self, heading: Heading) -> None:
        """Opens a heading: closes its own form and what stands below, keeps what stands above."""
        close = self._equal(heading) if heading.label else self._lower_plain(heading)
        if close is not None:
            del self.stack[close:]
        self.stack.append(heading)

    def _equal(self, heading: Heading) -> int | None:
        """Where a labelled heading closes: at its own form, else at plain headings that have text of their own."""
        for place, above in enumerate(self.stack):
            if above.form == heading.form:
                return place
        place = len(self.stack)
        while place and not self.stack[place - 1].label and self.stack[place - 1].filled:
            place -= 1
        return place

    def _lower_plain(self, heading: Heading) -> int | None:
        """Where a plain heading closes: at plain ones of its rank; those above a label only if styles tell the rank."""
        found = None
        for place in range(len(self.stack) - 1, -1, -1):
            above = self.stack[place]
            if above.label and not self.steady:
                break
            if not above.label and above.rank >= heading.rank:
                found = place
        return found

    def fill(self) -> None:
        """Says that text came under the open headings."""
        for heading in self.stack:
            heading.filled = True

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


def plain_ranks(blocks: Sequence[Block], headings: Sequence[bool]) -> tuple[dict[int, int], set[int], bool]:
    """The rank of each plain heading by its index, those whose style says otherwise, whether styles decided.

    A steady style (every plain heading has one, and a run of headings goes down) decides; otherwise a run's last
    heading stands on the lowest level and those before it above: an outer heading never stands alone over a unit.
    """
    plain = [i for i, is_heading in enumerate(headings) if is_heading and blocks[i].label is None]
    runs = _runs(plain)
    if plain and all(blocks[i].level for i in plain) and _goes_down(blocks, runs):
        levels = sorted({blocks[i].level for i in plain})
        return {i: levels.index(blocks[i].level) + 1 for i in plain}, set(), True
    depth = max((len(run) for run in runs), default=0)
    ranks = {index: depth - len(run) + place + 1 for run in runs for place, index in enumerate(run)}
    return ranks, _against_style(blocks, ranks), False


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
