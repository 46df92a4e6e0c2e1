"""The guards of measures and of what they give: evidence with its custody, its uses, and values."""

import re
from collections.abc import Iterator, Mapping

from ..evidence.values import is_value
from .against import Against, Guard, says
from .events import Case, Event
from .process import DONE, gives

_SHA256, _SHA512 = re.compile(r"[0-9a-f]{64}\Z"), re.compile(r"[0-9a-f]{128}\Z")
LONGEST_ITEM = 60
STATED = "stated-purpose"
"""The use that the request itself stated: it needs no further consent."""
LIMITS = (
    "untoc-2000/art_18__para_19",
    "uncac-2003/art_46__para_19",
    "untoc-2000/art_18__para_5",
    "uncac-2003/art_46__para_5",
)


def _measure_open(case: Case, event: Event) -> Iterator[Against]:
    if case.measures[event.measure] not in ("open", "postponed"):
        yield Against("measure-open", f"this measure is {case.measures[event.measure]} already")


def _measure_executing(case: Case, event: Event) -> Iterator[Against]:
    if case.measures[event.measure] != "executing":
        yield Against("measure-executing", "this measure was not begun")


def _measure_done(case: Case, event: Event) -> Iterator[Against]:
    if case.measures[event.measure] not in DONE:
        yield Against("measure-done", "only what was done is taken up again")


def _measure_begun(case: Case, event: Event) -> Iterator[Against]:
    if case.measures[event.measure] not in ("executing", "executed"):
        yield Against("measure-begun", "evidence belongs to a measure that is being executed, or was")


def _hashes(case: Case, event: Event) -> Iterator[Against]:
    item = str(event.detail.get("item", ""))
    if not item or len(item) > LONGEST_ITEM:
        yield Against("item-number", "each item of evidence has a number of its own")
    if item in case.evidence:
        yield Against("item-taken", f"each item has a number of its own, and this one is taken: {item}", about=item)
    whole = _SHA256.match(str(event.detail.get("sha256", ""))) and _SHA512.match(str(event.detail.get("sha512", "")))
    if not whole:
        yield Against("hashes", "an item of evidence has its SHA-256 and SHA-512")


def _evidence_taken(case: Case, event: Event) -> Iterator[Against]:
    """A measure that gives evidence leaves with an item that has not left, or with the word that nothing was found."""
    if not gives("evidence", event.measure) or case.held_for(event.measure):
        return
    if event.detail.get("nothing_found") is not True or not says(event, "note"):
        yield Against("evidence-taken", "no evidence was taken in: take it in, or say that nothing was found, and why")


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
    lacking = [name for name in ("action", "holder", "place") if not says(event, name)]
    if lacking:
        yield Against("custody-told", f"say what was done, who holds it and where: {', '.join(lacking)}")


def _use_told(case: Case, event: Event) -> Iterator[Against]:
    if not says(event, "use"):
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


PROVING: Mapping[str, Guard] = {
    "measure-open": _measure_open,
    "measure-executing": _measure_executing,
    "measure-done": _measure_done,
    "measure-begun": _measure_begun,
    "hashes": _hashes,
    "evidence-taken": _evidence_taken,
    "known-evidence": _known_evidence,
    "custody": _custody,
    "custody-told": _custody_told,
    "use-told": _use_told,
    "use-asked": _use_asked,
    "use-consented": _use_consented,
    "noticed": _noticed,
    "values": _values,
}
