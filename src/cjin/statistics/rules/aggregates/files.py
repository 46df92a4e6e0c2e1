"""Files of aggregates as rows of text: CSV in UTF-8 or cp1252, or a workbook."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from cjin.core.rules.errors import Fault, Invalid, NotFound, Unavailable
from cjin.core.rules.workbooks import Row, workbook_rows

LARGEST = 256 * 1024**2
"""A file of aggregates has so many bytes at most: some two million figures."""
DELIMITERS = ",;\t|"
TITLE_ROWS = 50
"""A header stands among the first rows, below titles and notes."""


@dataclass(frozen=True)
class Opened:
    """A file that is read: how its bytes are text (nothing for a workbook), and its rows."""

    name: str
    encoding: str
    rows: Iterator[Row]


def open_rows(path: Path, work: Path) -> Opened:
    """The rows of a file. Raises NotFound, Unavailable, and Invalid for what is no table."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise Invalid(f"{path.name} is too large.", [Fault(path.name, f"a file has {LARGEST} bytes at most")])
        with path.open("rb") as stream:
            head = stream.read(4)
            content = b"" if head[:2] == b"PK" else head + stream.read()
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {path}.") from error
    except OSError as error:
        raise Unavailable(f"{path} cannot be read: {error.strerror}.") from error
    if not head:
        raise Invalid(f"{path.name} is empty.", [Fault(path.name, "choose a file with a header and rows")])
    if head[:2] == b"PK":
        return Opened(path.name, "", workbook_rows(path, work))
    said, encoding = _decoded(content, path.name)
    return Opened(path.name, encoding, _csv_rows(said, path.name))


def _decoded(content: bytes, name: str) -> tuple[str, str]:
    if b"\0" in content[:100_000]:
        raise Invalid(
            f"{name} is no table.", [Fault(name, "it is neither text nor a workbook; save it as CSV or XLSX")]
        )
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), "cp1252"


def _csv_rows(said: str, name: str) -> Iterator[Row]:
    head = said[:20_000]
    delimiter = max(DELIMITERS, key=head.count)
    reader = csv.reader(StringIO(said, newline=""), delimiter=delimiter)
    number = 1
    try:
        for cells in reader:
            if any(cells):
                yield Row("", number, cells)
            number = reader.line_num + 1
    except csv.Error as error:
        raise Invalid(f"{name} is no table.", [Fault(f"{name}, line {number}", str(error))]) from error
