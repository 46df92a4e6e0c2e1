"""Bad files meet a clear refusal, quickly, and leave nothing behind."""

import io
import zipfile
from pathlib import Path

import pytest

from cjin.core.rules.errors import Invalid, NotFound
from cjin.texts.rules.export import write
from cjin.texts.rules.export.edition import Edition
from cjin.texts.rules.parse import parse
from cjin.texts.rules.reading import MAX_BYTES, read_bytes, read_path
from cjin.texts.rules.source import Source

GOOD = "Title of the thing\n\nWe, the people,\n\nDeclare as follows:\n\n1. Café gardens.\n\n2. End."
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(document: bytes, **more: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
        for name, content in more.items():
            archive.writestr(name, content)
    return stream.getvalue()


def good_pdf() -> bytes:
    return write(Edition(parse(Source.of_text(GOOD)).instruments[0], "en"), "pdf")


ENTITIES = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
LAUGHS = b'<?xml version="1.0"?>' + ENTITIES + b"<w:document " + W.encode() + b">&b;</w:document>"
BAD = {
    "empty": b"",
    "blank": b" \n\t\r\n",
    "mark only": b"\xef\xbb\xbf",
    "binary": bytes(range(256)) * 40,
    "picture": b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
    "old Word": b"\xd0\xcf\x11\xe0" + b"\x00" * 600,
    "rich text": b"{\\rtf1 Hello}",
    "archive": None,
    "damaged archive": b"PK\x03\x04" + b"broken" * 50,
    "zip bomb": None,
    "entities": None,
    "no XML": None,
    "truncated PDF": None,
    "PDF head only": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "foreign XML": b'<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act/></akomaNtoso>',
}


def data_of(name: str) -> bytes:
    if name == "archive":
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("a.txt", "hello")
        return stream.getvalue()
    if name == "zip bomb":
        return docx(b"<w:document " + W.encode() + b">" + b" " * 70_000_000 + b"</w:document>")
    if name == "entities":
        return docx(LAUGHS)
    if name == "no XML":
        return docx(b"<w:document")
    if name == "truncated PDF":
        return good_pdf()[:3000]
    return BAD[name] or b""


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse(read_bytes(data_of(name), f"{name}.bin"))
    assert f"{name}.bin" in refused.value.message


def test_a_scan_without_text_says_so() -> None:
    import pypdfium2

    scan = pypdfium2.PdfDocument.new()
    scan.new_page(595, 842)
    stream = io.BytesIO()
    scan.save(stream)
    with pytest.raises(Invalid, match="scan without text"):
        read_bytes(stream.getvalue(), "scan.pdf")


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    with pytest.raises(Invalid, match=f"200 MB large; at most {MAX_BYTES // 1_048_576} MB"):
        read_path(path)


def test_a_file_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_path(tmp_path / "nothing.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_other_encodings_are_read_and_told(encoding: str) -> None:
    source = read_bytes(GOOD.encode(encoding), "text.txt")
    (instrument,) = parse(source).instruments
    assert instrument.operative[0].text == "Café gardens."
    assert bool(source.remarks) == (not encoding.startswith("utf-8"))


def test_control_characters_and_direction_overrides_are_taken_out_and_logged() -> None:
    document = parse(Source.of_text(GOOD.replace("Café", "\u202eC\x00af\u200bé")))
    assert document.instruments[0].operative[0].text == "C afé gardens."
    assert {"direction-override", "control-character", "invisible-character"} <= {
        step.code for step in document.cleaning
    }


def test_two_texts_with_one_symbol_in_a_file_get_two_identifiers() -> None:
    one = "60/999. Title of the thing\n\nThe General Assembly,\n\n1. Thanks the gardeners;\n\n2. Rests.\n\n"
    document = parse(Source.of_text(one + one))
    assert [i.instrument_id for i in document.instruments] == ["ares-60-999", "ares-60-999-2"]
