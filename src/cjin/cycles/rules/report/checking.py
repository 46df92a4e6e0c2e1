"""Checks a finished document against the replies, apart from what wrote it: every number is worked out once more.

It counts in loops of its own and makes the words of each counted sentence anew, so that a swapped number or another
word for a number is found as well. Of other marked sentences the numbers and the facts must be those that were written,
in whatever words they stand; a number that stands outside every mark, or in what a person wrote, is told as one that
nothing stands behind. By which rule a sentence is made is not believed of the document: the draft is made once more,
and each sentence has the rule and the facts that it has there.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from .manifest import manifest, mark_of
from .parts import Paragraph, Report, Sentence
from .recounting import Facts, counted
from .remaking import difficulty, kind, remade

_NUMBER = re.compile(r"\d+")
_PARAGRAPH = re.compile(r"\d+\.\s*")
_NAMES = {
    "title": "title", "symbol": "symbol of the resolution", "paragraph": "paragraph that it is about",
    "asked": "number of those who were asked", "opens": "day on which the round opened",
    "due": "day up to which replies were due", "cutoff": "day up to which replies were counted",
    "sent": "day of the note verbale", "questions": "number of questions", "words": "text of the question",
    "option": "answer", "kind": "kind of reply", "names": "list of names", "text": "proposal",
    "begins": "first day of the discussion", "ends": "last day of the discussion", "heading": "heading",
    "meaning": "text of this cell",
}  # fmt: skip
"""What facts are called for those who read what is wrong."""


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


def check(
    pieces: Sequence[Piece], said: Mapping[str, Any], facts: Facts, draft: Report, replaced: Collection[str] = ()
) -> list[Wrong]:
    """All that is wrong; none where the document says what the replies say.

    ``said`` is the manifest of the document, ``draft`` what is written of the replies now, ``replaced`` are the
    paragraphs of the draft in whose place a person wrote.
    """
    found: list[Wrong] = []
    known, drafted = said["sentences"], manifest(draft, "")["sentences"]
    texts = {mark_of(one.key): one.text for one in draft.sentences if one.phrase}
    paragraphs = 0
    for piece in pieces:
        entry = known.get(piece.mark)
        if entry is not None and entry["phrase"] != "edited":
            message = _wrong(piece.text, entry, facts, said["language"])
            if not message and entry != drafted.get(piece.mark):
                message = _otherwise(texts.get(piece.mark))
        elif piece.mark and (entry is None or piece.mark in drafted):
            message = "the document does not tell by which rule this was made"
        else:
            paragraphs += _is_number(piece)
            message = _wrong_own(piece, paragraphs)
        if message:
            found.append(Wrong(piece.where, piece.text, message))
    return found + [
        Wrong("the whole document", texts.get(mark, ""), "this sentence is not in the document")
        for mark in _gone({one.mark for one in pieces}, known, draft, replaced)
    ]


def _is_number(piece: Piece) -> bool:
    """Whether it is the number of a paragraph."""
    return not piece.mark and bool(_PARAGRAPH.fullmatch(piece.text))


def _wrong_own(piece: Piece, paragraphs: int) -> str:
    """What is wrong with what a person wrote, or with the number of the paragraph that is so many."""
    if _is_number(piece):
        return "" if int(_numbers(piece.text)[0]) == paragraphs else f"paragraph {paragraphs} expected"
    return "no rule stands behind this number" if _numbers(piece.text) else ""


def _otherwise(drafted: str | None) -> str:
    """What is wrong with a sentence that has not the rule and the facts of the draft."""
    if drafted is None:
        return "the draft has no such sentence now"
    return f"the draft has another rule or other facts here: “{drafted}” expected"


def _gone(seen: Set[str], known: Collection[str], draft: Report, replaced: Collection[str]) -> Iterator[str]:
    """The marks of what the document tells of and does not have, and of what counts in the draft and is not there."""
    counting = (mark_of(one.key) for one in _standing(draft, replaced) if one.phrase and one.count is not None)
    return (mark for mark in dict.fromkeys((*known, *counting)) if mark not in seen)


def _standing(draft: Report, replaced: Collection[str]) -> Iterator[Sentence]:
    """The sentences of the draft in whose place nobody wrote."""
    gone = {
        one.key for block in (*draft.blocks, *draft.annexes)
        if isinstance(block, Paragraph) and block.key in replaced for one in block.sentences
    }  # fmt: skip
    return (one for one in draft.sentences if one.key not in gone)


def _wrong(text: str, entry: Mapping[str, Any], facts: Facts, language: str) -> str:
    """What is wrong with a sentence; nothing where it is right."""
    told, rule = entry.get("facts", {}), entry.get("rule")
    message = _wrong_rule(rule, told, facts, language) if rule else ""
    message = message or next(filter(None, (_wrong_fact(name, told[name], text, facts) for name in told)), "")
    if message:
        return message
    number, of = counted(rule, facts) if rule else (0, 0)
    expected = remade(entry, number, of, language, facts.whom)
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
    code = next(iter(rule["codes"]), "")
    meant = {
        "questions": str(len(questions)),
        "paragraph": facts.paragraphs[questions[0]] if questions else "",
        "difficulty": difficulty(code, language) if code else "",
        "kind": kind(code, language) if code else "",
        "option": facts.options.get(questions[0], {}).get(code, "") if questions else "",
    }
    other = next((name for name in told if meant.get(name, told[name]) != told[name]), "")
    return f"the {_named(other)} is not what is counted" if other else ""


def _wrong_fact(name: str, value: str, text: str, facts: Facts) -> str:
    if name in facts.known and value not in facts.known[name]:
        return f"“{value[:60]}” is not the {_named(name)}"
    return "" if _even(value) in _even(text) else f"the {_named(name)} is not what was written: “{value[:60]}” expected"


def _named(fact: str) -> str:
    return _NAMES.get(fact, fact)


def _numbers(text: str) -> list[str]:
    return _NUMBER.findall(_western(text))


def _even(text: str) -> str:
    """The text with single blanks, and the digits of all scripts as 0 to 9."""
    return " ".join(_western(text).split())


def _western(text: str) -> str:
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)
