"""Checks a finished document against the replies, apart from what wrote it: every number is worked out once more.

It reads plain replies (JSON), counts in loops of its own, and knows nothing of the phrases: of each marked sentence the
numbers must be those of its rule and of its facts, in whatever words they stand; a number that stands outside every
mark, or in one that is not in the manifest, is told as one that nothing stands behind.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_NUMBER = re.compile(r"\d+")
_PARAGRAPH = re.compile(r"\d+\.\s*")
DONE = {"implemented", "largely"}
LADDER = ["not-started", "planned", "in-progress", "largely", "implemented"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a finished document: its words, and the bookmark around it, if there is one."""

    mark: str
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A number that is not what it should be."""

    where: str
    text: str
    message: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What can be known besides the replies: numbers that stand in titles, days and citations, in any language."""

    replies: Sequence[Mapping[str, Any]]
    """Each ``{"key", "group", "named", "answers", "before"}``."""
    asked: Mapping[str, str]
    """The regional group of each respondent by its key."""
    known: Mapping[str, frozenset[str]]
    """By the name of a fact, the texts that it can be."""


def check(pieces: Sequence[Piece], manifest: Mapping[str, Any], facts: Facts) -> list[Wrong]:
    """All numbers that are wrong; none where the document says what the replies say."""
    found: list[Wrong] = []
    known = manifest["sentences"]
    paragraphs = 0
    for piece in pieces:
        numbers = _NUMBER.findall(_western(piece.text))
        entry = known.get(piece.mark)
        if entry is None or entry["phrase"] == "edited":
            if _PARAGRAPH.fullmatch(piece.text) and not piece.mark:
                paragraphs += 1
                if int(numbers[0]) != paragraphs:
                    found.append(Wrong(piece.where, piece.text, f"paragraph {paragraphs} expected"))
            elif numbers:
                found.append(Wrong(piece.where, piece.text, "no rule stands behind this number"))
            continue
        message = _wrong(numbers, piece.text, entry, facts)
        if message:
            found.append(Wrong(piece.where, piece.text, message))
    seen = {piece.mark for piece in pieces}
    found += [
        Wrong(entry["key"], "", "this sentence is not in the document")
        for mark, entry in known.items()
        if mark not in seen
    ]
    return found


def _wrong(numbers: Sequence[str], text: str, entry: Mapping[str, Any], facts: Facts) -> str:
    """What is wrong with the numbers of a sentence; nothing where they are right."""
    told = dict(entry.get("facts", {}))
    for name, value in told.items():
        if name in facts.known and value not in facts.known[name]:
            return f"“{value[:60]}” is not the {name}"
        if name == "questions" and value != str(len(entry["rule"]["questions"])):
            return "another number of questions is counted"
        if value not in text:
            return f"the {name} is not what was written"
    rest = Counter(numbers)
    rest.subtract(_NUMBER.findall(_western(" ".join(told.values()))))
    if "rule" in entry:
        number, of = counted(entry["rule"], facts)
        expected = _expected(entry["phrase"], number, of)
        rest.subtract(expected)
        if any(rest.values()):
            return f"{', '.join(expected)} expected ({number} of {of})"
    return "" if not any(rest.values()) else "there is a number too many or too few"


def _expected(phrase: str, number: int, of: int) -> list[str]:
    """The numbers that a sentence of this kind has."""
    share = str((200 * number + of) // (2 * of) if of else 0)
    cells = {"cell-n": [str(number)], "cell-of": [str(of)], "cell-percent": [share]}
    return cells.get(phrase, [str(number), str(of), *([share] if phrase == "replied" else [])])


def _western(text: str) -> str:
    """The text with the digits of all scripts as 0 to 9."""
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)


# Counting, apart from rules/compiling


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
    asked = [key for key, group in facts.asked.items() if not codes or group in codes]
    gave = {one["key"] for one in facts.replies}
    replied = sum(key in gave for key in asked)
    return (replied if what == "response" else len(asked) - replied), len(asked)


def _needs(one: Mapping[str, Any], questions: Sequence[str], codes: Sequence[str], *, urgent: bool) -> bool:
    type_, about = codes
    return any(
        entry["type"] == type_
        and " ".join(entry["about"].split()) == about
        and (not urgent or entry.get("urgency") == "high")
        for entry in _entries(one, questions)
    )


def _entries(one: Mapping[str, Any], questions: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    for name in questions:
        value = one["answers"].get(name, {}).get("value")
        yield from value if isinstance(value, list) else ()


def _values(one: Mapping[str, Any], questions: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    for name in questions:
        reply = one["answers"].get(name)
        if reply and reply["reply"] == "answered" and isinstance(reply.get("value"), dict):
            yield reply["value"]


def _kinds(one: Mapping[str, Any], questions: Sequence[str]) -> Iterator[str]:
    for name in questions:
        yield one["answers"][name]["reply"] if name in one["answers"] else "not-reported"


def _state(reply: Mapping[str, Any] | None) -> str:
    value = (reply or {}).get("value")
    return (value.get("practice") or value.get("law") or "") if isinstance(value, dict) else ""


def _changes(one: Mapping[str, Any], questions: Sequence[str]) -> Iterator[str]:
    for name in questions:
        now, before = _state(one["answers"].get(name)), _state(one["before"].get(name))
        if not now:
            continue
        if now == "regressed":
            yield "reversed"
        elif before not in LADDER:
            yield "new"
        else:
            steps = LADDER.index(now) - LADDER.index(before)
            yield "advanced" if steps > 0 else "reversed" if steps < 0 else "unchanged"


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
    "law": _scope("law"),
    "practice": _scope("practice"),
    "difficulty": _list_of("difficulties"),
    "measure": _list_of("measures"),
    "good-practice": lambda one, questions: ("yes" if v.get("good_practice") else "" for v in _values(one, questions)),
    "change": _changes,
    "behind": _behind,
    "unnamed": lambda one, _questions: iter(("" if one["named"] else "unnamed",)),
}
