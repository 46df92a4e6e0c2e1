"""The child process: reads one foreign file from standard input and writes its lines as JSON."""

import importlib
import json
import resource
import sys
from dataclasses import asdict

from cjin.texts.rules.reading.outcome import Reading, Unreadable
from cjin.texts.rules.reading.sandbox import MAX_CHARACTERS, MAX_LINES, MEMORY, SECONDS
from cjin.texts.rules.source import PLAIN, Hint

_PLAIN = asdict(PLAIN)


def main() -> None:
    """Limits this process, reads, writes. A fault becomes an ``error`` in the answer, never a traceback."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        reader = importlib.import_module(f"cjin.texts.rules.reading.{sys.argv[1]}")
        reading: Reading = reader.read(sys.stdin.buffer.read())
        _check_size(reading)
        answer: dict[str, object] = {
            "lines": [[text, _told(hint)] for text, hint in reading.lines],
            "laid_out": reading.laid_out,
            "remarks": reading.remarks,
        }
    except Unreadable as error:
        answer = {"error": str(error)}
    except MemoryError:
        answer = {"error": "it needs more memory than a text may"}
    except RecursionError:
        answer = {"error": "it is nested too deeply"}
    sys.stdout.write(json.dumps(answer))


def _check_size(reading: Reading) -> None:
    """A file of a few megabytes can hold far more text than any instrument; it is not handed on."""
    if len(reading.lines) > MAX_LINES or sum(len(text) for text, _ in reading.lines) > MAX_CHARACTERS:
        raise Unreadable("it holds more text than an instrument can")


def _told(hint: Hint) -> dict[str, object]:
    """Only what a hint says beyond plain text."""
    return {name: value for name, value in asdict(hint).items() if value != _PLAIN[name]}


if __name__ == "__main__":
    main()
