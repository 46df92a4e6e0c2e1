"""Who owns a company: statements of the Beneficial Ownership Data Standard, version 0.4, attached to property.

What is checked is what a reader needs: that each statement names its record, that relationships join records that are
there, and the codes of the standard. Source: standard.openownership.org, version 0.4.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cjin.core.rules.errors import Fault, Invalid

VERSION = "0.4"
RECORDS = ("entity", "person", "relationship")
ENTITIES = ("registeredEntity", "legalEntity", "arrangement", "anonymousEntity", "unknownEntity", "state", "stateBody")
PERSONS = ("knownPerson", "anonymousPerson", "unknownPerson")
STATUSES = ("new", "updated", "closed")
MOST = 500
"""So many statements are read at most."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody with an interest in a company: by name, in which company, in which way, with which share in percent."""

    name: str
    company: str
    interests: tuple[str, ...] = ()
    share: str = ""


def read_ownership(text: str) -> list[Owner]:
    """The owners that statements tell of. Raises Invalid with the place of each fault."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Invalid("The statement of ownership is no JSON.", [Fault("statement", str(error)[:120])]) from None
    if not isinstance(data, list) or not data or not all(isinstance(one, Mapping) for one in data):
        raise Invalid("No statement of ownership.", [Fault("statement", "a list of BODS 0.4 statements is expected")])
    if len(data) > MOST:
        raise Invalid("Too many statements of ownership.", [Fault("statement", f"at most {MOST}")])
    faults = [Fault(f"statement {number}", said) for number, one in enumerate(data, start=1) for said in _wrong(one)]
    records = {str(one["recordId"]): one for one in data if one.get("recordType") in RECORDS[:2] and "recordId" in one}
    faults = faults or list(_loose(data, records))
    if faults:
        raise Invalid("The statement of ownership breaks the standard.", faults[:20])
    return [_owner(one["recordDetails"], records) for one in data if one["recordType"] == "relationship"]


def _wrong(one: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with one statement taken by itself."""
    yield from (f"{name} is missing" for name in ("statementId", "recordId", "recordType") if not _text(one.get(name)))
    published = one.get("publicationDetails")
    version = published.get("bodsVersion") if isinstance(published, Mapping) else None
    if version is not None and version != VERSION:
        yield f"version {str(version)[:20]} of the standard is not known here; there is {VERSION}"
    if "recordStatus" in one and one["recordStatus"] not in STATUSES:
        yield f"recordStatus is one of: {', '.join(sorted(STATUSES))}"
    kind, details = one.get("recordType"), one.get("recordDetails")
    if kind not in RECORDS:
        yield f"recordType is one of: {', '.join(RECORDS)}"
    elif not isinstance(details, Mapping):
        yield "recordDetails is missing"
    else:
        yield from _DETAILS[str(kind)](details)


def _entity(details: Mapping[str, Any]) -> Iterator[str]:
    kind = details.get("entityType")
    if not isinstance(kind, Mapping) or kind.get("type") not in ENTITIES:
        yield f"entityType.type is one of: {', '.join(sorted(ENTITIES))}"


def _person(details: Mapping[str, Any]) -> Iterator[str]:
    if details.get("personType") not in PERSONS:
        yield f"personType is one of: {', '.join(sorted(PERSONS))}"


def _relationship(details: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{name} is missing" for name in ("subject", "interestedParty") if not details.get(name))
    if not isinstance(details.get("interests", []), list):
        yield "interests is a list"


_DETAILS = {"entity": _entity, "person": _person, "relationship": _relationship}


def _loose(data: list[Mapping[str, Any]], records: Mapping[str, Any]) -> Iterator[Fault]:
    """Relationships whose ends are not there. An end that is no record says why it is not specified."""
    for number, one in enumerate(data, start=1):
        details = one["recordDetails"]
        for name in ("subject", "interestedParty"):
            end = details.get(name)
            if one["recordType"] == "relationship" and isinstance(end, str) and end not in records:
                yield Fault(f"statement {number}", f"{name}: there is no record “{end[:60]}”")


def _owner(details: Mapping[str, Any], records: Mapping[str, Mapping[str, Any]]) -> Owner:
    interests = [one for one in details.get("interests", []) if isinstance(one, Mapping)]
    return Owner(
        _named(details["interestedParty"], records),
        _named(details["subject"], records),
        tuple(dict.fromkeys(str(one.get("type", "")) for one in interests if one.get("type"))),
        next((share for one in interests if (share := _share(one.get("share")))), ""),
    )


def _named(end: Any, records: Mapping[str, Mapping[str, Any]]) -> str:
    """The name of a record; of an end that is not specified, the reason."""
    if not isinstance(end, str):
        return str(end.get("reason", "")) if isinstance(end, Mapping) else ""
    details = records[end]["recordDetails"]
    told = details.get("names")
    names = [one for one in told if isinstance(one, Mapping)] if isinstance(told, list) else []
    return _text(details.get("name")) or next((_text(one.get("fullName")) for one in names), "") or end


def _share(share: Any) -> str:
    if not isinstance(share, Mapping):
        return ""
    if "exact" in share:
        return str(share["exact"])
    ends = [str(share[name]) for name in ("minimum", "maximum") if name in share]
    return "–".join(ends)


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
