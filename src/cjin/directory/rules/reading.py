"""Reading entries from plain data: YAML of the catalogue, JSON of a file or of the API, rows of a workbook."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.identifiers import Language, Slug, StateCode
from cjin.core.rules.multilingual import Multilingual
from cjin.core.rules.storable import UNSEEN

from .entries import Channel, Competence, Entry, Key, Known
from .kinds import BodyKind, ChannelKind, Demand, Function, KeyUse

OFFENCE = re.compile(r"\d{2,6}\Z")
EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+\Z")
LONGEST, LONGEST_KEY = 2_000, 10_000
_YES, _NO = {"true", "yes", "1"}, {"false", "no", "0", "", "none"}
_FIELDS = {one.name for one in fields(Entry)}
RESERVED = frozenset(
    {"add", "correspondents", "due", "file", "load", "seats", "signed", "take", "verifications", "who"}
)
"""Names that are addresses of the directory's own pages."""


def read_entry(data: Any, where: str = "entry") -> Entry:
    """An entry from plain data. Raises Invalid with every fault and its place."""
    reading = _Reading()
    if not isinstance(data, Mapping):
        raise Invalid("This is no entry of a directory.", [Fault(where, "names and values are expected")])
    reading.only(data, _FIELDS, where)
    entry = Entry(
        body=reading.take(lambda: _slug(data.get("body")), "", f"{where}, body"),
        kind=reading.choice(BodyKind, data.get("kind"), f"{where}, kind"),
        names=reading.words(data.get("names"), f"{where}, names"),
        state=reading.take(lambda: _state(data.get("state")), "", f"{where}, state"),
        part_of=reading.text(data, "part_of", where),
        competences=tuple(reading.each(data, "competences", where, reading.competence)),
        languages=tuple(reading.each(data, "languages", where, reading.language)),
        channels=tuple(reading.each(data, "channels", where, reading.channel)),
        keys=tuple(reading.each(data, "keys", where, reading.key)),
        time_zone=reading.take(lambda: _zone(data.get("time_zone")), "", f"{where}, time_zone"),
        urgent_procedure=reading.words(data.get("urgent_procedure"), f"{where}, urgent_procedure"),
        requirements=reading.words(data.get("requirements"), f"{where}, requirements"),
        members=tuple(str(one) for one in data.get("members") or ()),
        website=reading.take(lambda: _web(data.get("website")), "", f"{where}, website"),
        source=reading.text(data, "source", where),
        fictional=reading.flag(data, "fictional", where),
    )
    if not entry.names:
        reading.faults.append(Fault(f"{where}, names", "a name in one of the six languages is needed"))
    if reading.faults:
        raise Invalid("An entry of the directory is not right.", reading.faults)
    return entry


def read_known(data: Any, where: str = "entry", *, since: date | None = None, recorded: date | None = None) -> Known:
    """An entry with its days, from plain data; ``since`` is for one that does not tell its own. Raises Invalid."""
    if not isinstance(data, Mapping):
        raise Invalid("This is no entry of a directory.", [Fault(where, "names and values are expected")])
    reading = _Reading()
    days = {name: reading.day(data, name, where) for name in ("since", "until", "recorded", "verified")}
    by = reading.text(data, "verified_by", where)
    own = {name: value for name, value in data.items() if name not in {*days, "verified_by"}}
    entry = reading.take_all(lambda: read_entry(own, where))
    begins = days["since"] or since
    if begins is None:
        reading.faults.append(Fault(f"{where}, since", "the day from which the entry holds is missing"))
    elif days["until"] and days["until"] <= begins:
        reading.faults.append(Fault(f"{where}, until", "the entry ends before it begins"))
    if reading.faults or entry is None or begins is None:
        raise Invalid("An entry of the directory is not right.", reading.faults)
    return Known(entry, begins, days["until"], days["recorded"] or recorded, days["verified"], by)


class _Reading:
    """Reads the parts and keeps each fault with its place, so that all of them are told at once."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def take[T](self, make: Callable[[], T], otherwise: T, where: str) -> T:
        """What ``make`` gives; a fault and ``otherwise`` where it raises Invalid."""
        try:
            return make()
        except Invalid as error:
            self.faults += [Fault(where, "; ".join([error.message, *map(str, error.faults)]))]
            return otherwise

    def take_all[T](self, make: Callable[[], T]) -> T | None:
        """What ``make`` gives; None and its own faults where it raises Invalid."""
        try:
            return make()
        except Invalid as error:
            self.faults += error.faults
            return None

    def day(self, data: Mapping[str, Any], name: str, where: str) -> date | None:
        """A day, or none."""
        return self.take(lambda: day_of(data.get(name)), None, f"{where}, {name}")

    def only(self, data: Mapping[str, Any], fields: Iterable[str], where: str) -> None:
        """Keeps a fault for each name that nobody reads."""
        self.faults += [Fault(where, f"“{name}” is not known here") for name in sorted(set(data) - set(fields))]

    def text(self, data: Mapping[str, Any], name: str, where: str) -> str:
        """A text, or nothing."""
        return self.take(lambda: _text(data.get(name)), "", f"{where}, {name}")

    def flag(self, data: Mapping[str, Any], name: str, where: str) -> bool:
        """Yes or no, as JSON or a table writes it; nothing is no."""
        value = data.get(name, False)
        said = str(value).strip().lower()
        if said not in _YES | _NO:
            self.faults.append(Fault(f"{where}, {name}", f"“{said[:40]}” is neither yes nor no"))
        return said in _YES

    def words(self, value: Any, where: str) -> Multilingual:
        """Words in several languages."""
        return self.take(lambda: _words(value), Multilingual(), where)

    def choice[E: StrEnum](self, of: type[E], value: Any, where: str, otherwise: E | None = None) -> E:
        """One of the values of an enumeration."""
        if value in (None, "") and otherwise is not None:
            return otherwise
        known = [str(one) for one in of]
        if value not in known:
            self.faults.append(Fault(where, f"“{str(value)[:40]}” is none of: {', '.join(known)}"))
            return next(iter(of))
        return of(value)

    def each[T](self, data: Mapping[str, Any], name: str, where: str, read: Callable[[Any, str], T]) -> Iterable[T]:
        """The parts of a list, each read with its place."""
        parts = data.get(name) or []
        if not isinstance(parts, list | tuple):
            self.faults.append(Fault(f"{where}, {name}", "a list is expected"))
            return ()
        return [read(part, f"{where}, {name} {number}") for number, part in enumerate(parts, start=1)]

    def part(self, data: Any, fields: str, where: str) -> Mapping[str, Any]:
        """A part with its fields; an empty one and a fault where it is none."""
        if not isinstance(data, Mapping):
            self.faults.append(Fault(where, "names and values are expected"))
            return {}
        self.only(data, fields.split(), where)
        return data

    def language(self, value: Any, where: str) -> str:
        """One of the six, or any other by its two or three letters: requests are taken in national languages too."""
        if isinstance(value, str) and re.fullmatch(r"[a-z]{2,3}", value):
            return value
        return self.take(lambda: str(Language.of(str(value))), "", where)

    def competence(self, data: Any, where: str) -> Competence:
        """What a body may do."""
        data = self.part(data, "function instruments offences measures territories", where)
        offences = frozenset(str(code) for code in data.get("offences") or ())
        self.faults += [Fault(where, f"“{code}” is no code of ICCS") for code in offences if not OFFENCE.match(code)]
        return Competence(
            self.choice(Function, data.get("function"), f"{where}, function"),
            frozenset(str(one) for one in data.get("instruments") or ()),
            offences,
            frozenset(str(one) for one in data.get("measures") or ()),
            self.take(lambda: _texts(data.get("territories")), frozenset(), where),
        )

    def channel(self, data: Any, where: str) -> Channel:
        """A way to a body."""
        data = self.part(data, "kind address urgent hours signature encryption restricted", where)
        kind = self.choice(ChannelKind, data.get("kind"), f"{where}, kind")
        return Channel(
            kind,
            self.take(lambda: _address(kind, data.get("address")), "", f"{where}, address"),
            self.flag(data, "urgent", where),
            self.text(data, "hours", where),
            self.choice(Demand, data.get("signature"), f"{where}, signature", Demand.ACCEPTED),
            self.choice(Demand, data.get("encryption"), f"{where}, encryption", Demand.ACCEPTED),
            self.flag(data, "restricted", where),
        )

    def key(self, data: Any, where: str) -> Key:
        """A public key for a time."""
        data = self.part(data, "use value since until", where)
        use = self.choice(KeyUse, data.get("use"), f"{where}, use")
        value = self.take(lambda: _public(data.get("value")), "", f"{where}, value")
        since, until = self.day(data, "since", where), self.day(data, "until", where)
        if since and until and until <= since:
            self.faults.append(Fault(where, "the key ends before it begins"))
        return Key(use, value, since, until)


def day_of(value: Any) -> date | None:
    """A day, written 2026-03-02, or none. Raises Invalid."""
    if value in (None, ""):
        return None
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Invalid(f"“{str(value)[:40]}” is no day as 2026-03-02") from None


def _text(value: Any, most: int = LONGEST) -> str:
    text = "" if value is None else str(value).strip()
    if len(text) > most:
        raise Invalid(f"at most {most} characters")
    if UNSEEN.search(text):
        raise Invalid("there is a sign in it that cannot be seen")
    return text


def _slug(value: Any) -> str:
    slug = str(Slug.of(_text(value)))
    if slug in RESERVED:
        raise Invalid(f"“{slug}” is the address of a page; take another name")
    return slug


def _texts(values: Any) -> frozenset[str]:
    return frozenset(_text(one) for one in values or ())


def _words(value: Any) -> Multilingual:
    words = Multilingual.of(value)
    return Multilingual({language: _text(text) for language, text in words.items()})


def _state(value: Any) -> str:
    return str(StateCode.of(str(value))) if value else ""


def _zone(value: Any) -> str:
    name = _text(value)
    if name and name not in available_timezones():
        raise Invalid(f"“{name[:40]}” is no time zone as Africa/Nairobi")
    return name


def _web(value: Any) -> str:
    address = _text(value)
    parts = urlsplit(address)
    if address and (parts.scheme not in ("https", "http") or not parts.netloc):
        raise Invalid("an address on the web begins with https://")
    return address


def _address(kind: ChannelKind, value: Any) -> str:
    address = _text(value)
    if not address and kind is not ChannelKind.DIPLOMATIC:
        raise Invalid("an address is needed")
    if kind is ChannelKind.EMAIL and not EMAIL.match(address):
        raise Invalid(f"“{address[:60]}” is no e-mail address")
    if kind in (ChannelKind.PORTAL, ChannelKind.NODE):
        _web(address)
    return address


def _public(value: Any) -> str:
    key = _text(value, LONGEST_KEY)
    if not key:
        raise Invalid("the key is missing")
    if "PRIVATE KEY" in key or key.upper().startswith("AGE-SECRET-KEY"):
        raise Invalid("this is a private key: it must never stand in a directory; make a new pair and keep it apart")
    return key
