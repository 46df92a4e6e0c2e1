"""Annotations of a work: what the catalogue, or a file of that form, says of each provision in words of our own."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cjin.core.rules.catalogue import names, read
from cjin.core.rules.errors import Fault, Invalid
from cjin.texts.rules.commitments.deadlines import Deadline
from cjin.texts.rules.commitments.lexicon import acts, kinds

FOLDER = "annotations"
MOST_NTH = 1000
"""Words of an act stand less often in a provision."""
_NTH = re.compile(r"[1-9][0-9]{0,2}")
RHYTHMS = frozenset({
    "annual", "every-session", "every-three-years", "every-four-years", "every-five-years", "biennial", "regular",
})  # fmt: skip
_FIELDS = frozenset({"id", "summary", "topics", "commitments", "citations", "parallels"})
_ASKED = frozenset({"actor", "act", "words", "nth", "from", "conditions", "deadline", "output"})
_DEADLINES = (
    {"date"}, {"year"}, {"recurring"}, {"recurring", "since"},
    {"organ", "session"}, {"organ", "next"}, {"within"}, {"within", "after"},
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A confirmed commitment. ``words`` carry the act, the ``nth`` of equal ones; none under a chapeau.

    ``output`` is what shall come of it, several with "; "; empty where nobody said.
    """

    actors: tuple[str, ...]
    act: str
    words: str = ""
    nth: int = 1
    conditions: tuple[str, ...] = ()
    deadline: Mapping[str, Any] | None = None
    output: str = ""

    @property
    def outputs(self) -> tuple[str, ...]:
        """What shall come of it, one by one."""
        return tuple(one for part in self.output.split(";") if (one := part.strip()))

    @property
    def inherited(self) -> bool:
        """Whether the act stands in the chapeau or lead-in above."""
        return not self.words


@dataclass(frozen=True, slots=True)
class Annotated:
    """What is said of one provision; ``parallels`` and ``citations`` are written as in the catalogue."""

    eid: str
    summary: str
    topics: tuple[str, ...]
    commitments: tuple[Asked, ...]
    citations: tuple[str, ...] = ()
    parallels: tuple[str, ...] = ()


def annotated_works() -> dict[str, tuple[Annotated, ...]]:
    """The annotations that ship with the software, by work. Raises Invalid, each fault with file and provision."""
    found = {}
    for name in names(FOLDER):
        slug, annotations = read_annotations(read(name), f"catalogue/{name}.yaml")
        found[slug] = annotations
    return found


def annotated_pairs() -> frozenset[tuple[str, str]]:
    """The parallels of the catalogue, each pair once: two provisions (``kyoto-2021/para_61``), the smaller first."""
    return frozenset(
        (min(pair, key=_in_order), max(pair, key=_in_order))
        for slug, annotations in annotated_works().items()
        for one in annotations
        for other in one.parallels
        for pair in [(f"{slug}/{one.eid}", other)]
    )


def _in_order(key: str) -> tuple[str, str]:
    slug, _slash, eid = key.partition("/")
    return slug, eid


def read_annotations(data: Any, file: str) -> tuple[str, tuple[Annotated, ...]]:
    """The work and its annotations from YAML. Raises Invalid, each fault with its provision."""
    if not isinstance(data, dict) or not isinstance(data.get("provisions"), list) or not data.get("work"):
        raise Invalid("This is no file of annotations.", [Fault(file, "it has to name a work and its provisions")])
    faults: list[Fault] = []
    found: dict[str, Annotated] = {}
    for entry in data["provisions"]:
        eid = str(entry.get("id", "")) if isinstance(entry, dict) else ""
        wrong = list(_faults(entry)) if eid else ["each provision has an id"]
        if eid in found:
            wrong.append("this provision stands twice")
        faults += [Fault(f"{file}, {eid or 'an entry'}", one) for one in wrong]
        if not wrong:
            found[eid] = _annotated(eid, entry)
    if faults:
        raise Invalid("A file of annotations is not right.", faults)
    return str(data["work"]), tuple(found.values())


def _annotated(eid: str, entry: Mapping[str, Any]) -> Annotated:
    return Annotated(
        eid,
        str(entry["summary"]).strip(),
        tuple(entry.get("topics", ())),
        tuple(_asked(one) for one in entry.get("commitments", ())),
        tuple(entry.get("citations", ())),
        tuple(entry.get("parallels", ())),
    )


def _asked(entry: Mapping[str, Any]) -> Asked:
    return Asked(
        tuple(_list(entry["actor"])),
        entry["act"],
        str(entry.get("words", "")),
        int(entry.get("nth", 1)),
        tuple(entry.get("conditions", ())),
        _deadline(entry.get("deadline")),
        "; ".join(_list(entry.get("output") or ())),
    )


def _deadline(entry: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    return {key: str(value) if key == "date" else value for key, value in entry.items()} if entry else None


def _list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _faults(entry: Mapping[str, Any]) -> Iterable[str]:
    yield from (f"“{key}” is not a field of an annotation" for key in entry.keys() - _FIELDS)
    if not str(entry.get("summary", "")).strip():
        yield "the summary is missing"
    for name in ("topics", "citations", "parallels"):
        if not _are_texts(entry.get(name, [])):
            yield f"{name} is no list of texts"
    commitments = entry.get("commitments", [])
    if not isinstance(commitments, list):
        yield "commitments is no list"
        return
    for one in commitments:
        yield from _commitment_faults(one)


def _are_texts(said: Any) -> bool:
    return isinstance(said, list) and all(isinstance(one, str) for one in said)


def _commitment_faults(one: Any) -> Iterable[str]:
    if not isinstance(one, dict) or not {"actor", "act"} <= one.keys():
        yield "a commitment has an actor and an act"
        return
    yield from (f"“{key}” is not a field of a commitment" for key in one.keys() - _ASKED)
    said = {"actor": one["actor"], "act": [one["act"]], "conditions": one.get("conditions", [])}
    said["output"] = one.get("output") or []
    lists = {name: [value] if isinstance(value, str) else value for name, value in said.items()}
    if odd := [name for name, value in lists.items() if not _are_texts(value)]:
        yield f"{odd[0]} is no text, nor a list of texts"
        return
    yield from _unknown("actor", lists["actor"] or [""], kinds("actor"))
    yield from _unknown("act", lists["act"], acts())
    yield from _unknown("condition", lists["conditions"], kinds("condition"))
    yield from _unknown("output", lists["output"], kinds("output"))
    if not _NTH.fullmatch(str(one.get("nth", 1))):
        yield f"nth is a whole number below {MOST_NTH}"
    if bool(one.get("words")) == (one.get("from") == "chapeau"):
        yield "a commitment has the words of its act, or “from: chapeau”"
    yield from _deadline_faults(one.get("deadline"))


def _deadline_faults(due: Any) -> Iterable[str]:
    if due is None:
        return
    if not isinstance(due, dict) or set(due) not in _DEADLINES:
        yield "a deadline is a date, a year, a rhythm (recurring), or an organ and a session"
    elif "recurring" in due and str(due["recurring"]) not in RHYTHMS:
        yield f"“{due['recurring']}” is none of {', '.join(sorted(RHYTHMS))}"
    elif Deadline.from_facts(_deadline(due)) is None:
        yield f"“{due}” is no day, year, session or span of time"


def _unknown(what: str, said: Sequence[Any], known: Mapping[str, object]) -> Iterable[str]:
    yield from (f"the {what} “{one}” is not in the catalogue" for one in said if one not in known)
