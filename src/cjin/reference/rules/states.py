"""States and areas as the catalogue lists them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.identifiers import StateCode
from cjin.core.rules.multilingual import Multilingual

from .entries import check_unique, only, read_each
from .periods import Period, first_day

FILE = "catalogue/states.yaml"
ISO2 = re.compile(r"[A-Z]{2}\Z")
M49 = re.compile(r"[0-9]{3}\Z")


class Standing(StrEnum):
    """How a country or area stands to the United Nations on a day."""

    MEMBER = "member"
    OBSERVER = "observer"
    FORMER = "former"
    OTHER = "other"


@dataclass(frozen=True)
class StateEntry:
    """One country or area: codes, names, region, and the days of its membership in the United Nations."""

    iso3: StateCode
    iso2: str
    m49: str
    names: Multilingual
    region: str | None
    member: Period | None
    observer_since: date | None
    note: str


def standing(
    day: date, *, member_since: date | None, member_until: date | None, observer_since: date | None
) -> Standing:
    """Member, observer, former member or other on the day. A day before admission counts as other."""
    if member_since and Period(member_since, member_until).covers(day):
        return Standing.MEMBER
    if member_until and member_until <= day:
        return Standing.FORMER
    if observer_since and observer_since <= day:
        return Standing.OBSERVER
    return Standing.OTHER


def read_states(content: Mapping[str, Any]) -> tuple[StateEntry, ...]:
    """The entries of states.yaml. Raises Invalid with the place of each fault; codes are unique, names complete."""
    entries = read_each(FILE, content.get("states"), "iso3", _state)
    for name in ("iso3", "iso2", "m49"):
        check_unique(FILE, name, (getattr(entry, name) for entry in entries))
    return entries


def _state(entry: Mapping[str, Any]) -> StateEntry:
    only(entry, ("iso3", "iso2", "m49", "names", "region", "member_since", "member_until", "observer_since", "note"))
    since, until = entry.get("member_since"), entry.get("member_until")
    if until and not since:
        raise Invalid("member_until without member_since")
    return StateEntry(
        iso3=StateCode.of(str(entry["iso3"])),
        iso2=_shaped(entry["iso2"], ISO2, "iso2"),
        m49=_shaped(entry["m49"], M49, "m49"),
        names=all_languages(entry["names"]),
        region=_shaped(entry["region"], M49, "region") if entry.get("region") else None,
        member=Period.of(since, until) if since else None,
        observer_since=first_day(entry.get("observer_since")),
        note=str(entry.get("note", "")),
    )


def all_languages(value: Any) -> Multilingual:
    """A text that has to be there in all six languages. Raises Invalid naming those that are missing."""
    text = Multilingual.of(value)
    if text.missing:
        raise Invalid("a name is missing", [Fault(language, "no text") for language in text.missing])
    return text


def _shaped(value: Any, shape: re.Pattern[str], name: str) -> str:
    # A code that looks like a number or a word of YAML (008, NO) has to stand in quotes, or it arrives changed.
    if not isinstance(value, str) or not shape.match(value):
        raise Invalid(f"{name} “{value}” has not the shape of a code; put it in quotes")
    return value
