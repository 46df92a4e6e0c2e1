"""Counts replies once more, apart from rules/compiling: in loops of its own, over plain replies (JSON)."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..vocabulary import codes

DONE = {"implemented", "largely"}
LADDER = ["not-started", "planned", "in-progress", "largely", "implemented"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What can be known besides the replies: numbers that stand in titles, days and citations, in any language."""

    replies: Sequence[Mapping[str, Any]]
    """Each ``{"key", "group", "named", "answers", "before"}``."""
    asked: Mapping[str, str]
    """The regional group of each respondent by its key."""
    known: Mapping[str, frozenset[str]]
    """By the name of a fact, the texts that it can be."""
    paragraphs: Mapping[str, str]
    """By question of the form, the number of the paragraph that it is about."""
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By question, what its options are called."""
    whom: str = "states"
    """Whether States were asked, institutions or both."""


def counted(rule: Mapping[str, Any], facts: Facts) -> tuple[int, int]:
    """How many are counted by a rule, and among how many."""
    what, questions, codes = rule["what"], rule["questions"], set(rule["codes"])
    if what in ("response", "silent"):
        return _responses(what, codes, facts)
    if what in ("need", "urgent"):
        return sum(_needs(one, questions, rule["codes"], urgent=what == "urgent") for one in facts.replies), len(
            facts.replies
        )
    if what == "entry":
        return sum(any(_entries(one, questions)) for one in facts.replies), len(facts.replies)
    number = of = 0
    for one in facts.replies:
        told = set(_TOLD[what](one, questions))
        of += bool(told)
        number += bool(told & codes) if codes else bool(told - {""})
    return number, of


def _responses(what: str, codes: set[str], facts: Facts) -> tuple[int, int]:
    kinds = codes & {"states", "institutions"}
    groups = codes - kinds
    asked = [
        key for key, group in facts.asked.items()
        if (not groups or group in groups) and (not kinds or ("institutions" if "-" in key else "states") in kinds)
    ]  # fmt: skip
    gave = {one["key"] for one in facts.replies}
    replied = sum(key in gave for key in asked)
    return (replied if what == "response" else len(asked) - replied), len(asked)


def _needs(one: Mapping[str, Any], questions: Sequence[str], codes: Sequence[str], *, urgent: bool) -> bool:
    type_, about = codes
    return any(
        entry.get("type") == type_
        and " ".join(entry.get("about", "").split()) == about
        and (not urgent or entry.get("urgency") == "high")
        for entry in _entries(one, questions)
    )


def _entries(one: Mapping[str, Any], questions: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    for name in questions:
        value = one["answers"].get(name, {}).get("value")
        yield from (entry for entry in value if isinstance(entry, dict)) if isinstance(value, list) else ()


def _values(one: Mapping[str, Any], questions: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    for name in questions:
        reply = one["answers"].get(name)
        if reply and reply["reply"] == "answered" and isinstance(reply.get("value"), dict):
            yield reply["value"]


def _kinds(one: Mapping[str, Any], questions: Sequence[str]) -> Iterator[str]:
    for name in questions:
        yield one["answers"][name]["reply"] if name in one["answers"] else "not-reported"


def _said(one: Mapping[str, Any], questions: Sequence[str]) -> Iterator[str]:
    return (kind for kind in _kinds(one, questions) if kind != "not-reported")


def _chosen(one: Mapping[str, Any], questions: Sequence[str]) -> Iterator[str]:
    """What was chosen: one option, or several."""
    for name in questions:
        reply = one["answers"].get(name) or {}
        value = reply.get("value") if reply.get("reply") == "answered" else None
        yield from (code for code in (value if isinstance(value, list) else [value]) if isinstance(code, str))


def _moves(one: Mapping[str, Any], questions: Sequence[str]) -> Iterator[str]:
    """How each state moved, of what was asked both times."""
    for name in questions:
        if name in one["before"]:
            yield _moved(_states(one["before"][name]), _states(one["answers"].get(name)))


def _states(reply: Mapping[str, Any] | None) -> Mapping[str, str]:
    value = (reply or {}).get("value")
    return value if isinstance(value, dict) else {}


def _moved(then: Mapping[str, str], now: Mapping[str, str]) -> str:
    """From practice to practice, or from law to law of who tells of practice neither time."""
    for scope in ("practice", "law"):
        if scope in then and scope in now:
            return _way(then[scope], now[scope])
        if scope in then or scope in now:
            break
    told_then, told_now = ("law" in one or "practice" in one for one in (then, now))
    return "new" if told_now and not told_then else ""


def _way(then: str, now: str) -> str:
    if "regressed" in (then, now):
        return "reversed" if now == "regressed" else "advanced"
    if then == now:
        return "unchanged"
    return "advanced" if now in LADDER[LADDER.index(then) :] else "reversed"


def _change(one: Mapping[str, Any], questions: Sequence[str]) -> Iterator[str]:
    return (move for move in _moves(one, questions) if move not in ("", "new"))


def _new(one: Mapping[str, Any], questions: Sequence[str]) -> Iterator[str]:
    return ("new" if move == "new" else "" for move in _moves(one, questions) if move)


def _behind(one: Mapping[str, Any], questions: Sequence[str]) -> Iterator[str]:
    for value in _values(one, questions):
        if "law" in value and "practice" in value:
            yield "behind" if value["law"] in DONE and value["practice"] not in DONE else ""


def _list_of(part: str) -> Callable[[Mapping[str, Any], Sequence[str]], Iterator[str]]:
    def told(one: Mapping[str, Any], questions: Sequence[str]) -> Iterator[str]:
        for value in _values(one, questions):
            yield from value.get(part) or [""]

    return told


def _scope(part: str) -> Callable[[Mapping[str, Any], Sequence[str]], Iterator[str]]:
    return lambda one, questions: (value[part] for value in _values(one, questions) if part in value)


_TOLD: dict[str, Callable[[Mapping[str, Any], Sequence[str]], Iterator[str]]] = {
    "reply": _kinds,
    "said": _said,
    "value": _chosen,
    "law": _scope("law"),
    "practice": _scope("practice"),
    "difficulty": _list_of("difficulties"),
    "measure": _list_of("measures"),
    "good-practice": lambda one, questions: ("yes" if v.get("good_practice") else "" for v in _values(one, questions)),
    "change": _change,
    "new": _new,
    "behind": _behind,
    "unnamed": lambda one, _questions: iter(("" if one["named"] else "unnamed",)),
}
_OTHERS = ("response", "silent", "need", "urgent", "entry")
_CODES = {
    "change": ("advanced", "unchanged", "reversed"), "new": ("new",), "behind": ("behind",), "unnamed": ("unnamed",),
    "good-practice": ("yes",), "silent": (), "entry": (),
}  # fmt: skip
_SECTIONS = {"law": "implementation", "practice": "implementation", "difficulty": "difficulties", "reply": "replies",
             "said": "replies"}  # fmt: skip


def can_count(what: str, wanted: Sequence[str]) -> bool:
    """Whether there is such a rule: what it counts, with these codes."""
    if what not in (*_TOLD, *_OTHERS) or (what in ("need", "urgent") and len(wanted) != 2):
        return False
    known: Collection[str] = codes(_SECTIONS[what]) if what in _SECTIONS else _CODES.get(what, wanted)
    return set(wanted) <= set(known)
