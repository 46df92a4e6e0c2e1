"""What is wrong with the words of a language, each thing told in one sentence."""

import re
from collections.abc import Collection, Iterator, Mapping
from string import Formatter
from typing import Any

from cjin.core.rules.catalogue import read
from cjin.requests.rules.basis.instruments import WORDS
from cjin.requests.rules.case.clocks import OPENED, Standing, clocks
from cjin.requests.rules.case.grounds import NONE_GIVEN, grounds
from cjin.requests.rules.case.process import BACK, MEASURES, STAY, Direction, process, state_of
from cjin.requests.rules.kinds import Kind
from cjin.requests.rules.wording import ENGLISH, FOLDER
from cjin.requests.rules.writing.answers import PARTS, THINGS
from cjin.requests.rules.writing.completeness import Gap
from cjin.requests.rules.writing.kinds import BASIS, Type, kinds
from cjin.requests.rules.writing.steps import ADDRESSEE

type Data = Mapping[str, Any]

KINDS = kinds()
ITEMS = {name: list(one.items([each.measure for each in one.measures])) for name, one in KINDS.items()}
ACTS = {act.act: act for way in Direction for act in process(way).acts.values()}
ALWAYS = {BASIS, ADDRESSEE}
"""What is asked of every kind, though none lists it."""
MEASURE_NAMES = {one.measure for kind in KINDS.values() for one in kind.measures}
STATUSES = {"open", *(act.sets for act in ACTS.values())} - {""}


def _states() -> set[str]:
    found = {act.to for act in ACTS.values()} | {state for act in ACTS.values() for state in act.sources}
    found |= {process(way).begins for way in Direction} | STATUSES
    mixed = [{"a": one, "b": other} for one in STATUSES for other in STATUSES]
    found |= {state_of(way, measures) for way in Direction for measures in mixed}
    return found - {BACK, STAY, MEASURES}


CHOICES = {value for items in ITEMS.values() for item in items for value in item.choices}
ANSWERED = {"yes", "no"} if any(item.type is Type.YES_NO for items in ITEMS.values() for item in items) else set()
NAMES: Mapping[str, Collection[str]] = {
    "choices": CHOICES | ANSWERED,
    "parts": {name for names in PARTS.values() for name in names},
    "things": THINGS,
    "states": _states(),
    "acts": ACTS,
    "done": {OPENED, *ACTS},
    "grounds": {**grounds("allowed"), **grounds("postponement"), **grounds("forbidden"), NONE_GIVEN: ()},
    "clocks": {one.clock for one in clocks()},
    "gaps": [str(one) for one in Gap],
    "standings": [str(one) for one in Standing],
    "directions": [str(one) for one in Direction],
    "evidence_actions": read(f"{FOLDER}/{ENGLISH}")["evidence_actions"],
}
"""The names that need words, by the section that has them."""
OF_KINDS = {
    "questions": {name: [item.item for item in items] for name, items in ITEMS.items()},
    "labels": {name: [item.item for item in items] for name, items in ITEMS.items()},
    "matters": {name: [one.matter for one in kind.matters] for name, kind in KINDS.items()},
}
ENGLISH_OF = {
    "questions": {(name, item.item): item.asks for name, items in ITEMS.items() for item in items},
    "matters": {(name, one.matter): one.title for name, kind in KINDS.items() for one in kind.matters},
}
TITLES = {str(one) for one in Kind} - MEASURE_NAMES | set(KINDS)


def needed(language: str) -> dict[str, Collection[str]]:
    """The names by section; in English, measures and titles of kinds stand in their own files."""
    return dict(NAMES) if language == ENGLISH else {**NAMES, "measures": MEASURE_NAMES}


def lacking(language: str, data: Data) -> Iterator[str]:
    """What has no words."""
    for section, names in needed(language).items():
        for name in sorted(set(names) - set(data.get(section, {}))):
            yield f"{language}: “{name}” has no words in “{section}”"
    titled = {name for name, own in data["kinds"].items() if "title" in own}
    for name in sorted((TITLES - set(KINDS) if language == ENGLISH else TITLES) - titled):
        yield f"{language}: the kind “{name}” has no title"
    for section, by_kind in OF_KINDS.items():
        wanted = {"questions": ALWAYS, "labels": ALWAYS, "matters": set()}[section]
        for name in sorted(wanted - set(data.get(section, {}))):
            yield f"{language}: “{name}” has no words in “{section}”"
        if language == ENGLISH and section != "labels":
            continue
        for kind, names in by_kind.items():
            for name in names:
                if name not in _own(data, kind, section) and name not in data.get(section, {}):
                    yield f"{language}: “{name}” of {kind} has no words in “{section}”"


def left_over(language: str, data: Data) -> Iterator[str]:
    """Words that nothing uses."""
    for section in sorted(set(data) - {"kinds", *OF_KINDS, *needed(language)}):
        yield f"{language}: nothing uses the section “{section}”"
    for section, names in needed(language).items():
        for name in sorted(set(data.get(section, {})) - set(names)):
            yield f"{language}: nothing uses “{name}” of “{section}”"
    for section, by_kind in OF_KINDS.items():
        used = {name for kind, names in by_kind.items() for name in names if name not in _own(data, kind, section)}
        for name in sorted(set(data.get(section, {})) - used - (ALWAYS if section != "matters" else set())):
            yield f"{language}: nothing uses “{name}” of “{section}”"
        for kind in data["kinds"]:
            for name in sorted(set(_own(data, kind, section)) - set(by_kind.get(kind, ()))):
                yield f"{language}: nothing uses “{name}” of {kind} in “{section}”"
    for kind in sorted(set(data["kinds"]) - TITLES):
        yield f"{language}: there is no kind “{kind}”"


def wrongly_shared(language: str, data: Data) -> Iterator[str]:
    """Words that stand for two things, twice for one thing, or once more where all share them."""
    for section, english in ENGLISH_OF.items() if language != ENGLISH else ():
        shared: dict[str, set[str]] = {}
        said: dict[tuple[str, str], set[str]] = {}
        for (kind, name), original in english.items():
            own = _own(data, kind, section).get(name)
            if own is None:
                shared.setdefault(name, set()).add(original)
            said.setdefault((name, original), set()).add(own or data.get(section, {}).get(name, ""))
        yield from (f"{language}: “{name}” of “{section}” stands for several things" for name, all_ in shared.items()
                    if len(all_) > 1)  # fmt: skip
        yield from (f"{language}: “{name}” of “{section}” is said in several ways" for (name, _), ways in said.items()
                    if len(ways) > 1)  # fmt: skip
    for kind in data["kinds"]:
        for section in OF_KINDS:
            for name, own in _own(data, kind, section).items():
                if own == data.get(section, {}).get(name):
                    yield f"{language}: “{name}” of {kind} is said for all kinds already"


def alike(language: str, data: Data) -> Iterator[str]:
    """Two names of a section with the same words, where the English ones differ."""
    original = read(f"{FOLDER}/{ENGLISH}")
    for section in [*NAMES, "labels"]:
        told: dict[str, str] = {}
        for name, said in data.get(section, {}).items():
            other = told.setdefault(said, name)
            if original[section].get(other) != original[section].get(name):
                yield f"{language}: “{other}” and “{name}” of “{section}” have the same words"


def texts(data: Data, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text with its place."""
    for name, value in data.items():
        here = f"{place}.{name}".lstrip(".")
        yield from texts(value, here) if isinstance(value, Mapping) else [(here, value)]


ABBREVIATIONS = {"ICCS", "BODS"}
_LETTERS = {"ar": "\u0621-\u064a", "ru": "\u0401\u0410-\u0451", "zh": "\u4e00-\u9fff"}
_WRONG = {
    "fr": [(r"(?<!\u00a0)[?;:!»]", "has no no-break space before a mark"), (r"«(?!\u00a0)", "has none after «")],
    "ar": [(r"[?,;]", "has a mark that is not an Arabic one")],
    "zh": [(r"[?,;:().!]", "has a mark that is not a Chinese one")],
}


def badly_written(language: str, data: Data) -> Iterator[str]:
    """Empty texts, letters of another script, and marks that the language writes in another way."""
    for place, text in texts(data):
        if not isinstance(text, str) or not text.strip() or text != " ".join(text.split(" ")).strip():
            yield f"{language}: {place} is no clean text: {text!r}"
            continue
        bare = re.sub(r"\{\w+\}", "", text)
        yield from (f"{language}: {place} {why}: {text}" for why in _faults(language, text, bare))


def _faults(language: str, text: str, bare: str) -> Iterator[str]:
    if "'" in text or '"' in text or "  " in text:
        yield "has a mark of a typewriter, or two spaces"
    if language in _LETTERS and (set(re.findall(r"[A-Za-z]+", bare)) - ABBREVIATIONS):
        yield "has Latin letters"
    if language in _LETTERS and bare.strip() and not re.search(f"[{_LETTERS[language]}]", bare):
        yield "has no letter of its script"
    if language not in _LETTERS and re.search("[" + "".join(_LETTERS.values()) + "]", text):
        yield "has a letter of another script"
    yield from (why for pattern, why in _WRONG.get(language, []) if re.search(pattern, bare))
    if language == "es" and (text.count("¿"), text.count("¡")) != (text.count("?"), text.count("!")):
        yield "has a question without its first mark"


def _asks(text: str) -> bool:
    return bool(re.search("[?؟？]", text))


def unlike_english(language: str, data: Data) -> Iterator[str]:
    """Questions that ask nothing, labels that do, gaps that are no sentence, and English that was left as it is."""
    for (kind, name), english in ENGLISH_OF["questions"].items() if language != ENGLISH else ():
        said = _own(data, kind, "questions").get(name) or data["questions"].get(name, "")
        if _asks(said) != _asks(english):
            yield f"{language}: “{name}” of {kind} asks, or does not ask, where English does otherwise"
    for place, text in texts(data):
        if ".labels." in f".{place}" and (_asks(text) or text.endswith((".", "。"))):
            yield f"{language}: {place} is no label: {text}"
        if place.startswith("gaps.") and not text.endswith((".", "。")):
            yield f"{language}: {place} is no sentence: {text}"
    original = dict(texts(read(f"{FOLDER}/{ENGLISH}")))
    for place, text in texts(data) if language != ENGLISH else ():
        if " " in text and original.get(place) == text:
            yield f"{language}: {place} is English still: {text}"


def badly_told(language: str, data: Data) -> Iterator[str]:
    """Sentences of the legal basis that lack, that nobody says, or that fill in something else than the English one."""
    for part, sentences in read(WORDS).items():
        mine = data.get(part, {})
        yield from (f"{language}: the sentence “{name}” of {part} lacks" for name in sorted(set(sentences) - set(mine)))
        yield from (f"{language}: nothing says “{name}” of {part}" for name in sorted(set(mine) - set(sentences)))
        for name in sorted(set(sentences) & set(mine)):
            if _filled(sentences[name]) != _filled(mine[name]):
                yield f"{language}: “{name}” of {part} fills in other names than the English sentence"


def _filled(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name)


def _own(data: Data, kind: str, section: str) -> Mapping[str, str]:
    found: Mapping[str, str] = data["kinds"].get(kind, {}).get(section, {})
    return found
