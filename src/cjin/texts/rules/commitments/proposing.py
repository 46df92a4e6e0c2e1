"""Proposing the commitments of an instrument: provision by provision, with what a lead-in or chapeau hands down."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cjin.texts.rules.commitments.acting import Said, acts_of
from cjin.texts.rules.commitments.actors import actor_in, actors_of
from cjin.texts.rules.commitments.conditions import Condition, conditions_in, inherited
from cjin.texts.rules.commitments.deadlines import Deadline, deadline_in
from cjin.texts.rules.commitments.embedding import with_embedded
from cjin.texts.rules.commitments.lexicon import Act, Vocabulary, act_of, vocabulary
from cjin.texts.rules.sentences import Span, sentences, small

STATES = ("states",)
ASKED = 2
"""Acts up to this strength only say or support something."""
PARTIES = ("states-parties",)
_ORGAN = {
    "general-assembly": "ga", "commission": "ccpcj", "ecosoc": "ecosoc", "conference-of-parties": "cop",
    "congresses": "congress",
}  # fmt: skip

_ACTION_BY = re.compile(
    r"(?:[a-z]{1,5}[.)] )?(?:recommended |further |possible )*"
    r"(?:actions?|measures|steps|tasks|role|responsibilities|functions)(?: to be taken)? (?:by|of|for) (?P<who>.+)"
)
_IMPERATIVE = re.compile(r"(?!The |A |An |This |These |It |There |In |As |For |All )[A-Z][a-z]+ ")


@dataclass(frozen=True, slots=True)
class Unit:
    """A provision as rules read it: its identifier, words, introductory line, the identifier it stands in, and the
    heading above it.
    """

    eid: str
    text: str
    chapeau: str = ""
    parent: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a span of a provision asks. ``words`` carried the act: at ``place`` of the text, or, without a place, in the
    chapeau or lead-in above. ``actors`` are who is to act, the main one first. ``outputs`` are what a person said that
    shall come of it; rules leave them to ``mandates``.
    """

    eid: str
    span: Span
    actors: tuple[str, ...]
    act: str
    strength: int
    words: str
    place: Span | None
    conditions: tuple[Condition, ...] = ()
    deadline: Deadline | None = None
    outputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lead:
    """What a lead-in hands down to what it governs: its act, who acts, its words and conditions."""

    act: Act
    actors: tuple[str, ...]
    words: str
    conditions: tuple[Condition, ...]


def propose(units: Iterable[Unit], *, author: str = "", language: str = "en") -> list[Commitment]:
    """The commitments that the words of an instrument's provisions show, in order. ``author`` is its author line.

    Nothing is found in a language for which the catalogue has no words.
    """
    units = list(units)
    speaker = PARTIES if _is_treaty(units) else speaker_of(author, vocabulary(language))
    reader = _Reader(vocabulary(language), speaker)
    governing = {unit.parent for unit in units}
    return [one for unit in units for one in reader.read(unit, governs=unit.eid in governing)]


def _is_treaty(units: Sequence[Unit]) -> bool:
    """Whether most provisions stand in articles."""
    return sum(unit.eid.startswith("art_") for unit in units) * 2 > len(units)


def speaker_of(author: str, words: Vocabulary) -> tuple[str, ...]:
    """Who speaks in an instrument: the body that the author line names, else States."""
    low = small(author)
    for actor in _ORGAN:
        if actor in words.actors and words.actors[actor].search(low):
            return (actor,)
    return STATES


class _Reader:
    """Reads the provisions of one instrument in order and remembers what governs them."""

    def __init__(self, words: Vocabulary, speaker: tuple[str, ...]) -> None:
        self.words = words
        self.speaker = speaker
        self.bound = PARTIES if speaker == PARTIES else STATES
        self.leads: dict[str, Lead | None] = {}
        self.chapeaux: dict[str, Lead | None] = {}

    def read(self, unit: Unit, *, governs: bool) -> Iterator[Commitment]:
        """The commitments of one provision; what it hands down is kept."""
        given = self._given(unit)
        self.leads[unit.eid] = given
        before: tuple[str, ...] = ()
        said: Commitment | None = None
        parts = list(sentences(unit.text))
        for place, sentence in enumerate(parts):
            found = self._in_sentence(unit, sentence, given, before)
            if not found and given and place == 0:
                found = [self._handed(unit, sentence, given)]
            if not found and not given and place == 0 and not governs:
                found = self._headed(unit, sentence)
            before = found[-1].actors if found else before
            last = place == len(parts) - 1
            if last and governs and sentence.of(unit.text).rstrip().endswith((":", "：")):
                self._hand_down(unit, found[-1] if found else said)
                found = found[:-1]
            said = found[-1] if found else said
            yield from found

    def _hand_down(self, unit: Unit, act: Commitment | None) -> None:
        """What a lead-in governs takes its act, or that of the sentence before it where it has none itself."""
        if act:
            self.leads[unit.eid] = _lead(act, self.words)

    def _given(self, unit: Unit) -> Lead | None:
        """What governs a unit: the lead-in of the unit that it stands in, else its chapeau."""
        if unit.parent and self.leads.get(unit.parent):
            return self.leads[unit.parent]
        if unit.chapeau not in self.chapeaux:
            line = Unit("", unit.chapeau)
            told = [one for part in sentences(unit.chapeau) for one in self._in_sentence(line, part, None, ())]
            self.chapeaux[unit.chapeau] = _lead(told[-1], self.words) if told else None
        return self.chapeaux[unit.chapeau]

    def _in_sentence(self, unit: Unit, sentence: Span, given: Lead | None, before: Sequence[str]) -> list[Commitment]:
        low = small(unit.text)
        found: list[Commitment] = []
        acts = acts_of(unit.text, sentence, self.words, item=given is not None)
        for said in with_embedded(low, acts, self.words):
            spoken_of = actor_in(low[found[-1].span.start : said.words.start], self.words) if found else ()
            speaker = STATES if said.plural else self.speaker
            same = found and not said.own and said.subject.strip(" ,") in ("", "and")
            actors = (
                found[-1].actors if same else actors_of(low, said, self.words, speaker, spoken_of or before, self.bound)
            )
            found.append(self._commitment(unit, said, actors))
        return found

    def _headed(self, unit: Unit, sentence: Span) -> list[Commitment]:
        """What a provision without an act asks of the one whom its heading names: "Action by the Commission"."""
        named = _ACTION_BY.match(small(unit.heading))
        actors = actor_in(named["who"], self.words) if named else ()
        if not actors or not _IMPERATIVE.match(unit.text, sentence.start):
            return []
        act = self.words.acts["should"]
        conditions = conditions_in(unit.text, sentence, self.words)
        organ = _ORGAN.get(actors[0], "")
        due = deadline_in(small(sentence.of(unit.text)), organ=organ)
        return [Commitment(unit.eid, sentence, actors, act.key, act.strength, unit.heading, None, conditions, due)]

    def _commitment(self, unit: Unit, said: Said, actors: tuple[str, ...]) -> Commitment:
        clause = small(said.clause.of(unit.text))
        organ = next((_ORGAN[one] for one in (*actors, *self.speaker) if one in _ORGAN), "")
        return Commitment(
            eid=unit.eid,
            span=said.clause,
            actors=actors,
            act=said.act.key,
            strength=said.act.strength,
            words=said.words.of(unit.text),
            place=said.words,
            conditions=conditions_in(unit.text, _asking(said, clause), self.words),
            deadline=deadline_in(clause, organ=organ, forward=said.act.strength > 1 and said.act.key != "endorse"),
        )

    def _weaker(self, text: str, sentence: Span, given: Act) -> Said | None:
        """The act with which an item begins, where it only strives for what its lead-in promises: "Endeavour to"."""
        verb = self.words.said.match(small(text), sentence.start)
        act = self.words.acts[act_of(verb)] if verb else None
        if verb is None or act is None or act.towards or not ASKED < act.strength < given.strength:
            return None
        return Said(act, Span(verb.start(), verb.end()), sentence, "", own=True)

    def _handed(self, unit: Unit, sentence: Span, given: Lead) -> Commitment:
        """The commitment of a unit that has no act of its own."""
        organ = next((_ORGAN[one] for one in given.actors if one in _ORGAN), "")
        own = self._weaker(unit.text, sentence, given.act)
        return Commitment(
            eid=unit.eid,
            span=sentence,
            actors=given.actors,
            act=own.act.key if own else given.act.key,
            strength=own.act.strength if own else given.act.strength,
            words=own.words.of(unit.text) if own else given.words,
            place=own.words if own else None,
            conditions=inherited(given.conditions, conditions_in(unit.text, sentence, self.words)),
            deadline=deadline_in(small(sentence.of(unit.text)), organ=organ, forward=given.act.strength > 1),
        )


def _asking(said: Said, clause: str) -> Span:
    """The part of a clause that says what is asked, behind a purpose in front of it ("In order to ..., we ...")."""
    if not clause.startswith("in order to "):
        return said.clause
    comma = clause.rfind(", ", 0, said.words.start - said.clause.start)
    return Span(said.clause.start + max(comma, 0), said.clause.end)


def _lead(last: Commitment, words: Vocabulary) -> Lead:
    return Lead(words.acts[last.act], last.actors, last.words, last.conditions)
