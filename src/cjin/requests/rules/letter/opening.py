"""The child process: opens one letter from standard input, and tells its signature and the files attached to it."""

import base64
import logging
import sys
import zlib
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from cjin.core.rules.apart import answer, limit
from cjin.requests.rules.letter.reading import MEMORY, SECONDS

MOST_PAGES, MOST_FILES, DEEPEST = 2_000, 20, 10
LARGEST_DATA = 24_000_000
"""Bytes of the data that a letter carries: what ``drafts`` reads, with room for wordings."""


class RefusedError(Exception):
    """Why a letter is not read, by a name."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


def main(moment: str, roots: str) -> dict[str, Any]:
    """What stands in the letter, or why it is refused."""
    from pyhanko.pdf_utils.misc import PdfError

    data = sys.stdin.buffer.read()
    try:
        return _told(data, datetime.fromisoformat(moment), roots)
    except RefusedError as error:
        return {"error": str(error), "name": error.name}
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError) as error:
        return {"error": f"the PDF is damaged or altered ({type(error).__name__})", "name": "unreadable"}


def _told(data: bytes, moment: datetime, roots: str) -> dict[str, Any]:
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(BytesIO(data), strict=True)
    if reader.encrypted:
        raise RefusedError("encrypted", "the PDF is encrypted: bring it without a password")
    if int(reader.root["/Pages"]["/Count"]) > MOST_PAGES:
        raise RefusedError("too-many-pages", f"a letter has at most {MOST_PAGES} pages")
    return {"signature": _signature(reader, data, moment, roots), "files": list(_files(reader))}


def _signature(reader: Any, data: bytes, moment: datetime, roots: str) -> dict[str, Any] | None:
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature

    found = [one for one in reader.embedded_signatures if one.sig_object_type == "/Sig"]
    if len(found) != len(reader.embedded_signatures) or len(found) > 1:
        raise RefusedError("two-signatures", "the letter is signed more than once, and one signature is expected")
    if not found:
        if b"/ByteRange" in data:
            raise RefusedError("altered", "there was a signature in this file, and it was taken out")
        return None
    embedded = found[0]
    status = validate_pdf_signature(embedded, _context(roots, moment))
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE and _is_exact(embedded, data)
    if not (status.intact and status.valid and whole and status.docmdp_ok is not False):
        said = "something was added to it" if status.intact and status.valid else "what it says is not what was signed"
        raise RefusedError("altered", f"the letter was altered after it was signed: {said}")
    stamp = status.timestamp_validity
    stamped = stamp.timestamp if stamp and stamp.valid and stamp.intact and stamp.trusted else None
    if stamped:
        status = validate_pdf_signature(embedded, _context(roots, stamped), _context(roots, moment))
    return _plain(status, stamped)


def _plain(status: Any, stamped: datetime | None) -> dict[str, Any]:
    certificate = status.signing_cert
    der = certificate.dump()
    return {
        "subject": str(certificate.subject.human_friendly)[:300],
        "sha256": sha256(der).hexdigest(),
        "certificate": base64.b64encode(der).decode(),
        "since": certificate.not_valid_before.isoformat(),
        "until": certificate.not_valid_after.isoformat(),
        "signed_at": status.signer_reported_dt.isoformat() if status.signer_reported_dt else None,
        "stamped_at": stamped.isoformat() if stamped else None,
        "trusted": bool(status.trusted),
    }


def _context(roots: str, moment: datetime) -> Any:
    from pyhanko.keys import load_certs_from_pemder
    from pyhanko_certvalidator import ValidationContext

    trusted = list(load_certs_from_pemder([roots])) if roots else []  # type: ignore[no-untyped-call]
    return ValidationContext(trust_roots=trusted, allow_fetching=False, moment=moment)


def _is_exact(embedded: Any, data: bytes) -> bool:
    """Whether nothing but the signature stands in the gap that it leaves: its place ends in zeros, in one case."""
    start, length, after, rest = (int(one) for one in embedded.byte_range)
    gap = data[start + length : after]
    inner = gap[1:-1]
    signature = embedded.signed_data.dump()
    held = bytes.fromhex(inner.decode("ascii"))
    size = _der_length(held)
    same_case = inner in (inner.lower(), inner.upper())
    return (
        bool(
            start == 0
            and after + rest == len(data)
            and gap[:1] == b"<"
            and gap[-1:] == b">"
            and same_case
            and signature
        )
        and not held[size:].strip(b"\0")
        and _is_plain(embedded)
    )


def _is_plain(embedded: Any) -> bool:
    """Whether what the signature itself does not cover says what it has to: versions, its hash, whose certificate."""
    from asn1crypto import cms, core  # type: ignore[import-untyped]

    signed, info = embedded.signed_data, embedded.signer_info
    is_named = info["sid"].name == "issuer_and_serial_number"
    if is_named and info["sid"].chosen["issuer"].dump() != embedded.signer_cert.issuer.dump():
        return False
    name = info["digest_algorithm"]["algorithm"].native
    forms = [{"algorithm": name}, {"algorithm": name, "parameters": core.Null()}]
    version = cms.CMSVersion("v1" if is_named else "v3").dump()
    return bool(
        signed.contents.startswith(tuple(version + cms.DigestAlgorithms([form]).dump() for form in forms))
        and info["digest_algorithm"].dump() in [cms.DigestAlgorithm(form).dump() for form in forms]
        and info.contents.startswith(version + (b"\x30" if is_named else b"\x80"))
        and signed["signer_infos"].dump()[:1] == b"\x31"
        and info.dump()[:1] == b"\x30"
    )


def _der_length(held: bytes) -> int:
    """The bytes of the outermost element, with its head."""
    first = held[1]
    if first < 0x80:
        return 2 + first
    octets = first & 0x7F
    return 2 + octets + int.from_bytes(held[2 : 2 + octets], "big")


def _files(reader: Any) -> Iterator[dict[str, Any]]:
    """The files attached to the document; the text of those that are JSON."""
    names = _held(_held(reader.root, "/Names", {}), "/EmbeddedFiles", None)
    found = list(_leaves(names, 0)) if names is not None else []
    for one in found:
        stream = one["/EF"]["/F"]
        name = str(_held(one, "/UF", "") or _held(one, "/F", ""))
        kind = str(_held(stream, "/Subtype", ""))
        is_json = "json" in kind.lower() or name.lower().endswith(".json")
        yield {"name": name, "json": is_json, "text": _text(stream) if is_json else ""}


def _leaves(node: Any, depth: int) -> Iterator[Any]:
    """The file specifications of a tree of names."""
    if depth > DEEPEST:
        raise RefusedError("too-many-files", "the list of its files is nested too deeply")
    named = _each(_held(node, "/Names", []))[1::2]
    kids = _each(_held(node, "/Kids", []))
    if len(named) > MOST_FILES or len(kids) > MOST_FILES:
        raise RefusedError("too-many-files", f"a letter carries at most {MOST_FILES} files")
    for count, leaf in enumerate([*named, *(one for kid in kids for one in _leaves(kid, depth + 1))]):
        if count >= MOST_FILES:
            raise RefusedError("too-many-files", f"a letter carries at most {MOST_FILES} files")
        yield leaf


def _held(holder: Any, name: str, otherwise: Any) -> Any:
    """What stands under a name, followed to the object that it stands for."""
    return holder[name] if name in holder else otherwise  # noqa: SIM401 - `get` does not follow


def _each(array: Any) -> list[Any]:
    """The entries of an array, each followed to the object that it stands for."""
    return [array[number] for number in range(len(array))]


def _text(stream: Any) -> str:
    """What a stream holds, unpacked no further than data can be long."""
    filters = _held(stream, "/Filter", [])
    names = [str(filters)] if isinstance(filters, str) else [str(one) for one in _each(filters)]
    held = bytes(stream.encoded_data)
    if names == ["/FlateDecode"] and "/DecodeParms" not in stream:
        unpacking = zlib.decompressobj()
        held = unpacking.decompress(held, LARGEST_DATA + 1)
    elif names:
        raise RefusedError("unreadable", "its data are packed in a way that letters do not use")
    if len(held) > LARGEST_DATA:
        raise RefusedError("too-much-data", f"its data unpack to more than {LARGEST_DATA // 1_000_000} MB")
    return held.decode("utf-8")


if __name__ == "__main__":
    logging.disable()
    limit(memory=MEMORY, seconds=SECONDS)
    answer(lambda: main(sys.argv[1], sys.argv[2]), ())
