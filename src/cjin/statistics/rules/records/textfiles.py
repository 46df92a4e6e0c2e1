"""Whether a file is text at all: a picture or a document is told by what it is, and not by its encoding."""

import re

from cjin.core.rules.errors import Fault, Invalid

KINDS = (
    (b"\x89PNG", "this is a picture (PNG)"),
    (b"\xff\xd8\xff", "this is a picture (JPEG)"),
    (b"GIF8", "this is a picture (GIF)"),
    (b"%PDF", "this is a document (PDF)"),
    (b"\xd0\xcf\x11\xe0", "this is a workbook or document of an old form; save it as XLSX"),
    (b"\x1f\x8b", "this is packed; unpack it"),
)
"""What other files begin with."""
_NO_TEXT = re.compile(rb"[\x00-\x06\x0e-\x19\x1c-\x1f\x7f]")
"""Bytes that no text has, save in two bytes a character."""
MOST = 8
"""A few such bytes are damage in a text, and are told in their lines."""
_WIDE = re.compile(rb"(?:\xff\xfe|\xfe\xff|(?:[^\x00]\x00){4}|(?:\x00[^\x00]){4})", re.DOTALL)


def check_text(begins: bytes, shown: str, encoding: str) -> None:
    """Refuses what begins as no text does. Raises Invalid."""
    kind = next((told for magic, told in KINDS if begins.startswith(magic)), "")
    if not kind and encoding != "utf-16" and len(_NO_TEXT.findall(begins)) > MOST and not _WIDE.match(begins):
        kind = "it has signs in it that no text has"
    if kind:
        raise Invalid(f"{shown} is no text file.", [Fault(shown, f"{kind}; choose a table as CSV, XLSX or Parquet")])
