"""What a report says of one section of a form: a paragraph for the whole, and one for each provision."""

import re
from collections.abc import Iterator, Sequence

from ..compiling.changing import ADVANCED, REVERSED
from ..compiling.counting import DONE, What
from ..compiling.naming import named_in
from ..form.questions import Kind, Question, Section
from ..vocabulary import NIL, NOT_APPLICABLE, NOT_REPORTED, WITHHELD, codes, embedded
from .material import Material
from .parts import Block, Paragraph, Sentence
from .phrases import closed, difficulty, kind_of_reply, sentence

UNDER_WAY = ("planned", "in-progress")
MOST_NAMED = 8
"""So many States are named for a practice at most."""
MOST_SIGNS = 180
"""The words of a provision stand in so many signs at most in a table."""
MOST_QUOTED = 300
"""A provision is quoted whole in a sentence up to so many signs, else to the end of a clause."""
OPEN_ENDS = " ,;:،؛，；：、"
_CLAUSE = re.compile(r"[,;:.](?=\s)|[،؛，；：。]")
LEAST = 0.1
"""A difficulty is told of a provision where at least this part of those that answered has it."""


def section_blocks(material: Material, section: Section, language: str) -> Iterator[Block]:
    """The paragraphs of a section, the most telling first."""
    asked = [one for one in section.questions if one.kind is Kind.IMPLEMENTATION]
    whole = tuple(_whole(material, section, asked, language)) if len(asked) > 1 else ()
    if whole:
        yield Paragraph(f"action/{section.section}/whole", whole)
    for question in asked:
        sentences = tuple(_on(material, question, language))
        done = material.count(What.PRACTICE, question.question, codes=DONE)
        plain = abs(2 * done.number - done.of) / done.of if done.of else 1.0
        yield Paragraph(f"action/{section.section}/{question.question}", sentences, spill=1, interest=plain)


def _whole(material: Material, section: Section, asked: Sequence[Question], language: str) -> Iterator[Sentence]:
    names = [one.question for one in asked]
    about = section.section
    done = material.count(What.PRACTICE, *names, codes=DONE)
    if done.of:
        yield material.say("section", language, about=about, count=done, questions=len(asked))
    yield from _difficulties(material, names, about, language)


def _on(material: Material, question: Question, language: str) -> Iterator[Sentence]:
    """What was said of one provision; what nobody said is left out, but never how many said nothing."""
    name = question.question
    yield sentence(
        "provision", language, about=name, paragraph=paragraph_of(question), words=quoted(question, language)
    )
    told = tuple(_told(material, name, language))
    yield from or_nothing(material, name, What.REPLY, told, language)


def or_nothing(
    material: Material, name: str, kinds: What, told: Sequence[Sentence], language: str
) -> Iterator[Sentence]:
    """What was told, and how many replied without telling it; one plain sentence where nobody said anything."""
    if not told:
        told = tuple(without_answer(material, name, kinds, language))
    yield from told or (sentence("nothing", language, about=f"action/{name}"),)
    count = material.count(kinds, name, codes=(NOT_REPORTED,))
    if told and count.number:
        yield sentence(NOT_REPORTED, language, about=name, count=count)


def without_answer(material: Material, name: str, kinds: What, language: str) -> Iterator[Sentence]:
    """How many replied without an answer, by its kind."""
    for kind in (NIL, WITHHELD, NOT_APPLICABLE):
        count = material.count(kinds, name, codes=(kind,))
        if count.number:
            said = kind_of_reply(kind, language)
            yield sentence("silence", language, about=f"{name}/{kind}", count=count, kind=said)


def _told(material: Material, name: str, language: str) -> Iterator[Sentence]:
    """What was told of a provision: that none has done it is told where anybody told how far they are."""
    practice = material.count(What.PRACTICE, name, codes=DONE)
    if practice.of:
        yield material.say("practice", language, about=name, count=practice)
    for phrase, what, wanted in (
        ("law", What.LAW, DONE), ("under-way", What.PRACTICE, UNDER_WAY), ("regressed", What.PRACTICE, ("regressed",)),
    ):  # fmt: skip
        count = material.count(what, name, codes=wanted)
        if count.number or (what is What.LAW and count.of and not practice.of):
            yield material.say(phrase, language, about=name, count=count)
    yield from _difficulties(material, [name], name, language, further=False)
    yield from _practices(material, name, language)
    yield from _changes(material, name, language)


def _difficulties(
    material: Material, questions: Sequence[str], about: str, language: str, *, further: bool = True
) -> Iterator[Sentence]:
    """The difficulties told most often: one, and a second one for a whole section."""
    counts = [(material.count(What.DIFFICULTY, *questions, codes=(code,)), code) for code in codes("difficulties")]
    told = sorted((one for one in counts if one[0].number), key=lambda one: -one[0].number)
    for phrase, (count, code) in zip(
        ("difficulties", "difficulties-also") if further else ("difficulties",), told, strict=False
    ):
        if count.number >= LEAST * count.of:
            yield sentence(phrase, language, about=about, count=count, difficulty=difficulty(code, language))


def _practices(material: Material, name: str, language: str) -> Iterator[Sentence]:
    """How many told of a good practice, and the names of those that may be named."""
    count = material.count(What.GOOD_PRACTICE, name, codes=("yes",))
    if not count.number:
        return
    yield material.say("practices", language, about=name, count=count)
    named = [material.names.get(key, key) for key in named_in(count, material.given)][:MOST_NAMED]
    if named:
        phrase = "named-one" if count.number == 1 else "named"
        yield sentence(phrase, language, about=name, names=listed(named, language))


def _changes(material: Material, name: str, language: str) -> Iterator[Sentence]:
    """How many moved on or went back since the round before, of those that told their state both times."""
    for phrase, code in (("advanced", ADVANCED), ("reversed", REVERSED)):
        count = material.count(What.CHANGE, name, codes=(code,))
        if count.number:
            yield material.say(phrase, language, about=name, count=count)


def paragraph_of(question: Question) -> str:
    """The number of the paragraph that a question is about, as one writes it: 5 (t)."""
    return number_of(question.about[0].partition("/")[2] if question.about else question.question)


def number_of(eid: str) -> str:
    """The number of a provision, as one writes it."""
    outer, *inner = [part.rpartition("_")[2] for part in eid.split("__")]
    return " ".join([outer, *(f"({one})" for one in inner)])


def words_of(question: Question, language: str) -> str:
    """What a provision says, in a few words; in the first language that has it where this one has none."""
    return embedded({code: _short(text, code) for code, text in question.text.items()}, language)


def quoted(question: Question, language: str) -> str:
    """What a provision says, to stand in a sentence: whole, or to the end of a clause, and closed."""
    said = {code: closed(_clause(text, code).rstrip(OPEN_ENDS), code) for code, text in question.text.items()}
    return embedded(said, language)


def _clause(text: str, language: str) -> str:
    """A long text to the end of its last clause that fits, else of its first; whole where there is none."""
    signs = MOST_QUOTED // 3 if language == "zh" else MOST_QUOTED
    if len(text) <= signs:
        return text
    ends = [one.start() for one in _CLAUSE.finditer(text) if one.start() >= signs // 4]
    return text[: max((one for one in ends if one <= signs), default=min(ends, default=len(text)))]


def _short(text: str, language: str) -> str:
    """The beginning of a text, to the end of a word."""
    signs = MOST_SIGNS // 3 if language == "zh" else MOST_SIGNS
    if len(text) <= signs:
        return text
    return f"{text[: max(text.rfind(' ', 0, signs), signs // 2)].rstrip(' ,;.')} …"


def listed(names: Sequence[str], language: str) -> str:
    """Names one after the other."""
    return ("، " if language == "ar" else "、" if language == "zh" else ", ").join(sorted(names))
