"""Writes the draft report on a round: the same material always gives the same report."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby

from cjin.shell.rules.dates import long_date

from ..compiling.counting import Count
from ..compiling.respondents import INSTITUTIONS, STATES, of_kind
from ..form.questions import Form, Kind, Section
from ..vocabulary import shown
from .action import section_blocks
from .annexes import annexes
from .answers import answers
from .budget import within
from .closing import conclusions
from .further import assistance, commission, proposals, tools
from .material import Material
from .nouns import asked_words
from .parts import Block, Heading, Paragraph, Report, Sentence, Table
from .phrases import column, heading, percent, sentence, states_noun

WHERE_ASKED = ("action", "answers")
"""The chapters that a report has only where the form asks for them."""
BUDGET = 8_500
"""The words of a report to the Commission or the Assembly."""


def write(material: Material, language: str, *, budget: int = BUDGET) -> Report:
    """The draft report in one of the six languages, at most ``budget`` words without its annexes."""
    chapters: list[tuple[str, Iterable[Block]]] = [
        ("introduction", introduction(material, language)),
        ("action", action(material, language)),
        ("answers", answers(material, language)),
        ("tools", tools(material, language)),
        ("proposals", proposals(material, language)),
        ("commission", commission(material, language)),
        ("assistance", assistance(material, language)),
        ("conclusions", conclusions(material, language)),
    ]
    blocks: list[Block] = [Heading("summary", heading("summary", language), 1), *summary(material, language)]
    for name, chapter in chapters:
        made = list(chapter)
        if made or name not in WHERE_ASKED:
            blocks += [Heading(name, heading(name, language, material.whom), 1), *made]
    body, spilled = within(budget, blocks)
    heads = (Heading("title", material.title, 0), Heading("kind", heading("report", language), 0))
    return Report(heads, language, tuple(body), tuple(annexes(material, language, spilled)), budget, material.simulated)


def summary(material: Material, language: str) -> Iterator[Block]:
    """What the report is, in a few lines without numbers."""
    lines = [sentence("simulated", language)] if material.simulated else []
    lines.append(concerns(material, language))
    yield Paragraph("summary/1", tuple(lines), numbered=False)
    yield Paragraph("summary/2", (replied(material, language, "summary"),), numbered=False)


def introduction(material: Material, language: str) -> Iterator[Block]:
    """The mandate and the replies received, by regional group."""
    if material.mandates:
        yield Heading("introduction/mandate", heading("mandate", language), 2)
        yield Paragraph("introduction/mandates", tuple(
            sentence(f"mandated-{one.output}", language, about=f"{one.symbol}/{one.paragraph}", symbol=one.symbol,
                     paragraph=one.paragraph)
            for one in material.mandates
        ))  # fmt: skip
    yield Heading("introduction/response", heading("response", language), 2)
    asked = material.say(
        "asked", language, asked=asked_words(material.all_asked, language), opens=long_date(material.opens, language),
        due=long_date(material.due, language),
    )  # fmt: skip
    noted = material.note_verbale
    note = (sentence("note-verbale", language, sent=long_date(noted, language)),) if noted else ()
    yield Paragraph("introduction/asked", (asked, *note, replied(material, language, "introduction")))
    yield Paragraph("introduction/counted", (material.say("counted", language),))
    yield _by_group(material, language)


def concerns(material: Material, language: str) -> Sentence:
    """What the report concerns."""
    phrase = "subject" if material.form.is_follow_up else "subject-other"
    return sentence(phrase, language, title=material.subject)


def replied(material: Material, language: str, about: str) -> Sentence:
    """How many have replied, among those who were asked."""
    count = material.replied()
    if not count.of:
        return sentence("nothing", language, about=about)
    return material.say("replied", language, about=about, count=count, cutoff=long_date(material.cutoff, language))


def _by_group(material: Material, language: str) -> Table:
    """A row for each regional group; where institutions are asked, States and institutions stand apart."""
    rows = []
    for group, keys in material.asked.items():
        name = material.groups.get(group, group)
        if material.whom == STATES:
            rows.append(_response(f"response/{group}", name, material.replied(group)))
            continue
        rows += [
            _response(f"response/{group}/{kind}", f"{name}: {states_noun(kind, language)}",
                      material.replied(group, kind=kind))
            for kind in (STATES, INSTITUTIONS)
            if of_kind(keys, kind)
        ]  # fmt: skip
    columns = tuple(column(name, language) for name in ("group", "asked", "replied", "share"))
    return Table("response/table", columns, tuple(rows))


def _response(key: str, name: str, count: Count) -> tuple[Sentence, ...]:
    return (
        Sentence(key, name),
        Sentence(f"{key}/asked", str(count.of), "cell-of", count),
        Sentence(f"{key}/replied", str(count.number), "cell-n", count),
        Sentence(f"{key}/share", str(percent(count.number, count.of)), "cell-percent", count),
    )


def action(material: Material, language: str) -> Iterator[Block]:
    """One part for each greater heading of the instrument, one below it for each section of the form."""
    for under, sections in groupby(_about(material.form), key=lambda one: one.under):
        mine = list(sections)
        if under:
            yield Heading(f"action/{mine[0].section}/under", shown(under, language), 2)
        yield from chain.from_iterable(_section(material, one, language, 3 if under else 2) for one in mine)


def _about(form: Form) -> Sequence[Section]:
    """The sections that ask how far something is implemented."""
    return [one for one in form.sections if any(q.kind is Kind.IMPLEMENTATION for q in one.questions)]


def _section(material: Material, section: Section, language: str, level: int) -> Iterator[Block]:
    yield Heading(f"action/{section.section}", shown(section.title, language), level)
    yield from section_blocks(material, section, language)
