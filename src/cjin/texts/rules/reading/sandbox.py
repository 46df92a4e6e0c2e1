"""Foreign formats are read in a child process with limits on memory and time, so that a hostile file harms nothing."""

from cjin.core.rules.apart import ask
from cjin.core.rules.errors import Fault, Invalid
from cjin.texts.rules.source import Hint, Line, Source

SECONDS = 60
MEMORY = 1_500 * 1024 * 1024
MAX_LINES = 500_000
MAX_CHARACTERS = 32_000_000


def read_apart(data: bytes, name: str, format: str) -> Source:
    """Reads a file in a child process. Raises Unavailable, and Invalid with the reader's words or that of a limit."""
    answer = ask("cjin.texts.rules.reading.child", format, given=data, seconds=SECONDS)
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
