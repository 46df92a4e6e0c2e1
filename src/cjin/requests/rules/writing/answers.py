"""What a draft holds: an answer for each item, checked for its form alone. What is missing is told elsewhere."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.storable import UNSEEN

from ..ownership import read_ownership
from .kinds import Item, KindOfRequest, Type

LONGEST_TEXT, LONGEST_WORDS = 500, 50_000
MOST = 500
"""So many persons, offences, things or documents stand in a request at most."""
OFFENCE = ("iccs", "name", "law", "text", "penalty_years", "there")
PERSON = ("name", "role", "born", "nationality", "identity", "location")
THING = ("type", "description", "identifier", "location", "value", "statement")
DOCUMENT = ("title", "day", "issued_by", "copy", "language")
LONG = frozenset({"text", "there", "description", "statement"})
"""The parts of an entry that are told in sentences, or come as a file; the others stand in a line."""
PARTS = {Type.OFFENCES: OFFENCE, Type.PERSONS: PERSON, Type.PROPERTY: THING, Type.DOCUMENTS: DOCUMENT}
_DAYS, _LIKE_A_DAY = frozenset({"born", "day"}), re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
"""Days are told as far as they are known: “about 1975”; what looks like a whole one is one."""
_CATEGORY = re.compile(r"\d{2,6}")
_YEARS = re.compile(r"\d{1,3}([.,]\d{1,2})?|\D+")
THINGS = ("bank-account", "land", "vehicle", "company", "other")


def checked(kind: KindOfRequest, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers in their plain form, empty ones left out. Raises Invalid with the item of each fault."""
    measures = [one.measure for one in kind.measures]
    known = {one.item: one for one in kind.items(measures)}
    faults = [Fault(str(name)[:80], "is no item of this kind of request") for name in answers if name not in known]
    found: dict[str, Any] = {}
    for name, value in answers.items():
        if name not in known or value in (None, "", [], ()):
            continue
        try:
            found[name] = _answer(known[name], value, kind)
        except Invalid as error:
            faults += [Fault(name, str(fault)) for fault in error.faults] or [Fault(name, error.message)]
    if faults:
        raise Invalid("Some answers cannot be kept.", faults)
    return {name: value for name, value in found.items() if value not in ("", [])}


def _answer(item: Item, value: Any, kind: KindOfRequest) -> Any:
    """One answer in its plain form. Raises Invalid."""
    match item.type:
        case Type.TEXT | Type.WORDS:
            return _plain(value, LONGEST_TEXT if item.type is Type.TEXT else LONGEST_WORDS)
        case Type.DAY:
            return _day(value)
        case Type.NUMBER:
            return _number(value)
        case Type.YES_NO:
            return _yes_no(value)
        case Type.CHOICE:
            return _named([value], item.choices)[0]
        case Type.MEASURES:
            return _named(value, [one.measure for one in kind.measures])
        case Type.LANGUAGES:
            return _languages(value)
        case Type.OFFENCES | Type.PERSONS | Type.PROPERTY | Type.DOCUMENTS:
            return _parts(value, PARTS[item.type])


def _plain(value: Any, most: int) -> str:
    if not isinstance(value, str):
        raise Invalid("a text is expected")
    text = value.strip()
    if len(text) > most:
        raise Invalid(f"at most {most} characters, this has {len(text)}")
    if UNSEEN.search(text):
        raise Invalid("there is a sign in it that cannot be seen and may turn the order of words; remove it")
    return text


def _day(value: Any) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise Invalid(f"“{str(value)[:40]}” is no day as 2026-03-02") from None


def _number(value: Any) -> int:
    if isinstance(value, bool) or not re.fullmatch(r"-?\d{1,9}", str(value).strip()):
        raise Invalid(f"“{str(value)[:40]}” is no whole number")
    return int(value)


def _yes_no(value: Any) -> bool:
    said = {"true": True, "yes": True, "false": False, "no": False}.get(str(value).strip().lower())
    if said is None:
        raise Invalid("yes or no is expected")
    return said


def _languages(value: Any) -> list[str]:
    found = [_plain(one, 3).lower() for one in _list(value)]
    strange = [one for one in found if not re.fullmatch(r"[a-z]{2,3}", one)]
    if strange:
        raise Invalid(f"“{strange[0]}” is no language by two or three letters")
    return list(dict.fromkeys(found))


def _named(value: Any, known: Iterable[str]) -> list[str]:
    names = list(known)
    strange = [str(one)[:60] for one in _list(value) if one not in names]
    if strange:
        raise Invalid(f"“{strange[0]}” is none of: {', '.join(names)}")
    return [name for name in names if name in value]


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise Invalid("a list is expected")
    if len(value) > MOST:
        raise Invalid(f"at most {MOST} entries")
    return value


def _parts(value: Any, allowed: tuple[str, ...]) -> list[dict[str, str]]:
    """Offences, persons, things or documents: each a few texts by name."""
    found, faults = [], []
    for number, part in enumerate(_list(value), start=1):
        try:
            found.append(_part(part, allowed))
        except Invalid as error:
            faults.append(Fault(f"entry {number}", error.message))
    if faults:
        raise Invalid("Some entries cannot be kept.", faults)
    return [one for one in found if one]


def _part(part: Any, allowed: tuple[str, ...]) -> dict[str, str]:
    if not isinstance(part, Mapping):
        raise Invalid("names and values are expected")
    strange = sorted(set(map(str, part)) - set(allowed))
    if strange:
        raise Invalid(f"“{strange[0][:40]}” is none of: {', '.join(allowed)}")
    texts = {
        name: _plain(str(value), LONGEST_WORDS if name in LONG else LONGEST_TEXT)
        for name, value in part.items()
        if value not in (None, "")
    }
    for name in _DAYS & set(texts):
        if _LIKE_A_DAY.fullmatch(texts[name]):
            _day(texts[name])
    if "penalty_years" in texts and not _YEARS.fullmatch(texts["penalty_years"]):
        raise Invalid(f"“{texts['penalty_years'][:40]}” is no number of years as 10, and no word as life")
    if "iccs" in texts and not _CATEGORY.fullmatch(texts["iccs"]):
        raise Invalid(f"“{texts['iccs'][:80]}” is no category of ICCS; choose one of the list")
    if "statement" in texts:
        _statement(texts["statement"])
    return {name: text for name, text in texts.items() if text}


def _statement(text: str) -> None:
    """Who owns a company is told in the terms of a standard."""
    try:
        read_ownership(text)
    except Invalid as error:
        raise Invalid(f"{error.message} {'; '.join(map(str, error.faults))}") from None
