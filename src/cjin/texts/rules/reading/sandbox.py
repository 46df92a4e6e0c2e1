"""Foreign formats are read in a child process with limits on memory and time, so that a hostile file harms nothing."""

import json
import subprocess
import sys

from cjin.core.rules.errors import Fault, Invalid, Unavailable
from cjin.texts.rules.source import Hint, Line, Source

SECONDS = 60
MEMORY = 1_500 * 1024 * 1024
MAX_LINES = 500_000
MAX_CHARACTERS = 32_000_000


def read_apart(data: bytes, name: str, format: str) -> Source:
    """Reads a file in a child process. Raises Invalid with the reader's words, or when a limit was reached."""
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "cjin.texts.rules.reading.child", format],
            input=data, capture_output=True, timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise _refused(name, f"reading it took more than {SECONDS} seconds") from error
    except OSError as error:
        raise Unavailable(f"No process could be started to read {name}: {error.strerror}.") from error
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        raise _refused(name, "its reader reached a limit of memory or time, or broke off") from error
    if "error" in answer:
        raise _refused(name, answer["error"])
    return source_of(answer, name, format)


def source_of(answer: dict[str, object], name: str, format: str) -> Source:
    """The source that a child process wrote."""
    rows = answer["lines"]
    assert isinstance(rows, list)
    lines = tuple(Line(number, row[0], Hint(**row[1])) for number, row in enumerate(rows, 1))
    remarks = answer.get("remarks", [])
    assert isinstance(remarks, list)
    return Source(name, format, lines, bool(answer.get("laid_out")), tuple(remarks))


def _refused(name: str, reason: str) -> Invalid:
    return Invalid(
        f"{name} cannot be read: {reason}.",
        [Fault(name, "Open it in its program, save it again, or paste its text into a plain text file.")],
    )
