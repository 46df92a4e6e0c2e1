"""The report of one respondent on its own reply: what it said, provision by provision, with its measures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cjin.core.rules.multilingual import Multilingual
from cjin.shell.rules.dates import long_date

from ..answers.progress import asked_in
from ..answers.replies import Reply
from ..form.questions import Form, Kind, Question, Section
from ..vocabulary import LAW, NOT_REPORTED, PRACTICE, embedded, shown, word
from .action import paragraph_of
from .budget import within
from .parts import Block, Heading, Paragraph, Report, Sentence, Table
from .phrases import closed, column, heading, sentence

BUDGET = 10_700
"""The words of a national report; tables of each paragraph stand in an annex and do not count."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A measure: what it is called, its type, since when, and the provisions that it answers."""

    title: str
    type: str
    since: str
    places: Sequence[str]


@dataclass(frozen=True)
class Own:
    """The reply of one respondent. ``told`` are the lines of each reply in the language of the report, by question.

    ``given`` is the day on which it was cleared, None of a reply that is still being written.
    """

    name: str
    subject: str
    form: Form
    day: date
    given: date | None
    replies: Mapping[str, Reply]
    told: Mapping[str, Sequence[str]]
    measures: Sequence[Taken] = ()
    simulated: bool = False


def national(own: Own, language: str, *, budget: int = BUDGET) -> Report:
    """The report in one of the six languages, at most ``budget`` words without its annexes."""
    blocks: list[Block] = [Heading("introduction", heading("introduction", language), 1), *_opening(own, language)]
    under: Multilingual | None = None
    for section in own.form.sections:
        if section.under and section.under != under:
            blocks.append(Heading(f"{section.section}/under", shown(section.under, language), 1))
        under = section.under
        blocks.append(Heading(section.section, shown(section.title, language), 2 if under else 1))
        blocks += _section(own, section, language)
    body, further = within(budget, blocks)
    heads = (Heading("title", f"{own.name}: {own.subject}", 0), Heading("kind", heading("national", language), 0))
    return Report(heads, language, tuple(body), tuple(_annexes(own, further, language)), budget, own.simulated)


def _opening(own: Own, language: str) -> Iterator[Block]:
    lines = [sentence("simulated", language)] if own.simulated else []
    phrase = "national-subject" if own.form.is_follow_up else "national-subject-other"
    lines.append(sentence(phrase, language, state=own.name, title=own.subject))
    if own.given is None:
        lines.append(sentence("national-unfinished", language, day=long_date(own.day, language)))
    else:
        lines.append(sentence("national-given", language, day=long_date(own.given, language)))
    asked = [one for section in own.form.sections for one in asked_in(section, own.replies)]
    said = sum(one.question in own.replies for one in asked)
    lines.append(sentence("national-said", language, said=said, asked=len(asked)))
    yield Paragraph("introduction/1", tuple(lines))


def _section(own: Own, section: Section, language: str) -> Iterator[Block]:
    """A paragraph for each question with a reply, and one that names those without."""
    for question in section.questions:
        if question.question not in own.replies:
            continue
        if question.kind is Kind.TABLE and isinstance(own.replies[question.question].get("value"), Mapping):
            yield Paragraph(f"{question.question}/asked", (_asked(question, language),))
            yield _figures(own, question, language)
            continue
        lines = [Sentence(f"{question.question}/{n}", closed(one, language))
                 for n, one in enumerate(own.told[question.question], 1)]  # fmt: skip
        yield Paragraph(
            f"{question.question}/said", (_asked(question, language), *lines), spill=1, interest=float(len(lines))
        )
    silent = [_number(one) for one in asked_in(section, own.replies) if one.question not in own.replies]
    if silent:
        line = sentence("national-silent", language, about=section.section, paragraphs=", ".join(silent))
        yield Paragraph(f"{section.section}/silent", (line,))


def _asked(question: Question, language: str) -> Sentence:
    words = closed(embedded(question.text, language), language)
    if not question.about:
        return Sentence(f"{question.question}/asked", words)
    return sentence("provision", language, about=question.question, paragraph=paragraph_of(question), words=words)


def _number(question: Question) -> str:
    return paragraph_of(question) if question.about else question.question


def _figures(own: Own, question: Question, language: str) -> Table:
    """The figures of a table as they were replied; a cell without one says which kind of no answer it is."""
    assert question.grid is not None
    value = own.replies[question.question]["value"]
    rows = []
    for row in question.grid.rows:
        cells = value.get(row.code, {})
        told = (cells.get(one.code, "–") for one in question.grid.columns)
        texts = (word("replies", one, language) if isinstance(one, str) else str(one) for one in told)
        name = f"{question.question}/{row.code}"
        rows.append((Sentence(name, shown(row.text, language)),
                     *(Sentence(f"{name}/{n}", one) for n, one in enumerate(texts))))  # fmt: skip
    heads = ("", *(shown(one.text, language) for one in question.grid.columns))
    return Table(f"{question.question}/table", heads, tuple(rows))


def _annexes(own: Own, further: Sequence[Block], language: str) -> Iterator[Block]:
    chapters: list[tuple[str, list[Block]]] = [
        ("annex-matrix", [_states(own, language)] if _stated(own) else []),
        ("annex-measures", [_measures(own, language)] if own.measures else []),
        ("annex-further", list(further)),
    ]
    for number, (name, blocks) in enumerate(((name, blocks) for name, blocks in chapters if blocks), 1):
        roman = ("I", "II", "III")[number - 1]
        yield Heading(name, f"{heading('annex', language)} {roman}. {heading(name, language)}", 1)
        yield from blocks


def _stated(own: Own) -> list[Question]:
    return [one for one in own.form.questions if one.kind is Kind.IMPLEMENTATION]


def _states(own: Own, language: str) -> Table:
    """A row for each provision: its state in law and in practice, or which kind of no answer there is."""
    rows = []
    for question in _stated(own):
        reply = own.replies.get(question.question, {"reply": NOT_REPORTED})
        value = reply.get("value")
        silence = word("replies", reply["reply"], language)
        cells = [
            word("implementation", value[scope], language) if isinstance(value, Mapping) and scope in value
            else "–" if isinstance(value, Mapping) else silence
            for scope in (LAW, PRACTICE)
        ]  # fmt: skip
        name = f"matrix/{question.question}"
        rows.append((Sentence(name, _number(question)),
                     *(Sentence(f"{name}/{n}", one) for n, one in enumerate(cells))))  # fmt: skip
    heads = (column("paragraph", language), *(word("scopes", one, language) for one in (LAW, PRACTICE)))
    return Table("matrix", heads, tuple(rows))


def _measures(own: Own, language: str) -> Table:
    rows = []
    for number, one in enumerate(own.measures):
        cells = (one.title, word("measures", one.type, language), one.since or "–", ", ".join(one.places) or "–")
        rows.append(tuple(Sentence(f"measures/{number}/{n}", text) for n, text in enumerate(cells)))
    heads = tuple(column(name, language) for name in ("measure", "tool", "since", "provisions"))
    return Table("measures", heads, tuple(rows))
