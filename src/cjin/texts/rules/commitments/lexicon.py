"""The vocabulary of commitments from the catalogue: acts, actors, conditions, ready for matching."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from cjin.core.rules.catalogue import read

_THIRD = (("ss", "sses"), ("sh", "shes"), ("ch", "ches"))


@dataclass(frozen=True, slots=True)
class Act:
    """A kind of act. ``towards`` says that somebody else is asked; ``modal`` that the subject in front of it acts."""

    key: str
    strength: int
    towards: bool
    modal: bool
    name: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """An actor or a condition: its identifier, its names by language, the organ that it is where it is one."""

    key: str
    name: Mapping[str, str]
    organ: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Matchers of one language, on small letters. Each names what it found by its group."""

    language: str
    acts: Mapping[str, Act]
    said: re.Pattern[str]
    asserted: re.Pattern[str]
    phrased: re.Pattern[str]
    actors: Mapping[str, re.Pattern[str]]
    conditions: Mapping[str, re.Pattern[str]]


@cache
def acts() -> Mapping[str, Act]:
    """The acts of the catalogue by their identifiers, the strongest first."""
    return {
        entry["act"]: Act(
            entry["act"], entry["strength"], bool(entry.get("towards")), bool(entry.get("modal")), entry["name"]
        )
        for entry in read("commitments/acts.yaml")
    }


@cache
def kinds(name: str) -> Mapping[str, Kind]:
    """The entries of ``catalogue/commitments/<name>s.yaml`` (actor, condition, output) by their identifiers."""
    entries = read(f"commitments/{name}s.yaml")
    return {entry[name]: Kind(entry[name], entry["name"], entry.get("organ", "")) for entry in entries}


@cache
def vocabulary(language: str) -> Vocabulary:
    """The matchers of a language; they find nothing where the catalogue has no words in it."""
    entries = read("commitments/acts.yaml")
    verbs = {entry["act"]: [str(v) for v in entry.get("verbs", {}).get(language, ())] for entry in entries}
    phrases = {entry["act"]: entry.get("phrases", {}).get(language, ()) for entry in entries}
    return Vocabulary(
        language=language,
        acts=acts(),
        said=_grouped((act, [re.escape(verb) for verb in found]) for act, found in verbs.items()),
        asserted=_grouped((act, [_third(verb) for verb in found]) for act, found in verbs.items()),
        phrased=_grouped(phrases.items()),
        actors=_each("actor", language),
        conditions=_each("condition", language),
    )


def _third(verb: str) -> str:
    """The verb as a body says it of itself: "requests", "takes note", "calls upon"."""
    first, _, rest = verb.partition(" ")
    form = next((first[: -len(end)] + new for end, new in _THIRD if first.endswith(end)), first + "s")
    return re.escape(f"{form} {rest}".strip())


def _grouped(found: Iterable[tuple[str, Iterable[str]]]) -> re.Pattern[str]:
    """One pattern for many words; the name of the group that matched is the act with "_" for "-"."""
    words = [(word, act) for act, said in found for word in said]
    words.sort(key=lambda one: -len(one[0]))
    parts = [rf"(?P<{act.replace('-', '_')}_{place}>{word})(?!\w)" for place, (word, act) in enumerate(words)]
    return re.compile("|".join(parts) if parts else r"(?!)")


def act_of(match: re.Match[str]) -> str:
    """The act whose words matched."""
    return str(match.lastgroup).rpartition("_")[0].replace("_", "-")


def _each(name: str, language: str) -> dict[str, re.Pattern[str]]:
    entries: list[dict[str, Any]] = read(f"commitments/{name}s.yaml")
    return {
        entry[name]: re.compile(r"\b(?:" + "|".join(entry["words"][language]) + r")(?!\w)")
        for entry in entries
        if entry["words"].get(language)
    }
