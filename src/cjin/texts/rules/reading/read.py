"""The one way into the readers: what a file is, by its content, and how it is read safely."""

import zipfile
from io import BytesIO
from pathlib import Path

from cjin.core.rules.errors import Fault, Invalid, NotFound, Unavailable
from cjin.texts.rules.reading.plain import decode
from cjin.texts.rules.reading.sandbox import read_apart
from cjin.texts.rules.source import Source

MAX_BYTES = 32 * 1024 * 1024
FORMATS = ("text", "markdown", "html", "docx", "pdf", "akn")


def read_path(path: Path) -> Source:
    """Reads a file from disk. Raises NotFound, Unavailable or Invalid, each with what to do."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise Invalid(f"{path} is a folder; name one file.")
        if size > MAX_BYTES:
            raise _too_large(path.name, size)
        return read_bytes(path.read_bytes(), path.name)
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {path}.") from error
    except OSError as error:
        raise Unavailable(f"{path} cannot be read: {error.strerror}.") from error


def read_bytes(data: bytes, name: str) -> Source:
    """Reads the bytes of a file; ``name`` only tells Markdown from plain text and names the file in errors."""
    if len(data) > MAX_BYTES:
        raise _too_large(name, len(data))
    if not data.strip(b"\x00 \t\r\n\x0c\xef\xbb\xbf\xff\xfe"):
        raise Invalid(f"{name} is empty.", [Fault(name, "Choose a file that holds the text of an instrument.")])
    format = detect(data, name)
    if format in ("text", "markdown", "akn"):
        text, remarks = decode(data, name)
        source = Source.of_text(text, name, format)
        return Source(source.name, source.format, source.lines, remarks=remarks)
    return read_apart(data, name, format)


def _too_large(name: str, size: int) -> Invalid:
    message = f"{name} is {size / 1_048_576:.0f} MB large; at most {MAX_BYTES // 1_048_576} MB can be read."
    return Invalid(message, [Fault(name, "Split the file, or save it as plain text.")])


def detect(data: bytes, name: str) -> str:
    """The format of a file by its first bytes, then by its name. Raises Invalid for a format that is not read."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if head.startswith(b"PK"):
        return _zipped(data, name)
    for magic, what in _UNREAD.items():
        if head.startswith(magic):
            raise Invalid(
                f"{name} is {what}; it cannot be read.",
                [Fault(name, "Save it as PDF, DOCX, HTML, Markdown or plain text.")],
            )
    if b"docs.oasis-open.org/legaldocml" in data[:2048]:
        return "akn"
    low = head[:512].lower()
    if (
        low.startswith((b"<!doctype html", b"<html"))
        or b"<body" in low
        or (b"<p" in low and name.lower().endswith((".html", ".htm")))
    ):
        return "html"
    return "markdown" if name.lower().endswith((".md", ".markdown")) else "text"


_UNREAD = {
    b"\xd0\xcf\x11\xe0": "an old Office file (.doc)",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"II*\x00": "a picture",
    b"MM\x00*": "a picture",
    b"{\\rtf": "an RTF file",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"\x7fELF": "a program",
    b"MZ": "a program",
}


def _zipped(data: bytes, name: str) -> str:
    try:
        names = zipfile.ZipFile(BytesIO(data)).namelist()[:20_000]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Invalid(
            f"{name} is a damaged archive or DOCX file.", [Fault(name, "Open it in its program and save it again.")]
        ) from error
    if "word/document.xml" in names:
        return "docx"
    raise Invalid(f"{name} is an archive, not a DOCX file.", [Fault(name, "Unpack it and choose one file.")])
