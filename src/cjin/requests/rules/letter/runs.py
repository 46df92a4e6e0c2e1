"""A text in paragraphs and runs: numbers, codes and addresses are kept in one piece and read from left to right."""

import re
from dataclasses import dataclass

LONGEST_BOX = 40
"""Signs of what stands in one piece; longer ones may be broken, or they would leave their column."""
_CODE = r"[A-Za-z0-9]+(?:[./:_#&-]+[A-Za-z0-9]+)*"
_BEFORE = r"(?:\b[A-Z]{2,6}[ \u00a0])?"
_GROUP = r"(?:[ \u00a0]?(?=[A-Z]*\d)[A-Z0-9]{2,4})"
_FIXED = re.compile(
    "|".join(
        [
            r"https?://[^\s<>\"“”«»،؛。，；）)]+",
            r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
            rf"{_BEFORE}\b[A-Z]{{2}}\d{{2}}(?:[ \u00a0]?[A-Z0-9]{{4}})?{_GROUP}{{2,8}}\b",
            r"\b\d+(?:\([0-9a-z]{1,4}\))+",
            r"\+\d[\d\u00a0 ().-]{5,}\d",
            r"(?:\b[A-Z]{3}|[$€£¥])[ \u00a0]?\d{1,3}(?:[ \u00a0\u202f,.']\d{3})*(?:[.,]\d+)?\b",
            r"\b\d{1,3}(?:[ \u00a0\u202f,.']\d{3})+(?:[.,]\d+)?(?:[ \u00a0](?:[A-Z]{3}\b|[€£¥$]))?",
            rf"{_BEFORE}(?=[A-Za-z./:_#&-]*\d){_CODE}",
        ]
    )
)

_FROM_RIGHT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufefc]")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text; a ``fixed`` one is never broken and stands from left to right."""

    text: str
    fixed: bool = False


def paragraphs(text: str, *, fixed: bool = False) -> tuple[tuple[Run, ...], ...]:
    """The paragraphs of a text, each as runs; their texts together are the text without the ends of lines.

    With ``fixed`` each line is one piece, but for those in letters that are written from right to left.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    return tuple((Run(line, True),) if fixed and not _FROM_RIGHT.search(line) else runs(line) for line in lines)


def runs(line: str) -> tuple[Run, ...]:
    """A line as runs."""
    found, at = [], 0
    for match in _FIXED.finditer(line):
        if match.start() > at:
            found.append(Run(line[at : match.start()]))
        found.append(Run(match.group(), True))
        at = match.end()
    if at < len(line):
        found.append(Run(line[at:]))
    return tuple(found)
