"""Files of unit records: what they are, which columns they have, and how the engine reads them as text."""

import codecs
import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow.parquet as parquet
from pyarrow import ArrowInvalid, DataType, DictionaryType, types

from cjin.core.rules.errors import Fault, Invalid, NotFound, Unavailable
from cjin.core.rules.workbooks import sheet_to_csv
from cjin.statistics.rules.mapping import File
from cjin.statistics.rules.records.engine import name, text
from cjin.statistics.rules.records.textfiles import check_text

LONGEST_LINE = 1_000_000
"""A line of a CSV file may have so many bytes; a longer one is no row of a table."""
LONGEST_VALUE = 50_000
"""The values of a column of a Parquet file have so many bytes on the average at most."""
KEPT = 300
"""So much is kept of a long text of a Parquet file: more than a code may have."""
PEEK = 16_384
DELIMITERS = ",;\t|"
_STRANGE = {"cp1252", "utf-16"}


@dataclass(frozen=True)
class Origin:
    """A file ready to be read: its name for people, its columns in order, and the relation in SQL, all of it text.

    ``first`` is the number of the line or row that the first record stands in, ``path`` what the engine reads,
    ``gaps`` from which line on a record stands how much further down in its sheet.
    """

    name: str
    path: str
    columns: tuple[str, ...]
    relation: str
    first: int
    gaps: Sequence[tuple[int, int]] = ()


def origin_of(path: Path, file: File, work: Path) -> Origin:
    """Opens a CSV, Parquet or XLSX file. ``work`` takes what has to be rewritten before it can be read.

    Raises NotFound, Unavailable, and Invalid for what is none of them, an empty file, or a header with a fault.
    """
    try:
        with path.open("rb") as stream:
            begins = stream.read(PEEK)
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {path}.") from error
    except OSError as error:
        raise Unavailable(f"{path} cannot be read: {error.strerror}.") from error
    head = begins[:4]
    if head == b"PAR1":
        return _parquet(path)
    if head[:2] == b"PK":
        written, gaps = sheet_to_csv(path, file.sheet, work)
        return replace(_csv(written, path.name, File(delimiter=",", decimal=file.decimal, skip=file.skip)), gaps=gaps)
    if not head:
        raise Invalid(f"{path.name} is empty.", [Fault(path.name, "Choose a file with a header and rows.")])
    check_text(begins, path.name, file.encoding)
    return _csv(_plain(path, file, work), path.name, file)


def _plain(path: Path, file: File, work: Path) -> Path:
    """The file in UTF-8; it is rewritten where it is in another encoding."""
    if file.encoding not in _STRANGE:
        return path
    written = work / f"{path.name}.utf-8"
    with (
        path.open(encoding=file.encoding, errors="replace", newline="") as source,
        written.open("w", encoding="utf-8", newline="") as target,
    ):
        while chunk := source.read(1 << 20):
            target.write(chunk)
    return written


def _csv(path: Path, shown: str, file: File) -> Origin:
    encoding = "latin-1" if file.encoding == "latin-1" else "utf-8"
    line = _header_line(path, shown, file.skip, encoding)
    _check_lines(path, shown)
    delimiter = file.delimiter or max(DELIMITERS, key=line.count)
    columns = _columns(line, delimiter, shown, file.skip + 1)
    _check_header(columns, shown, file.skip + 1)
    names = "{" + ", ".join(f"{text(column)}: 'VARCHAR'" for column in columns) + "}"
    options = (
        f"auto_detect=false, header=false, skip={file.skip + 1}, columns={names}, delim={text(delimiter)}, quote='\"', "
        f"escape='\"', encoding={text(encoding)}, max_line_size={LONGEST_LINE}, null_padding=false, "
        f"store_rejects=true, rejects_limit=100000, strict_mode=true"
    )
    return Origin(shown, str(path), columns, f"read_csv({text(str(path))}, {options})", file.skip + 2)


def _columns(line: str, delimiter: str, shown: str, number: int) -> tuple[str, ...]:
    try:
        return tuple(column.strip() for column in next(csv.reader([line], delimiter=delimiter), []))
    except csv.Error as error:
        alone = (
            "its lines end in CR alone, as old programs write them; save it with the line ends of today (LF or CR LF)"
        )
        fault = Fault(f"{shown}, line {number}", alone if "\r" in line else f"this is no header: {error}")
        raise Invalid(f"{shown} has a faulty header.", [fault]) from error


def _check_lines(path: Path, shown: str) -> None:
    """Refuses a file with a line of more than two million bytes: the engine would leave it out without a word.

    Such a line fills a whole block of a million; of the other blocks only the beginning has to be read.
    """
    with path.open("rb") as stream:
        for start in range(0, path.stat().st_size - LONGEST_LINE, LONGEST_LINE):
            stream.seek(start)
            if b"\n" not in stream.read(PEEK) and b"\n" not in stream.read(LONGEST_LINE - PEEK):
                message = (
                    f"from byte {start:,} on there is a line of more than a million bytes; write each record on a line "
                    "of its own"
                )
                raise Invalid(f"{shown} is no table.", [Fault(shown, message)])


def refuse_endless(path: Path) -> None:
    """Refuses a text file with a line without end at once, before anything else reads the whole of it.

    What is no text, or is not there, is told by who opens it.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(4)
    except OSError:
        return
    if head != b"PAR1" and head[:2] != b"PK":
        _check_lines(path, path.name)


def _header_line(path: Path, shown: str, skip: int, encoding: str) -> str:
    """The line of the column names, without the mark that some programs write before it."""
    with path.open("rb") as stream:
        for _ in range(skip):
            stream.readline(LONGEST_LINE)
        line = stream.readline(LONGEST_LINE + 1)
    if len(line) > LONGEST_LINE:
        raise Invalid(
            f"{shown} is no table.", [Fault(f"{shown}, line {skip + 1}", "the line has more than a million bytes")]
        )
    if b"\0" in line:
        message = "this is no text; save it as CSV, or name its encoding in the mapping (file: encoding: utf-16)"
        raise Invalid(f"{shown} cannot be read.", [Fault(f"{shown}, line {skip + 1}", message)])
    try:
        return line.removeprefix(codecs.BOM_UTF8).decode(encoding).rstrip("\r\n")
    except UnicodeDecodeError as error:
        message = "it is not written in UTF-8; name its encoding in the mapping (file: encoding: cp1252)"
        raise Invalid(f"{shown} cannot be read.", [Fault(f"{shown}, line {skip + 1}", message)]) from error


def _check_header(columns: Sequence[str], shown: str, line: int) -> None:
    where = f"{shown}, line {line}"
    faults = [
        Fault(where, f"the column “{column}” comes {count} times; every column needs a name of its own")
        for column, count in Counter(columns).items() if count > 1
    ]  # fmt: skip
    faults += [Fault(where, f"column {place} has no name") for place, column in enumerate(columns, 1) if not column]
    if not columns:
        faults.append(Fault(where, "there is no header"))
    if faults:
        raise Invalid(f"{shown} has a faulty header.", faults)


def _parquet(path: Path) -> Origin:
    try:
        schema = parquet.read_schema(path)
    except (ArrowInvalid, OSError) as error:
        raise Invalid(f"{path.name} is a damaged Parquet file.", [Fault(path.name, str(error)[:200])]) from error
    columns = tuple(schema.names)
    _check_header(columns, path.name, 1)
    _check_values(path)
    source = f"read_parquet({text(str(path))})"
    words = [name(one.name) for one in schema if _is_text(one.type)]
    return Origin(path.name, str(path), columns, _shortened(source, words), 1)


def _is_text(kind: DataType) -> bool:
    plain = kind.value_type if isinstance(kind, DictionaryType) else kind
    return bool(types.is_string(plain) or types.is_large_string(plain))


def _shortened(source: str, words: Sequence[str]) -> str:
    """A relation without the ends of long texts: one text, written once, may stand for gigabytes of the same."""
    if not words:
        return source
    short = ", ".join(
        f"CASE WHEN strlen({one}) > {4 * KEPT} THEN left({one}, {KEPT}) ELSE {one} END AS {one}" for one in words
    )
    return f"(SELECT * REPLACE ({short}) FROM {source})"


def _check_values(path: Path) -> None:
    """Refuses a file that says of itself that its values are far too long: they would fill the memory one by one."""
    told = parquet.read_metadata(path)
    for number in range(told.num_row_groups):
        group = told.row_group(number)
        for place in range(group.num_columns):
            column = group.column(place)
            size = column.total_uncompressed_size // max(column.num_values, 1)
            if size > LONGEST_VALUE:
                where = f"{path.name}, row group {number + 1}, column “{column.path_in_schema[:80]}”"
                message = f"its values have {size:,} bytes on the average; leave texts out, a code or a day is short"
                raise Invalid(f"{path.name} is no table of records.", [Fault(where, message)])
