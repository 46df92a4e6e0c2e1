"""Units of translation: what of a request is words in a language, each by a name that stays."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ..writing.completeness import asked
from ..writing.drafts import Draft
from ..writing.kinds import Item, Type

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
"""The languages of letters: those of the United Nations."""
NO_WORDS = frozenset({"contact", "reference", "stored-data.preserved"})
"""Texts that are names, numbers and addresses."""
PROSE = {
    Type.OFFENCES: ("name", "law", "text", "there"),
    Type.PERSONS: ("role", "nationality", "identity"),
    Type.PROPERTY: ("description",),
    Type.DOCUMENTS: ("title", "issued_by"),
}
"""The parts of offences, persons, things and documents that are words."""
_WORD = re.compile(r"[^\W\d_]*[^\W\d_A-Z][^\W\d_]*")


class Status(StrEnum):
    """How far what a unit says in a language can be relied on."""

    SOURCE = "source"
    HUMAN = "human"
    CERTIFIED = "certified"
    MACHINE = "machine"
    MISSING = "missing"


GIVEN = (Status.HUMAN, Status.CERTIFIED, Status.MACHINE)
"""The statuses that a wording can have."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A text of a request in the language in which its answers are written.

    ``unit`` is ``item`` or ``item/number/part``, numbers from 1 on.
    """

    unit: str
    item: str
    text: str

    @property
    def sha256(self) -> str:
        """By which a wording knows the text that it was made from."""
        return sha256(self.text)


@dataclass(frozen=True, slots=True)
class Wording:
    """What a unit says in another language, and the hash of the text that it was made from."""

    language: str
    unit: str
    text: str
    status: Status
    source_sha256: str

    def is_stale(self, source: Unit) -> bool:
        """Whether the source was changed since."""
        return self.source_sha256 != source.sha256


def sha256(text: str) -> str:
    """The hash of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def source_language(answers: Mapping[str, Any]) -> str:
    """The language in which the answers are written: the first that is named; English where none is."""
    return next(iter(answers.get("languages", ())), "en")


def languages_in(answers: Mapping[str, Any]) -> list[str]:
    """The languages of letters that answers name, the one in which they are written first."""
    named = [source_language(answers), *answers.get("languages", ())]
    return [one for one in dict.fromkeys(named) if one in LANGUAGES]


def is_prose(text: str) -> bool:
    """Whether there is a word in a text, which a number, a code or an acronym is not."""
    return any(len(word) > 1 or word > "\u2e80" for word in _WORD.findall(text))


def units(draft: Draft) -> list[Unit]:
    """The units of what is asked in a draft, in the order of its items."""
    items = asked(draft.kind, draft.answers, draft.basis)
    return [unit for item in items if item.item in draft.answers for unit in _of(item, draft.answers[item.item])]


def _of(item: Item, value: Any) -> Iterator[Unit]:
    if item.type in (Type.TEXT, Type.WORDS):
        if item.item not in NO_WORDS and is_prose(value):
            yield Unit(item.item, item.item, value)
        return
    for number, part in enumerate(value if item.type in PROSE else (), start=1):
        for name in PROSE[item.type]:
            text = part.get(name, "")
            if is_prose(text):
                yield Unit(f"{item.item}/{number}/{name}", item.item, text)


def unworded(draft: Draft, language: str, wordings: Sequence[Wording]) -> list[tuple[Unit, str]]:
    """The units that a person has not put into a language: each with why, ``missing``, ``stale`` or ``machine``."""
    said = {one.unit: one for one in wordings if one.language == language}
    return [(unit, why) for unit in units(draft) if (why := _why(unit, said.get(unit.unit)))]


def _why(unit: Unit, said: Wording | None) -> str:
    if said is None or not said.text.strip():
        return "missing"
    if said.is_stale(unit):
        return "stale"
    return "machine" if said.status is Status.MACHINE else ""


def words_in(text: str) -> int:
    """So many words are in a text; of scripts without spaces each two signs count as one."""
    wide = sum(1 for sign in text if sign > "\u2e80")
    return len(re.findall(r"[^\W_]+", re.sub(r"[\u2e80-\U0003ffff]", " ", text))) + (wide + 1) // 2
