"""What a newer file says otherwise of the participants of a treaty."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from cjin.texts.rules.participation.standing import Days


class Row(Days, Protocol):
    """The days of a participant with its name and the kind of its consent."""

    @property
    def participant(self) -> str:
        """Its name in the file."""

    @property
    def consent(self) -> str:
        """How it consented."""


class Kind(StrEnum):
    """What became of a participant."""

    PARTY = "party"
    LISTED = "listed"
    WITHDRAWN = "withdrawn"
    DAYS = "days"
    GONE = "gone"


@dataclass(frozen=True)
class Change:
    """A participant of whom the newer file says otherwise; ``was`` and ``now`` are None where it is not listed."""

    participant: str
    kind: Kind
    was: Row | None
    now: Row | None

    @property
    def fields(self) -> list[tuple[str, str | date | None, str | date | None]]:
        """What differs: its name, how it was, how it is."""
        names = ("signed", "consent", "consented", "in_force", "ended")
        pairs = ((name, getattr(self.was, name, None) or None, getattr(self.now, name, None) or None) for name in names)
        return [(name, was, now) for name, was, now in pairs if was != now]


def changes(older: Mapping[str, Row], newer: Mapping[str, Row]) -> list[Change]:
    """What differs between two lists of participants, each under a key that stays when a name changes."""
    found = []
    for key in sorted(older.keys() | newer.keys()):
        was, now = older.get(key), newer.get(key)
        if was is not None and now is not None and _days(was) == _days(now):
            continue
        row = now if now is not None else was
        assert row is not None
        found.append(Change(row.participant, _kind(was, now), was, now))
    return sorted(found, key=lambda one: (list(Kind).index(one.kind), one.participant))


def _days(one: Row) -> tuple[object, ...]:
    return one.signed, one.consented, one.consent, one.in_force, one.ended


def _kind(was: Row | None, now: Row | None) -> Kind:
    if now is None:
        return Kind.GONE
    if now.ended and not (was and was.ended):
        return Kind.WITHDRAWN
    if now.consented and not (was and was.consented):
        return Kind.PARTY
    return Kind.DAYS if was else Kind.LISTED


def in_words(one: Row | None) -> str:
    """The days of a row in a line of plain English, empty where there is no row."""
    if one is None:
        return ""
    days = (
        ("signed", one.signed), (one.consent or "consent", one.consented), ("in force", one.in_force),
        ("withdrawn", one.ended),
    )  # fmt: skip
    return ", ".join(f"{word} {day}" for word, day in days if day) or "listed"
