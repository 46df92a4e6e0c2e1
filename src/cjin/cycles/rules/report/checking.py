"""Checks a finished document against the replies, apart from what wrote it: every number is worked out once more.

It counts in loops of its own and makes the words of each counted sentence anew, so that a swapped number or another
word for a number is found as well. Of other marked sentences the numbers and the facts must be those that were written,
in whatever words they stand; a number that stands outside every mark, or in what a person wrote, is told as one that
nothing stands behind.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .recounting import Facts, counted
from .remaking import difficulty, remade

_NUMBER = re.compile(r"\d+")
_PARAGRAPH = re.compile(r"\d+\.\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a finished document: its words, and the bookmark around it, if there is one."""

    mark: str
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A number, or a counted sentence, that is not what it should be."""

    where: str
    text: str
    message: str


def check(pieces: Sequence[Piece], manifest: Mapping[str, Any], facts: Facts) -> list[Wrong]:
    """All that is wrong; none where the document says what the replies say."""
    found: list[Wrong] = []
    known = manifest["sentences"]
    paragraphs = 0
    for piece in pieces:
        entry = known.get(piece.mark)
        if entry is None or entry["phrase"] == "edited":
            numbers = _numbers(piece.text)
            if _PARAGRAPH.fullmatch(piece.text) and not piece.mark:
                paragraphs += 1
                if int(numbers[0]) != paragraphs:
                    found.append(Wrong(piece.where, piece.text, f"paragraph {paragraphs} expected"))
            elif numbers:
                found.append(Wrong(piece.where, piece.text, "no rule stands behind this number"))
            continue
        message = _wrong(piece.text, entry, facts, manifest["language"])
        if message:
            found.append(Wrong(piece.where, piece.text, message))
    seen = {piece.mark for piece in pieces}
    found += [
        Wrong(entry["key"], "", "this sentence is not in the document")
        for mark, entry in known.items()
        if mark not in seen
    ]
    return found


def _wrong(text: str, entry: Mapping[str, Any], facts: Facts, language: str) -> str:
    """What is wrong with a sentence; nothing where it is right."""
    told, rule = entry.get("facts", {}), entry.get("rule")
    message = _wrong_rule(rule, told, facts, language) if rule else ""
    message = message or next(filter(None, (_wrong_fact(name, told[name], text, facts) for name in told)), "")
    if message:
        return message
    number, of = counted(rule, facts) if rule else (0, 0)
    expected = remade(entry, number, of, language)
    if _numbers(text) != _numbers(expected):
        if rule:
            return f"{', '.join(_numbers(expected))} expected ({number} of {of})"
        return "there is a number too many, too few or in another place"
    return f"other words than what is counted: “{expected}” expected" if rule and _even(text) != _even(expected) else ""


def _wrong_rule(rule: Mapping[str, Any], told: Mapping[str, str], facts: Facts, language: str) -> str:
    """What is wrong between a rule, the form, and what is said to be counted."""
    questions = rule["questions"]
    missing = next((one for one in questions if one not in facts.paragraphs), None)
    if missing is not None:
        return f"the form has no question “{missing[:60]}”"
    meant = {
        "questions": str(len(questions)),
        "paragraph": facts.paragraphs[questions[0]] if questions else "",
        "difficulty": difficulty(rule["codes"][0], language) if rule["codes"] else "",
    }
    other = next((name for name in told if meant.get(name, told[name]) != told[name]), "")
    return f"the {other} is not what is counted" if other else ""


def _wrong_fact(name: str, value: str, text: str, facts: Facts) -> str:
    if name in facts.known and value not in facts.known[name]:
        return f"“{value[:60]}” is not the {name}"
    return "" if _even(value) in _even(text) else f"the {name} is not what was written"


def _numbers(text: str) -> list[str]:
    return _NUMBER.findall(_western(text))


def _even(text: str) -> str:
    """The text with single blanks, and the digits of all scripts as 0 to 9."""
    return " ".join(_western(text).split())


def _western(text: str) -> str:
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)
