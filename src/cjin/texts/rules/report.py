"""A parsed document as JSON, in the form that ``cjin texts parse --json`` prints (documented in
docs/reference/parse.md).
"""

from typing import Any

from cjin.texts.rules.document import Cleaning, Document, Instrument, Provision, Warning


def report(document: Document) -> dict[str, Any]:
    """The whole document: its instruments, doubts about the file as a whole, and every cleaning step."""
    return {
        "language": document.language,
        "instruments": [instrument_report(instrument) for instrument in document.instruments],
        "warnings": [_warning(warning) for warning in document.warnings],
        "cleaning": [_cleaning(step) for step in document.cleaning],
    }


def instrument_report(instrument: Instrument) -> dict[str, Any]:
    """One instrument; what the source does not give is null."""
    return {
        "instrument_id": instrument.instrument_id,
        "title": instrument.title,
        "symbol": instrument.symbol or None,
        "adopted": instrument.adopted or None,
        "session": instrument.session or None,
        "author_line": instrument.author_line or None,
        "enacting_clause": instrument.enacting_clause or None,
        "closing_formula": instrument.closing_formula or None,
        "notes": {label: note.text for label, note in instrument.notes.items()},
        "preamble": [_recital(unit) for unit in instrument.preamble],
        "operative": [_provision(unit) for unit in instrument.operative],
        "warnings": [_warning(warning) for warning in instrument.warnings],
    }


def _recital(unit: Provision) -> dict[str, Any]:
    return {"id": unit.id, "text": unit.text, "footnotes": unit.footnotes, "lines": list(unit.lines)}


def _provision(unit: Provision) -> dict[str, Any]:
    return {
        "id": unit.id,
        "kind": unit.kind,
        "num": unit.num,
        "title": unit.title or None,
        "parent": unit.parent,
        "text": unit.text,
        "footnotes": unit.footnotes,
        "heading_path": list(unit.heading_path),
        "chapeau": unit.chapeau,
        "lines": list(unit.lines),
    }


def _warning(warning: Warning) -> dict[str, Any]:
    return {"code": warning.code, "message": warning.message, "lines": list(warning.lines)}


def _cleaning(step: Cleaning) -> dict[str, Any]:
    return {"code": step.code, "line": step.line, "was": step.was, "now": step.now}
