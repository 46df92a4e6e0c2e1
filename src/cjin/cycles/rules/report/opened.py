"""A finished report opened again: its pieces with their bookmarks, and its manifest. Read in a child process."""

import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

from cjin.core.rules.apart import answer, ask, limit
from cjin.core.rules.errors import Fault, Invalid

from .checking import Piece
from .manifest import read_manifest

SECONDS, MEMORY, MOST = 60, 1_500 * 1024 * 1024, 60_000_000
_OURS = re.compile(r"s[0-9a-f]{24}")
_NUMBER = re.compile(r"(\d+)\.")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(file: bytes) -> tuple[list[Piece], dict[str, Any]]:
    """The pieces and the manifest of a DOCX file. Raises Invalid where it is none of ours, or its manifest damaged."""
    told = ask("cjin.cycles.rules.report.opened", given=file, seconds=SECONDS)
    if "pieces" not in told:
        raise Invalid("This is no report of this software.", [Fault("file", str(told["error"]))])
    return [Piece(*one) for one in told["pieces"]], read_manifest(told["manifest"])


def main() -> dict[str, Any]:
    """Reads the file on standard input."""
    from defusedxml.ElementTree import fromstring

    with zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read())) as package:
        if sum(one.file_size for one in package.infolist()) > MOST:
            raise ValueError("it is too large when it is unpacked")
        names = package.namelist()
        if "customXml/cjin-report.json" not in names:
            raise ValueError("the part that tells what its sentences count is missing")
        manifest = json.loads(package.read("customXml/cjin-report.json"))
        body = fromstring(package.read("word/document.xml"))
    return {"pieces": list(_pieces(body)), "manifest": manifest}


def _pieces(body: Any) -> Iterator[tuple[str, str, str]]:
    """Each bookmark of ours with its words, and what stands outside of all; bookmarks of others are passed over."""
    for paragraph, where in _placed(body):
        mark, end, words = "", "", ""
        for element in paragraph.iter():
            begins = element.tag == f"{_W}bookmarkStart" and _OURS.fullmatch(str(element.get(f"{_W}name")))
            if begins or (end and element.tag == f"{_W}bookmarkEnd" and element.get(f"{_W}id") == end):
                if words.strip() or mark:
                    yield mark, words, where
                words = ""
                mark, end = (begins[0], str(element.get(f"{_W}id"))) if begins else ("", "")
            elif element.tag == f"{_W}t":
                words += element.text or ""
        if words.strip() or mark:
            yield mark, words, where


def _placed(body: Any) -> Iterator[tuple[Any, str]]:
    """Each paragraph with where it stands: by the number before it, its cell, else the heading above it."""
    cells = {
        id(paragraph): f"table {table}, row {row}, column {column}"
        for table, found in enumerate(body.iter(f"{_W}tbl"), 1)
        for row, line in enumerate(found.iter(f"{_W}tr"), 1)
        for column, cell in enumerate(line.iter(f"{_W}tc"), 1)
        for paragraph in cell.iter(f"{_W}p")
    }
    above = "the beginning"
    for paragraph in body.iter(f"{_W}p"):
        words = "".join(one.text or "" for one in paragraph.iter(f"{_W}t"))
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and str(style.get(f"{_W}val")).startswith(("Heading", "Title", "Subtitle")):
            above = f"“{words[:80]}”"
        number = _NUMBER.match(words)
        where = cells.get(id(paragraph)) or (f"paragraph {number[1]}" if number else f"under {above}")
        yield paragraph, where


if __name__ == "__main__":
    limit(seconds=SECONDS, memory=MEMORY)
    answer(main)
