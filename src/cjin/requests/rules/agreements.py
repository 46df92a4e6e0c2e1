"""Files of bilateral and regional treaties: what a node enters of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.identifiers import Slug, StateCode
from cjin.core.rules.multilingual import Multilingual

from .kinds import Kind

_FIELDS = {"treaty", "title", "adopted", "kinds", "offences", "conditions", "articles", "parties", "fictional"}
_KINDS = [str(kind) for kind in Kind]


@dataclass(frozen=True, slots=True)
class Party:
    """A State that a treaty binds from a day on and before another."""

    state: str
    in_force: date
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """A treaty as a node enters it: bilateral where two States are party."""

    treaty: str
    title: Multilingual
    adopted: date | None
    kinds: tuple[str, ...]
    offences: tuple[str, ...]
    conditions: tuple[Multilingual, ...]
    articles: tuple[str, ...]
    parties: tuple[Party, ...]
    fictional: bool = False

    @property
    def bilateral(self) -> bool:
        """Whether it is between two States."""
        return len(self.parties) == 2


def read_agreements(data: Any, where: str) -> list[Entered]:
    """The treaties of a list of plain data. Raises Invalid with every fault and its place."""
    if not isinstance(data, list) or not data:
        raise Invalid("This is no list of treaties.", [Fault(where, "a list of entries is expected")])
    found, faults = [], []
    for number, entry in enumerate(data, start=1):
        place = f"{where}, entry {number}"
        try:
            found.append(_entered(entry))
        except Invalid as error:
            faults += [Fault(place, str(fault)) for fault in error.faults] or [Fault(place, error.message)]
    slugs = [one.treaty for one in found]
    faults += [Fault(where, f"the treaty {slug} stands twice") for slug in set(slugs) if slugs.count(slug) > 1]
    if faults:
        raise Invalid(f"{where} has faults; nothing was taken.", faults)
    return found


def _entered(entry: Any) -> Entered:
    if not isinstance(entry, Mapping):
        raise Invalid("names and values are expected")
    faults = list(_faults(entry))
    if faults:
        raise Invalid("An entry is not right.", faults)
    return Entered(
        treaty=Slug.of(str(entry["treaty"])),
        title=Multilingual.of(entry["title"]),
        adopted=_day(entry.get("adopted"), "adopted"),
        kinds=tuple(entry["kinds"]),
        offences=tuple(map(str, entry.get("offences") or ())),
        conditions=tuple(_words(one) for one in entry.get("conditions") or ()),
        articles=tuple(map(str, entry.get("articles") or ())),
        parties=tuple(_party(one) for one in entry["parties"]),
        fictional=bool(entry.get("fictional", False)),
    )


def _faults(entry: Mapping[str, Any]) -> Iterator[Fault]:
    yield from (Fault(str(name), "is not known here") for name in sorted(set(entry) - _FIELDS))
    needed = ("treaty", "title", "kinds", "parties")
    yield from (Fault(name, "is missing") for name in needed if not entry.get(name))
    yield from (Fault("kinds", f"“{kind}” is none of: {', '.join(_KINDS)}") for kind in _strange(entry))
    for code in entry.get("offences") or ():
        if not str(code).isdigit():
            yield Fault("offences", f"“{code}” is no code of ICCS")
    parties = entry.get("parties") or []
    if not isinstance(parties, list) or len(parties) < 2:
        yield Fault("parties", "at least two States are party to a treaty")


def _strange(entry: Mapping[str, Any]) -> list[str]:
    kinds = entry.get("kinds") or []
    return [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind not in _KINDS]


def _party(one: Any) -> Party:
    if not isinstance(one, Mapping) or not one.get("in_force"):
        raise Invalid("parties: each has a State and the day of entry into force for it")
    in_force, ended = _day(one["in_force"], "in_force"), _day(one.get("ended"), "ended")
    if in_force is None or (ended and ended <= in_force):
        raise Invalid("parties: a treaty ends after it has entered into force")
    return Party(StateCode.of(str(one.get("state", ""))), in_force, ended)


def _words(value: Any) -> Multilingual:
    """A condition by language; one that is told without a language is in English."""
    return Multilingual.of(value if isinstance(value, Mapping) else {"en": str(value)})


def _day(value: Any, name: str) -> date | None:
    if value is None or type(value) is date:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Invalid(f"{name}: “{str(value)[:40]}” is no day as 2026-03-02") from None
