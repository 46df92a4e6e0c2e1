"""What must be so before an act: the guards of the process, each with what it says and the articles behind it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from cjin.core.rules.catalogue import read

from ..evidence.values import is_value
from .calendars import told_day
from .events import Case, Event
from .process import OTHER, process

_SHA256, _SHA512 = re.compile(r"[0-9a-f]{64}\Z"), re.compile(r"[0-9a-f]{128}\Z")
GROUNDS = "requests/grounds"
LONGEST_ITEM = 60
STATED = "stated-purpose"
"""The use that the request itself stated: it needs no further consent."""
LIMITS = (
    "untoc-2000/art_18__para_19",
    "uncac-2003/art_46__para_19",
    "untoc-2000/art_18__para_5",
    "uncac-2003/art_46__para_5",
)


@dataclass(frozen=True, slots=True)
class Against:
    """Why an act cannot be done: the guard, what to do, the articles that ask for it, and what it is about."""

    guard: str
    message: str
    articles: tuple[str, ...] = ()
    about: str = ""


@lru_cache(maxsize=2)
def grounds(part: str) -> Mapping[str, tuple[str, ...]]:
    """The grounds that are ``allowed`` or ``forbidden``, with their articles."""
    return {one["ground"]: tuple(one["articles"]) for one in read(GROUNDS)[part]}


def faults(case: Case, event: Event) -> list[Against]:
    """Everything that is against an act in this case; nothing where it may be done. Raises NotFound for no act."""
    act = process(case.direction).act(event.act)
    if case.state not in act.sources:
        known = ", ".join(sorted(act.sources))
        return [Against("state", f"this is done while a request is {known}; this one is {case.state}")]
    if not act.is_of(case.kind):
        return [Against("kind", "requests of this kind do not have this act")]
    if (act.of_measure or event.measure) and event.measure not in case.measures:
        return [Against("measure", f"“{event.measure[:60]}” is no measure of this request")]
    found = [against for name in act.guards for against in GUARDS[name](case, event)]
    if act.duty != OTHER and not event.by:
        found.append(Against("actor", "somebody has to do it"))
    return found


def in_the_way(case: Case, act: str, *, by: str, at: datetime, complete: bool, measure: str = "") -> list[Against]:
    """What is against an act whatever is told with it: what has to be done or recorded first."""
    of = process(case.direction).act(act)
    event = Event(act, at, by, measure, {"complete": complete})
    found = [against for name in of.guards if name in BEFORE for against in GUARDS[name](case, event)]
    if "known-evidence" in of.guards and not case.evidence:
        found.append(Against("known-evidence", "there is no item of evidence yet"))
    if "use-asked" in of.guards and not any(case.asked.values()):
        found.append(Against("use-asked", "consent was not asked for any use"))
    if "noticed" in of.guards and not case.noticed:
        found.append(Against("noticed", "tell the other State before it is disclosed", LIMITS))
    return found


def measures_for(case: Case, act: str, *, by: str, at: datetime) -> list[str]:
    """The measures with which an act of measures can be done now."""
    return [name for name in case.measures if not in_the_way(case, act, by=by, at=at, complete=True, measure=name)]


def _complete(case: Case, event: Event) -> Iterator[Against]:
    if not event.detail.get("complete"):
        yield Against("complete", "something that is mandatory is missing: see what is still missing")


def _four_eyes(case: Case, event: Event) -> Iterator[Against]:
    if event.by in case.authors:
        yield Against("four-eyes", "somebody who did not write the request approves it")


def _reason(case: Case, event: Event) -> Iterator[Against]:
    if not str(event.detail.get("reason", "")).strip():
        yield Against("reason", "give the reason", ("untoc-2000/art_18__para_23", "uncac-2003/art_46__para_23"))


def _lawful_ground(case: Case, event: Event) -> Iterator[Against]:
    ground = str(event.detail.get("ground", ""))
    if ground in grounds("forbidden"):
        yield Against("lawful-ground", f"{ground} is no ground for a refusal", grounds("forbidden")[ground])
    elif ground not in grounds("allowed"):
        yield Against("lawful-ground", f"name a ground: {', '.join(grounds('allowed'))}")


def _consulted(case: Case, event: Event) -> Iterator[Against]:
    if not case.consulted:
        articles = ("untoc-2000/art_18__para_26", "uncac-2003/art_46__para_26")
        yield Against("consulted", "consult the other State first, and record it", articles)


def _review_day(case: Case, event: Event) -> Iterator[Against]:
    review = told_day(event.detail.get("review"))
    if review is None or review <= event.at.date():
        yield Against("review-day", "name the day to come on which this is looked at again")


def _day_told(case: Case, event: Event) -> Iterator[Against]:
    if told_day(event.detail.get("day")) is None:
        yield Against("day-told", "name the day, as 2026-03-02")


def _confidentiality_said(case: Case, event: Event) -> Iterator[Against]:
    if case.confidential and case.can_keep is not True:
        articles = ("untoc-2000/art_18__para_20", "uncac-2003/art_46__para_20")
        said = "cannot be kept confidential: ask whether it is to go on" if case.can_keep is False else "say first"
        yield Against("confidentiality-said", f"whether the request can be kept confidential: {said}", articles)


def _authenticity_known(case: Case, event: Event) -> Iterator[Against]:
    if case.authentic is None and "authentic" not in event.detail:
        yield Against("authenticity-known", "say whether the letter is genuine, or cannot be verified")


def _measure_open(case: Case, event: Event) -> Iterator[Against]:
    if case.measures[event.measure] not in ("open", "postponed"):
        yield Against("measure-open", f"this measure is {case.measures[event.measure]} already")


def _measure_executing(case: Case, event: Event) -> Iterator[Against]:
    if case.measures[event.measure] != "executing":
        yield Against("measure-executing", "this measure was not begun")


def _hashes(case: Case, event: Event) -> Iterator[Against]:
    item = str(event.detail.get("item", ""))
    if not item or len(item) > LONGEST_ITEM or item in case.evidence:
        yield Against("hashes", "each item of evidence has a number of its own")
    whole = _SHA256.match(str(event.detail.get("sha256", ""))) and _SHA512.match(str(event.detail.get("sha512", "")))
    if not whole:
        yield Against("hashes", "an item of evidence has its SHA-256 and SHA-512")


def _measure_begun(case: Case, event: Event) -> Iterator[Against]:
    if case.measures[event.measure] not in ("executing", "executed"):
        yield Against("measure-begun", "evidence belongs to a measure that is being executed, or was")


def _known_evidence(case: Case, event: Event) -> Iterator[Against]:
    if event.detail.get("item") not in case.evidence:
        yield Against("known-evidence", "there is no such item of evidence")


def _custody(case: Case, event: Event) -> Iterator[Against]:
    mine = [item for item, measure in case.of_measure.items() if measure == event.measure]
    without = [item for item in mine if not case.evidence[item]]
    if without:
        yield Against("custody", f"no custody is recorded of: {', '.join(without)}", about=", ".join(without))
    broken = [item for item in mine if item in case.broken]
    if broken:
        said = f"what was written about custody was altered since: {', '.join(broken)}"
        yield Against("chain", said, about=", ".join(broken))


def _custody_told(case: Case, event: Event) -> Iterator[Against]:
    lacking = [name for name in ("action", "holder", "place") if not str(event.detail.get(name, "")).strip()]
    if lacking:
        yield Against("custody-told", f"say what was done, who holds it and where: {', '.join(lacking)}")


def _text_told(case: Case, event: Event) -> Iterator[Against]:
    if not str(event.detail.get("note", "")).strip():
        yield Against("text-told", "say how it stands")


def _use_told(case: Case, event: Event) -> Iterator[Against]:
    if not str(event.detail.get("use", "")).strip():
        yield Against("use-told", "name the use")


def _use_asked(case: Case, event: Event) -> Iterator[Against]:
    if event.detail.get("use") not in case.asked.get(str(event.detail.get("item")), ()):
        yield Against("use-asked", "consent was not asked for this use of this item")


def _use_consented(case: Case, event: Event) -> Iterator[Against]:
    use, item = str(event.detail.get("use", "")), str(event.detail.get("item"))
    if use != STATED and use not in case.uses.get(item, ()):
        yield Against("use-consented", "ask for consent first: it may be used for what was stated only", LIMITS)


def _noticed(case: Case, event: Event) -> Iterator[Against]:
    if event.detail.get("item") not in case.noticed:
        yield Against("noticed", "tell the other State before it is disclosed", LIMITS)


def _values(case: Case, event: Event) -> Iterator[Against]:
    told = event.detail.get("values", [])
    right = isinstance(told, list) and all(map(is_value, told))
    if not right:
        yield Against("values", "a value is frozen, confiscated or returned: an amount, and a currency as EUR")


BEFORE = frozenset({
    "complete", "four-eyes", "consulted", "confidentiality-said", "measure-open", "measure-executing", "measure-begun",
    "custody",
})  # fmt: skip
"""The guards that look at what was before, and not at what is told with the act."""
GUARDS: Mapping[str, Callable[[Case, Event], Iterator[Against]]] = {
    "complete": _complete,
    "four-eyes": _four_eyes,
    "reason": _reason,
    "lawful-ground": _lawful_ground,
    "consulted": _consulted,
    "review-day": _review_day,
    "day-told": _day_told,
    "confidentiality-said": _confidentiality_said,
    "authenticity-known": _authenticity_known,
    "measure-open": _measure_open,
    "measure-executing": _measure_executing,
    "hashes": _hashes,
    "known-evidence": _known_evidence,
    "custody": _custody,
    "measure-begun": _measure_begun,
    "custody-told": _custody_told,
    "text-told": _text_told,
    "use-told": _use_told,
    "use-asked": _use_asked,
    "use-consented": _use_consented,
    "noticed": _noticed,
    "values": _values,
}
