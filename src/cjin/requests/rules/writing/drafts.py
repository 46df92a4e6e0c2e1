"""A draft as a file: who asks whom for what, on which basis, with which answers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cjin.core.rules.errors import CjinError, Fault, Invalid
from cjin.core.rules.identifiers import StateCode

from .answers import checked
from .kinds import KindOfRequest, kind_named

FORMAT = "cjin-request/1"
FIELDS = frozenset({"format", "kind", "version", "requesting", "requested", "addressee", "basis", "answers"})
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
"""A body of the directory, or an instrument."""
MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Draft:
    """A request that is being written. ``addressee`` is a body of the directory, ``basis`` an instrument."""

    kind: KindOfRequest
    requesting: str
    requested: str
    addressee: str = ""
    basis: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)


def is_secret(answers: Mapping[str, Any]) -> bool:
    """Whether a request demands that it be kept confidential."""
    return bool(answers.get("confidential", "no") != "no")


def as_data(draft: Draft) -> dict[str, Any]:
    """The draft as plain data, as ``read_draft`` takes it."""
    return {
        "format": FORMAT,
        "kind": draft.kind.kind,
        "version": draft.kind.version,
        "requesting": draft.requesting,
        "requested": draft.requested,
        "addressee": draft.addressee,
        "basis": draft.basis,
        "answers": dict(draft.answers),
    }


def read_draft(data: Any, where: str) -> Draft:
    """A draft from plain data. Raises Invalid with each fault and its place: an unknown kind or version too."""
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        raise Invalid("This is no request.", [Fault(where, f"“format”: “{FORMAT}” is expected")])
    faults = [Fault(where, f"“{str(name)[:40]}” is not known here") for name in sorted(set(data) - FIELDS, key=str)]
    kind = _kind(data, where, faults)
    states = {name: _state(data.get(name), f"{where}, {name}", faults) for name in ("requesting", "requested")}
    texts = {name: data.get(name) or "" for name in ("addressee", "basis")}
    faults += [
        Fault(f"{where}, {name}", "a name is expected")
        for name, one in texts.items()
        if not isinstance(one, str) or (one and not NAME.fullmatch(one))
    ]
    answers = data.get("answers") or {}
    found: dict[str, Any] = {}
    if not isinstance(answers, Mapping):
        faults.append(Fault(f"{where}, answers", "items and answers are expected"))
    elif kind:
        try:
            found = checked(kind, answers)
        except Invalid as error:
            faults += [Fault(f"{where}, {fault.where}", fault.message) for fault in error.faults]
    if faults or kind is None:
        raise Invalid("The request cannot be read.", faults)
    return Draft(kind, **states, **texts, answers=found)


def _kind(data: Mapping[str, Any], where: str, faults: list[Fault]) -> KindOfRequest | None:
    try:
        kind = kind_named(str(data.get("kind", "")))
    except CjinError as error:
        faults.append(Fault(f"{where}, kind", error.message))
        return None
    if data.get("version", kind.version) != kind.version:
        said = f"version {str(data['version'])[:20]} of {kind.kind} is not known here; there is {kind.version}"
        faults.append(Fault(f"{where}, version", said))
    return kind


def _state(value: Any, where: str, faults: list[Fault]) -> str:
    try:
        return str(StateCode.of(str(value or "")))
    except Invalid as error:
        faults.append(Fault(where, error.message))
        return ""
