"""What kinds, questions, states and acts of requests are called, in the six languages, for pages and for letters."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from cjin.core.rules.catalogue import read

from .writing.kinds import BASIS, MATTERS, Matter, kinds
from .writing.steps import ADDRESSEE

FOLDER = "requests/wording"
ENGLISH = "en"
LANGUAGES = (ENGLISH, "ar", "es", "fr", "ru", "zh")
SECTIONS = {
    "measure": "measures",
    "choice": "choices",
    "part": "parts",
    "thing": "things",
    "state": "states",
    "act": "acts",
    "done": "done",
    "ground": "grounds",
    "clock": "clocks",
    "gap": "gaps",
    "standing": "standings",
    "direction": "directions",
    "evidence_action": "evidence_actions",
}
"""What a single name can be, and the section of the catalogue that has the words for it."""


class Words:
    """The words of one language; the English ones where it has none, and the plain name where nothing stands."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._said: Mapping[str, Any] = read(f"{FOLDER}/{language}")

    def kind(self, name: str) -> str:
        """A kind of request, or of help that a legal basis is looked for."""
        title = self._of(name).get("title") or (kinds()[name].title if name in kinds() else "")
        return title or _english()._of(name).get("title") or self.measure(name)

    def matter(self, kind: str, matter: str) -> str:
        """The title of what is asked on one page."""
        english = {one.matter: one.title for one in _matters(kind)}
        common = matter in _common()
        return self._asked("matters", kind, matter, common=common) or english.get(matter) or matter

    def question(self, kind: str, item: str) -> str:
        """What is asked of the officer. ``basis`` and ``addressee``, which no kind lists, have a question too."""
        common = any(item in items for items in _common().values())
        found = self._asked("questions", kind, item, common=common) or _questions().get((kind, item))
        return found or (self._one("questions", item) if item in (BASIS, ADDRESSEE) else item)

    def label(self, kind: str, item: str) -> str:
        """What the question is about, as a short noun phrase for letters and for checking answers."""
        found = self._of(kind).get("labels", {}).get(item) or self._said["labels"].get(item)
        return found or _english()._of(kind).get("labels", {}).get(item) or self._one("labels", item)

    def measure(self, name: str) -> str:
        """A kind of assistance."""
        return self._said.get("measures", {}).get(name) or _measures().get(name, name)

    def choice(self, value: str) -> str:
        """A value of a choice, and ``yes`` and ``no``."""
        return self._one("choices", value)

    def part(self, name: str) -> str:
        """What is told of an offence, a person, a thing or a document."""
        return self._one("parts", name)

    def thing(self, name: str) -> str:
        """A type of property."""
        return self._one("things", name)

    def state(self, name: str) -> str:
        """Where a request stands, or one of its measures."""
        return self._one("states", name)

    def act(self, name: str) -> str:
        """What can be done with a request."""
        return self._one("acts", name)

    def done(self, name: str) -> str:
        """The same act when it has happened; ``opened`` is the beginning of the case."""
        return self._one("done", name)

    def ground(self, name: str) -> str:
        """A ground of refusal or postponement, allowed or forbidden."""
        return self._one("grounds", name)

    def clock(self, name: str) -> str:
        """What is to be done by a day."""
        return self._one("clocks", name)

    def gap(self, name: str) -> str:
        """What is missing or wrong, as a sentence that somebody can act on."""
        return self._one("gaps", name)

    def standing(self, name: str) -> str:
        """How a clock stands."""
        return self._one("standings", name)

    def direction(self, name: str) -> str:
        """Whether this State asks or is asked."""
        return self._one("directions", name)

    def evidence_action(self, name: str) -> str:
        """What somebody did with an item of evidence."""
        return self._one("evidence_actions", name)

    def word(self, what: str, name: str) -> str:
        """One name by what it is: ``kind`` or one of SECTIONS. Raises KeyError for anything else."""
        if what == "kind":
            return self.kind(name)
        return self.measure(name) if what == "measure" else self._one(SECTIONS[what], name)

    def _of(self, kind: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._said["kinds"].get(kind, {})
        return found

    def _asked(self, section: str, kind: str, name: str, *, common: bool) -> str | None:
        """The words of a kind, else those that kinds share: one without any shares the common matters."""
        own = self._of(kind).get(section, {}).get(name)
        shares = common or kind in self._said["kinds"]
        found: str | None = own or (self._said.get(section, {}).get(name) if shares else None)
        return found

    def _one(self, section: str, name: str) -> str:
        found: str | None = self._said.get(section, {}).get(name)
        return found or str(_english()._said.get(section, {}).get(name, name))


def spoken(language: str) -> str:
    """Which of the six languages is meant by a code or tag (``zh-hans`` is ``zh``); else English."""
    code = language.replace("_", "-").partition("-")[0].lower()
    return code if code in LANGUAGES else ENGLISH


def words(language: str) -> Words:
    """The words of a language, by any code or tag that ``spoken`` takes."""
    return _words(spoken(language))


@cache
def _words(code: str) -> Words:
    return Words(code)


def _english() -> Words:
    return _words(ENGLISH)


def _matters(kind: str) -> tuple[Matter, ...]:
    return kinds()[kind].matters if kind in kinds() else ()


@cache
def _questions() -> Mapping[tuple[str, str], str]:
    """The English questions, by kind and item."""
    return {
        (kind.kind, item.item): item.asks
        for kind in kinds().values()
        for item in kind.items([one.measure for one in kind.measures])
    }


@cache
def _measures() -> Mapping[str, str]:
    return {one.measure: one.title for kind in kinds().values() for one in kind.measures}


@cache
def _common() -> Mapping[str, frozenset[str]]:
    """The items of the matters that kinds have in common."""
    return {one["matter"]: frozenset(item["item"] for item in one["items"]) for one in read(MATTERS)}
