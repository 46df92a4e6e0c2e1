"""Decoding plain text: UTF-8 first, then what the bytes tell, never a silent guess."""

import codecs

from charset_normalizer import from_bytes

from cjin.core.rules.errors import Fault, Invalid

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CODE_PAGES = ["cp1252", "cp1251", "cp1256", "gb18030", "latin_1"]


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of a file and remarks on how it was decoded. Raises Invalid for bytes that are no text."""
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "") or _wide(data)
    try:
        return data.decode(encoding or "utf-8"), (
            (f"Read as {encoding}.",) if encoding and encoding != "utf-8-sig" else ()
        )
    except UnicodeDecodeError as error:
        if encoding:
            raise _no_text(name) from error
    if data.count(b"\x00") > len(data) // 100:
        raise _no_text(name)
    return _by_code_page(data, name)


def _wide(data: bytes) -> str:
    """UTF-16 without a byte order mark shows in its zero bytes."""
    sample = data[:4000]
    if len(sample) < 8 or b"\x00" not in sample:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > len(sample) * 0.3 and even < len(sample) * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > len(sample) * 0.3 and odd < len(sample) * 0.05 else ""


def _by_code_page(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    best = from_bytes(data[:200_000], cp_isolation=_CODE_PAGES).best()
    encoding = best.encoding if best else "cp1252"
    encoding = "cp1252" if encoding == "latin_1" else encoding
    text = data.decode(encoding, errors="replace")
    if sum(not c.isprintable() and c not in "\t\r\n\f" for c in text[:20_000]) > len(text[:20_000]) // 50:
        raise _no_text(name)
    lost = text.count("\ufffd")
    remark = f"The file is not UTF-8; it was read as {encoding}" + (
        f", {lost} bytes could not be read." if lost else "."
    )
    return text, (remark,)


def _no_text(name: str) -> Invalid:
    return Invalid(
        f"{name} is not a text file.", [Fault(name, "Choose a PDF, DOCX, HTML, Markdown or plain text file.")]
    )
