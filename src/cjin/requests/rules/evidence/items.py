"""Items of evidence as they follow from what happened: hashes, custody, uses; with each, whether the chain holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..case.events import Case, Event, after, linked
from ..case.process import process
from .custody import DIGEST, PREVIOUS

ASKED, ALLOWED, REFUSED, USED = "asked", "allowed", "refused", "used"
USES = {"asked-use": ASKED, "use": ALLOWED, "refused-use": REFUSED}


@dataclass(frozen=True)
class Entry:
    """One entry of custody: what was done by whom when, who holds it since and where; ``whole``: it fits the chain."""

    act: str
    at: datetime
    by: str
    action: str
    holder: str
    place: str
    note: str
    digest: str
    whole: bool


@dataclass
class Evidence:
    """An item with everything that was written down about it. ``uses``: each use and the last that was said of it."""

    item: str
    measure: str = ""
    description: str = ""
    medium: str = ""
    size: int | None = None
    sha256: str = ""
    sha512: str = ""
    received: bool = False
    entries: list[Entry] = field(default_factory=list)
    uses: dict[str, str] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether nothing about it was altered."""
        return all(one.whole for one in self.entries)

    @property
    def custody(self) -> list[Entry]:
        """The entries after the first, which took it in."""
        return self.entries[1:]


def items(case: Case, events: Sequence[Event]) -> list[Evidence]:
    """The items of a case at its beginning, after these events, in the order in which they were taken in."""
    found = {name: Evidence(name) for name in case.evidence}
    for event in events:
        _take(found, case, event)
        case = after(case, event)
    return list(found.values())


def _take(found: dict[str, Evidence], case: Case, event: Event) -> None:
    records, name = process(case.direction).act(event.act).records, str(event.detail.get("item", ""))
    if records == "evidence":
        found[name] = _evidence(name, event)
    if name not in found:
        return
    if records in ("evidence", "custody"):
        found[name].entries.append(_entry(case, event))
    if records in USES:
        found[name].uses[str(event.detail.get("use", ""))] = USES[records]
    if event.act == "record-use":
        found[name].uses.setdefault(str(event.detail.get("use", "")), USED)


def _evidence(name: str, event: Event) -> Evidence:
    told = event.detail
    description, medium, short, long = (str(told.get(one, "")) for one in ("description", "medium", "sha256", "sha512"))
    received = event.act == "receive-evidence"
    return Evidence(name, event.measure, description, medium, told.get("size"), short, long, received)


def _entry(case: Case, event: Event) -> Entry:
    told = {name: str(event.detail.get(name, "")) for name in ("action", "holder", "place", "note", DIGEST, PREVIOUS)}
    whole = {name: told.pop(name) for name in (DIGEST, PREVIOUS)}
    return Entry(event.act, event.at, event.by, **told, digest=whole[DIGEST], whole=whole == linked(case, event))


def limits(answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a request says of the use of what is received for it: the item that asks, and the answer."""
    for name in ("purpose", "use", "restrictions", "speciality"):
        if answers.get(name):
            yield name, str(answers[name])
