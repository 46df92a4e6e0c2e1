"""An entry of the directory: what is known of one body for a time, as values that do not change."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from cjin.core.rules.multilingual import Multilingual

from .kinds import BodyKind, ChannelKind, Demand, Function, KeyUse


@dataclass(frozen=True, slots=True)
class Competence:
    """What a body may do; an empty set stands for all: all instruments, all offences, the whole State.

    ``instruments`` are works of the library, ``offences`` categories of ICCS (with all below them), ``measures``
    kinds of assistance within the function, ``territories`` names of parts of the State.
    """

    function: Function
    instruments: frozenset[str] = frozenset()
    offences: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    territories: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to a body: ``urgent`` where it is open for urgent requests, ``hours`` in the words of the body.

    A ``restricted`` one is for authorities, and not told to the public.
    """

    kind: ChannelKind
    address: str
    urgent: bool = False
    hours: str = ""
    signature: Demand = Demand.ACCEPTED
    encryption: Demand = Demand.ACCEPTED
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """A public key in the form that its use asks for (an age recipient, a PEM certificate, a JWK), for a time."""

    use: KeyUse
    value: str
    since: date | None = None
    until: date | None = None

    def serves(self, day: date) -> bool:
        """Whether the key is good on this day; that of ``until`` is the first one when it is not."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one body. ``state`` is empty for a body of several States, ``languages`` those of requests.

    ``urgent_procedure`` and ``requirements`` (legal and procedural ones) are told in words; ``members`` are bodies or
    States of a network; ``source`` tells where all this comes from. ``fictional`` entries serve demonstrations.
    """

    body: str
    kind: BodyKind
    names: Multilingual
    state: str = ""
    part_of: str = ""
    competences: tuple[Competence, ...] = ()
    languages: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = ()
    keys: tuple[Key, ...] = ()
    time_zone: str = ""
    urgent_procedure: Multilingual = field(default_factory=Multilingual)
    requirements: Multilingual = field(default_factory=Multilingual)
    members: tuple[str, ...] = ()
    website: str = ""
    source: str = ""
    fictional: bool = False

    @property
    def territories(self) -> frozenset[str]:
        """The parts of its State that this body is named for."""
        return frozenset(name for one in self.competences for name in one.territories)


@dataclass(frozen=True, slots=True)
class Known:
    """An entry that stands from ``since`` on and before ``until``, and when it was written down and last verified.

    ``origin`` is the node whose signed directory it comes from, ``expires`` the last day on which that one was good.
    """

    entry: Entry
    since: date
    until: date | None = None
    recorded: date | None = None
    verified: date | None = None
    verified_by: str = ""
    origin: str = ""
    expires: date | None = None

    def stands(self, day: date) -> bool:
        """Whether the entry holds on this day."""
        return self.since <= day and (self.until is None or day < self.until)


def for_the_public(known: Known) -> Known:
    """What the public is told: all but ways that are for authorities only."""
    open_ones = tuple(one for one in known.entry.channels if not one.restricted)
    return replace(known, entry=replace(known.entry, channels=open_ones))


def as_data(entry: Entry) -> dict[str, Any]:
    """The entry as plain data for JSON, as ``reading.read_entry`` takes it; what is empty is left out."""
    data = {
        "body": entry.body,
        "kind": str(entry.kind),
        "names": dict(entry.names),
        "state": entry.state,
        "part_of": entry.part_of,
        "competences": [_competence(one) for one in entry.competences],
        "languages": list(entry.languages),
        "channels": [channel_data(one) for one in entry.channels],
        "keys": [_key(one) for one in entry.keys],
        "time_zone": entry.time_zone,
        "urgent_procedure": dict(entry.urgent_procedure),
        "requirements": dict(entry.requirements),
        "members": list(entry.members),
        "website": entry.website,
        "source": entry.source,
        "fictional": entry.fictional,
    }
    return _filled(data)


def _competence(one: Competence) -> dict[str, Any]:
    sets = {name: sorted(getattr(one, name)) for name in ("instruments", "offences", "measures", "territories")}
    return _filled({"function": str(one.function), **sets})


def channel_data(one: Channel) -> dict[str, Any]:
    """A way to a body as plain data; what is empty is left out."""
    said = {"kind": str(one.kind), "address": one.address, "hours": one.hours}
    asked = {"signature": one.signature, "encryption": one.encryption}
    marks = {"urgent": one.urgent, "restricted": one.restricted}
    return _filled(said | marks | {name: str(value) for name, value in asked.items() if value is not Demand.ACCEPTED})


def _key(one: Key) -> dict[str, Any]:
    days = {"since": one.since and one.since.isoformat(), "until": one.until and one.until.isoformat()}
    return _filled({"use": str(one.use), "value": one.value, **days})


def _filled(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value}
