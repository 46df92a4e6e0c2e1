"""What a report says of questions that ask for no state of implementation: what was chosen, or how many answered."""

from collections.abc import Iterator

from ..compiling.answers import CHOSEN, is_other, option_texts, options_of
from ..compiling.counting import What
from ..form.questions import Question
from ..vocabulary import ANSWERED, shown
from .action import or_nothing, paragraph_of, quoted, without_answer, words_of
from .material import Material
from .parts import Block, Heading, Paragraph, Sentence, Table
from .phrases import column, inside, sentence

MOST_CHOSEN = 3
"""So many options of a question are told in the body at most, the most frequent ones; the annex has all."""


def answers(material: Material, language: str) -> Iterator[Block]:
    """A paragraph for each such question, under the headings of the form."""
    for section in material.form.sections:
        asked = [one for one in section.questions if is_other(one)]
        if asked:
            yield Heading(f"answers/{section.section}", shown(section.title, language), 2)
        for question in asked:
            yield Paragraph(f"answers/{question.question}", tuple(_on(material, question, language)), spill=2)


def _on(material: Material, question: Question, language: str) -> Iterator[Sentence]:
    name, words = question.question, quoted(question, language)
    if question.about:
        yield sentence("provision", language, about=name, paragraph=paragraph_of(question), words=words)
    else:
        yield sentence("question", language, about=name, words=words)
    told = tuple((_chosen if question.kind in CHOSEN else _answered)(material, question, language))
    kinds = kinds_of(question)
    told += tuple(without_answer(material, name, kinds, language))
    yield from or_nothing(material, name, kinds, told, language)


def _chosen(material: Material, question: Question, language: str) -> Iterator[Sentence]:
    """How many chose an option, of those that somebody chose."""
    name, texts = question.question, option_texts(question, language)
    every = [(material.count(What.VALUE, name, codes=(code,)), code) for code in options_of(question)]
    told = sorted((one for one in every if one[0].number), key=lambda one: -one[0].number)
    for count, code in told[:MOST_CHOSEN]:
        yield material.say("value", language, about=f"{name}/{code}", count=count, option=inside(texts[code]))


def _answered(material: Material, question: Question, language: str) -> Iterator[Sentence]:
    count = material.count(kinds_of(question), question.question, codes=(ANSWERED,))
    if count.number:
        yield material.say("answered", language, about=question.question, count=count)


def kinds_of(question: Question) -> What:
    """Kinds of reply are counted among all; of a question that is not put to all, among those who said anything."""
    return What.SAID if question.when else What.REPLY


def all_answers(material: Material, language: str) -> Iterator[Table]:
    """A row for each option of each question: how many chose it, among how many."""
    rows = [
        row
        for question in material.form.questions
        if question.kind in CHOSEN
        for row in _rows(material, question, language)
    ]
    if rows:
        heads = tuple(column(name, language) for name in ("question", "answer", "chosen", "of"))
        yield Table("answers/table", heads, tuple(rows))


def _rows(material: Material, question: Question, language: str) -> Iterator[tuple[Sentence, ...]]:
    name, asked = question.question, words_of(question, language)
    for code, text in option_texts(question, language).items():
        key, count = f"answers/{name}/{code}", material.count(What.VALUE, name, codes=(code,))
        yield (
            Sentence(f"{key}/question", asked, "cell-fixed", None, {"meaning": asked}),
            Sentence(f"{key}/option", text, "cell-fixed", None, {"meaning": text}),
            Sentence(f"{key}/n", str(count.number), "cell-n", count),
            Sentence(f"{key}/of", str(count.of), "cell-of", count),
        )
