"""The acts of a sentence: the verbs of its main clauses, who says them, and how far each one reaches."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from cjin.texts.rules.commitments.hanging import hangs, is_formal
from cjin.texts.rules.commitments.lexicon import Act, Vocabulary, act_of
from cjin.texts.rules.sentences import Span, small

MOST_ACTS = 40
_BODY_LENGTH = 140
_ADVERB = (
    r"(?:also|further|furthermore|therefore|hence|thus|hereby|together|again|once again|once more|likewise|[a-z]+ly)"
)
_WE = re.compile(rf"\bwe\s+(?:{_ADVERB},?\s+)*")
_LINKED = re.compile(r"(?:\band|;|\btherefore,?|\bhence|\baccordingly)\s*(?:,(?! and).{0,600},\s*)?$")
_AND = re.compile(
    rf"(?P<comma>[,;]?)\s(?:and|as well as),?\s(?P<thus>(?:,?\s?(?:therefore|hence|thus|in (?:this|that) "
    rf"(?:regard|connection|context)),?\s)?)"
    rf"(?:,\s[^,]{{1,60}},\s)?(?:{_ADVERB}\s)*"
)
_BODY_FIRST = re.compile(rf"(?:in (?:this|that) (?:regard|context|respect|connection),\s)?(?:{_ADVERB},?\s+)*")
_NOUN = re.compile(
    r"\s(?:for|under|of|made|submitted|transmitted|referred|relating|concerning|and|or|shall|may|should|must|will|is|are)\b"
)
"""Behind "request" at the beginning: it is a noun. "Requests for extradition shall ..." asks for nothing."""
_BODY = re.compile(r"\b(?:assembly|council|commission|conference|congress|committee)(?: on [a-z -]{3,80})?\s$")
_BODY_AND = re.compile(r"(?:,|\sand|;)\s(?:and\s)?(?:,?\s?in (?:this|that) regard,\s)?(?:(?:also|further)\s)?")
_AND_SHALL = re.compile(r",? and (?=shall\b)")
_AS = (" as ", " than ", "so as ")
_PARTICIPLE = re.compile(r"^(?:to\b|[a-z]{2,}ing\b)")
_SPEECH = frozenset({
    "decide", "commit", "resolve", "request", "urge", "call-upon", "invite", "encourage", "recommend", "note",
    "recognize", "reaffirm", "welcome", "express", "emphasize", "believe",
})  # fmt: skip
"""Acts whose plain form begins a sentence in which "we" is left out: "Commit to develop ..."."""


@dataclass(frozen=True, slots=True)
class Said:
    """An act in a sentence: ``words`` carry it, ``clause`` is as far as it reaches, ``subject`` stands before it.

    ``own`` says that the speaker ("we", the body) says it of itself; ``plural`` that it is "we", said or left out.
    """

    act: Act
    words: Span
    clause: Span
    subject: str
    own: bool
    plural: bool = False


def acts_of(text: str, sentence: Span, vocabulary: Vocabulary, *, item: bool = False) -> list[Said]:
    """The acts of one sentence of ``text`` in order. ``item`` says that a lead-in governs it: then a sentence without a
    subject of its own has none.
    """
    low = small(text[: sentence.end])
    found = _some(_speakers(low, sentence, vocabulary)) or _some(_bodies(low, sentence, vocabulary))
    plural = bool(found) and not vocabulary.asserted.match(low, found[0][1].start)
    if not found and not item:
        found = _some(_unsaid(low, sentence, vocabulary))
        plural = bool(found)
    if not found and not (item and _PARTICIPLE.match(low[sentence.start :])):
        found = _some(_modal(low, sentence, vocabulary, item=item))
    found.sort(key=lambda one: one[1].start)
    return [replace(one, plural=plural and one.own) for one in _bounded(found, low, sentence)]


_Found = tuple[Act, Span, bool]


def _some(found: Iterator[_Found]) -> list[_Found]:
    """The first acts of a sentence, as many as any real one has: a longer one takes no more time for each."""
    return list(islice(found, MOST_ACTS))


def _act(match: re.Match[str], vocabulary: Vocabulary, own: bool) -> _Found:
    return vocabulary.acts[act_of(match)], Span(match.start(), match.end()), own


def _speakers(low: str, sentence: Span, vocabulary: Vocabulary) -> Iterator[_Found]:
    """What "we" say, and what is joined to it by "and"."""
    first = True
    for we in _WE.finditer(low, sentence.start):
        verb = vocabulary.phrased.match(low, we.end()) or vocabulary.said.match(low, we.end())
        if verb is None or not (first or _LINKED.search(low, sentence.start, we.start())):
            continue
        first = False
        yield _act(verb, vocabulary, True)
        yield from _joined(low, verb.end(), sentence, vocabulary)


def _joined(low: str, start: int, sentence: Span, vocabulary: Vocabulary) -> Iterator[_Found]:
    """Further verbs of the same speaker, up to its next "we"."""
    again = _WE.search(low, start)
    end = again.start() if again else sentence.end
    for link in _AND.finditer(low, start, end):
        verb = vocabulary.phrased.match(low, link.end()) or vocabulary.said.match(low, link.end())
        if verb is None or verb.end() > end:
            continue
        act = vocabulary.acts[act_of(verb)]
        asked = act.towards and any(one.match(low, verb.end() + 1) for one in vocabulary.actors.values())
        if link["comma"] or link["thus"] or asked or (act.key == "will" and verb[0] == "will"):
            yield _act(verb, vocabulary, True)


def _bodies(low: str, sentence: Span, vocabulary: Vocabulary) -> Iterator[_Found]:
    """What a body says of itself: "Requests the Secretary-General ..., and invites ..."."""
    opening = _BODY_FIRST.match(low, sentence.start)
    verb = vocabulary.asserted.match(low, opening.end() if opening else sentence.start)
    if verb and " " not in verb[0] and _NOUN.match(low, verb.end()):
        return
    if verb is None:
        said = vocabulary.asserted.finditer(low, sentence.start)
        verb = next(
            (one for one in said if _BODY.search(low, max(sentence.start, one.start() - _BODY_LENGTH), one.start())),
            None,
        )
    if verb is None:
        return
    yield _act(verb, vocabulary, True)
    for link in _BODY_AND.finditer(low, verb.end()):
        more = vocabulary.asserted.match(low, link.end())
        if more:
            yield _act(more, vocabulary, True)


def _unsaid(low: str, sentence: Span, vocabulary: Vocabulary) -> Iterator[_Found]:
    """What a sentence says that begins with the plain verb, as political declarations do: "Commit to ..., and urge"."""
    opening = _BODY_FIRST.match(low, sentence.start)
    verb = vocabulary.said.match(low, opening.end() if opening else sentence.start)
    if verb is None or act_of(verb) not in _SPEECH or (" " not in verb[0] and _NOUN.match(low, verb.end())):
        return
    yield _act(verb, vocabulary, True)
    yield from _joined(low, verb.end(), sentence, vocabulary)


def _modal(low: str, sentence: Span, vocabulary: Vocabulary, *, item: bool) -> Iterator[_Found]:
    """The first "shall", "should" or "are encouraged to" of the main clause."""
    for verb in vocabulary.phrased.finditer(low, sentence.start):
        before = low[sentence.start : verb.start()]
        if (verb.start() and low[verb.start() - 1].isalnum()) or before.endswith(_AS):
            continue
        if hangs(before, item=item):
            continue
        if is_formal(before, low[verb.end() : sentence.end]):
            return
        yield _act(verb, vocabulary, False)
        yield from _again(low, verb, sentence, vocabulary)
        return


def _again(low: str, first: re.Match[str], sentence: Span, vocabulary: Vocabulary) -> Iterator[_Found]:
    """The same duty said again of the same subject: "shall adopt rules and shall review progress"."""
    if not first[0].startswith("shall"):
        return
    for link in islice(_AND_SHALL.finditer(low[first.end() : sentence.end]), MOST_ACTS):
        place = first.end() + link.end()
        verb = vocabulary.phrased.match(low, place)
        if verb and not hangs(low[first.end() : place - len(link[0])], opened=True):
            yield _act(verb, vocabulary, False)


def _bounded(found: list[_Found], low: str, sentence: Span) -> list[Said]:
    """Each act with its clause: from its subject, or the link to the act before it, to the next act."""
    said = []
    for place, (act, words, own) in enumerate(found):
        start = sentence.start if place == 0 else _clause_start(low, found[place - 1][1].end, words.start)
        end = _clause_start(low, words.end, found[place + 1][1].start) if place + 1 < len(found) else sentence.end
        said.append(Said(act, words, Span(start, end), low[start : words.start], own))
    return said


def _clause_start(low: str, after: int, verb: int) -> int:
    """Where the clause of the verb begins: at the comma, "and" or "we" in front of it."""
    cut = max(low.rfind(mark, after, verb) for mark in (", ", "; ", " and "))
    return verb if cut < after else cut + (len(low[cut:verb]) - len(low[cut:verb].lstrip(" ,;")))
