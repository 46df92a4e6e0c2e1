"""The child process: reads one foreign file from standard input and writes its lines as JSON."""

import importlib
import sys
from dataclasses import asdict

from cjin.core.rules.apart import answer, limit
from cjin.texts.rules.reading.outcome import Reading, Unreadable
from cjin.texts.rules.reading.sandbox import MAX_CHARACTERS, MAX_LINES, MEMORY, SECONDS
from cjin.texts.rules.source import PLAIN, Hint

_PLAIN = asdict(PLAIN)


def main(format: str) -> dict[str, object]:
    """What a reader makes of standard input. Raises Unreadable."""
    reader = importlib.import_module(f"cjin.texts.rules.reading.{format}")
    reading: Reading = reader.read(sys.stdin.buffer.read())
    _check_size(reading)
    return {
        "lines": [[text, _told(hint)] for text, hint in reading.lines],
        "laid_out": reading.laid_out,
        "remarks": reading.remarks,
    }


def _check_size(reading: Reading) -> None:
    """A file of a few megabytes can hold far more text than any instrument; it is not handed on."""
    if len(reading.lines) > MAX_LINES or sum(len(text) for text, _ in reading.lines) > MAX_CHARACTERS:
        raise Unreadable("it holds more text than an instrument can")


def _told(hint: Hint) -> dict[str, object]:
    """Only what a hint says beyond plain text."""
    return {name: value for name, value in asdict(hint).items() if value != _PLAIN[name]}


if __name__ == "__main__":
    limit(memory=MEMORY, seconds=SECONDS)
    answer(lambda: main(sys.argv[1]), Unreadable)
