"""What stands in the cells of a question: a reply as cells by field, and cells as a reply again."""

from collections.abc import Mapping, Sequence
from typing import Any

from cjin.core.rules.identifiers import Language

from ..answers.evidence import OF_EVIDENCE
from ..answers.replies import Reply
from ..form.questions import Kind, Question
from ..vocabulary import ANSWERED

type Values = Sequence[Any]
ENTRY = ("type", "about", "audience", "language", "urgency")


def cells_of(question: Question, reply: Reply) -> dict[str, Values]:
    """The cells of a reply by field; a code stands as the code."""
    found: dict[str, Values] = {"reply": [reply["reply"]]}
    found |= _value_cells(question, reply.get("value"))
    found |= {f"text:{code}": [said] for code, said in reply.get("text", {}).items()}
    for number, one in enumerate(reply.get("evidence", ()), 1):
        found[f"evidence:{number}"] = [one.get(name, "") for name in OF_EVIDENCE]
    return found


def _value_cells(question: Question, value: Any) -> dict[str, Values]:
    if value is None:
        return {}
    match question.kind:
        case Kind.IMPLEMENTATION:
            told: dict[str, Values] = {name: [value[name]] for name in ("law", "practice") if name in value}
            told |= {name: value[name] for name in ("difficulties", "measures") if name in value}
            return told | ({"good_practice": ["yes"]} if value.get("good_practice") else {})
        case Kind.TABLE:
            columns = [one.code for one in question.grid.columns] if question.grid else []
            return {f"row:{row}": [cells.get(one, "") for one in columns] for row, cells in value.items()}
        case Kind.NEEDS:
            return {
                f"entry:{n}": [*(one.get(name, "") for name in ENTRY), *_texts(one)] for n, one in enumerate(value, 1)
            }
        case Kind.PROPOSALS:
            return {f"entry:{n}": [one.get("about", ""), *_texts(one)] for n, one in enumerate(value, 1)}
        case _:
            return {"value": value if isinstance(value, list) else [value]}


def _texts(entry: Mapping[str, Any]) -> list[str]:
    return [entry.get("text", {}).get(code, "") for code in Language.ALL]


def reply_of(question: Question, cells: Mapping[str, Values]) -> dict[str, Any] | None:
    """The reply that these cells tell, not yet checked; None where all are empty."""
    said = {field: list(values) for field, values in cells.items() if any(one != "" for one in values)}
    if not said:
        return None
    found: dict[str, Any] = {"reply": _first(said.get("reply")) or ANSWERED}
    value = _value_of(question, said)
    if value not in (None, [], {}):
        found["value"] = value
    text = {field.partition(":")[2]: _first(values) for field, values in said.items() if field.startswith("text:")}
    if text:
        found["text"] = text
    if evidence := [_named(OF_EVIDENCE, values) for values in _numbered(said, "evidence")]:
        found["evidence"] = evidence
    return found


def _value_of(question: Question, said: Mapping[str, list[Any]]) -> Any:
    match question.kind:
        case Kind.IMPLEMENTATION:
            value = {name: _first(said[name]) for name in ("law", "practice") if name in said}
            value |= {name: _filled(said[name]) for name in ("difficulties", "measures") if name in said}
            return value | ({"good_practice": True} if _first(said.get("good_practice")) == "yes" else {})
        case Kind.TABLE:
            columns = [one.code for one in question.grid.columns] if question.grid else []
            rows = ((field.partition(":")[2], values) for field, values in said.items() if field.startswith("row:"))
            return {row: {c: v for c, v in zip(columns, values, strict=False) if v != ""} for row, values in rows}
        case Kind.NEEDS:
            return [_entry(ENTRY, values) for values in _numbered(said, "entry")]
        case Kind.PROPOSALS:
            return [_entry(("about",), values) for values in _numbered(said, "entry")]
        case Kind.MANY | Kind.MEASURES:
            return _filled(said.get("value", []))
        case _:
            return _first(said.get("value"))


def _entry(names: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    found: dict[str, Any] = _named(names, values)
    texts = {code: one for code, one in zip(Language.ALL, values[len(names) :], strict=False) if one != ""}
    return found | ({"text": texts} if texts else {})


def _named(names: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    return {name: one for name, one in zip(names, values, strict=False) if one != ""}


def _numbered(said: Mapping[str, list[Any]], field: str) -> list[list[Any]]:
    """The rows of a numbered field in the order of their numbers."""
    rows = [(int(name.partition(":")[2]), values) for name, values in said.items() if name.startswith(f"{field}:")]
    return [values for _, values in sorted(rows, key=lambda row: row[0])]


def _filled(values: Sequence[Any]) -> list[Any]:
    return [one for one in values if one != ""]


def _first(values: Sequence[Any] | None) -> Any:
    return next((one for one in values or () if one != ""), None)
