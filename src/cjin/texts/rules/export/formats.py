"""The formats of export: their names, media types and writers."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from cjin.core.rules.errors import NotFound
from cjin.texts.rules.export.edition import Edition, printable
from cjin.texts.rules.report import instrument_report


@dataclass(frozen=True)
class Format:
    """A format: its ending, its name for a reader, its media type."""

    ending: str
    name: str
    media_type: str


FORMATS = (
    Format("akn.xml", "Akoma Ntoso", "application/akn+xml"),
    Format("json", "JSON", "application/json"),
    Format("html", "HTML", "text/html; charset=utf-8"),
    Format("txt", "Plain text", "text/plain; charset=utf-8"),
    Format("docx", "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    Format("pdf", "PDF", "application/pdf"),
)
_WRITERS = {"akn.xml": "akn", "html": "page", "txt": "plain", "docx": "word", "pdf": "print"}


def format_of(ending: str) -> Format:
    """The format with this ending. Raises NotFound."""
    found = next((one for one in FORMATS if one.ending == ending), None)
    if found is None:
        raise NotFound(f"There is no export as “{ending}”; there are {', '.join(one.ending for one in FORMATS)}.")
    return found


def write(edition: Edition, ending: str) -> bytes:
    """The edition in a format. Heavy libraries are imported only for the format that needs them."""
    format_of(ending)
    if ending == "json":
        return json.dumps(json_of(edition), ensure_ascii=False, indent=1).encode()
    writer: Callable[[Edition], bytes | str] = import_module(f"cjin.texts.rules.export.{_WRITERS[ending]}").write
    written = writer(printable(edition))
    return written if isinstance(written, bytes) else written.encode()


def json_of(edition: Edition) -> dict[str, object]:
    """The edition as the parser reports it, with its language, version and IRIs."""
    return {
        "language": edition.language,
        "version": edition.version,
        "iri": edition.expression_iri,
        "address": edition.address or None,
        "is_proposal": edition.is_proposal,
        **{key: value for key, value in instrument_report(edition.instrument).items() if key != "warnings"},
    }
