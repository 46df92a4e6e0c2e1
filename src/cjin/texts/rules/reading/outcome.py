"""What a reader hands back: lines with hints, or why there are none."""

from dataclasses import dataclass, field

from cjin.texts.rules.source import Hint


class Unreadable(Exception):
    """The file cannot be read; the message completes "cannot be read: …"."""


@dataclass
class Reading:
    """Lines as they come out of a reader, with their hints."""

    lines: list[tuple[str, Hint]] = field(default_factory=list)
    laid_out: bool = False
    remarks: list[str] = field(default_factory=list)
