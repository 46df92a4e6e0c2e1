"""What a report says of tools and manuals, proposals, the Commission and technical assistance."""

from collections.abc import Iterator, Sequence

from cjin.shell.rules.dates import long_date

from ..compiling.counting import Count, Rule, What
from ..compiling.tables import Need, needs
from ..form.questions import Form, Kind
from ..vocabulary import word
from .material import Material, Tool
from .parts import Block, Paragraph, Sentence, Table
from .phrases import column, sentence

MOST_NEEDS, MOST_PROPOSALS, MOST_TOOLS = 15, 20, 3
ASSISTANCE = "assistance"
"""The question about technical assistance in a follow-up form; other questions about needs are about tools."""


def tools(material: Material, language: str) -> Iterator[Block]:
    """The tools and manuals that are needed, those named by most first, beside those that exist."""
    asked = about_tools(material.form)
    yield from _needs(material, asked, "tools-asked", "tools", language)


def assistance(material: Material, language: str) -> Iterator[Block]:
    """The technical assistance that is needed."""
    asked = [name for name in questions_of(material.form, Kind.NEEDS) if name == ASSISTANCE]
    yield from _needs(material, asked, "assistance-asked", "assistance", language)


def about_tools(form: Form) -> list[str]:
    """The questions of a form that ask which tools are needed."""
    return [name for name in questions_of(form, Kind.NEEDS) if name != ASSISTANCE]


def _needs(material: Material, asked: Sequence[str], phrase: str, key: str, language: str) -> Iterator[Block]:
    count = material.count(What.ENTRY, *asked)
    count = Count(count.rule, count.who, tuple(one.key for one in material.given))
    if not count.number:
        yield Paragraph(f"{key}/nothing", (sentence("nothing", language, about=key),))
        return
    yield Paragraph(f"{key}/asked", (material.say(phrase, language, count=count),))
    yield needs_table(material, key, needs(asked, material.given)[:MOST_NEEDS], asked, language)


def needs_table(material: Material, key: str, told: Sequence[Need], asked: Sequence[str], language: str) -> Table:
    """Needs for ``tools`` beside the tools that exist, or for ``assistance``: a row for each."""
    columns = ("tool", "about", "states", "urgent", "existing")[: 5 if key == "tools" else 4]
    rows = (
        _row(material, one, tuple(asked), f"{key}/{number}", language)[: len(columns)]
        for number, one in enumerate(told, 1)
    )
    return Table(f"{key}/table", tuple(column(name, language, material.whom) for name in columns), tuple(rows))


def _row(material: Material, need: Need, asked: tuple[str, ...], key: str, language: str) -> tuple[Sentence, ...]:
    among = tuple(one.key for one in material.given)
    named = Count(Rule(What.NEED, asked, (need.type, need.about)), need.who, among)
    urgent = Count(Rule(What.URGENT, asked, (need.type, need.about)), need.urgent, among)
    existing = [one.title for one in existing_for(need, material)][:MOST_TOOLS]
    about = material.topics.get(need.about, need.about)
    return (
        Sentence(f"{key}/type", word("tools", need.type, language)),
        Sentence(f"{key}/about", about, "cell-fixed", None, {"meaning": about}),
        Sentence(f"{key}/n", str(named.number), "cell-n", named),
        Sentence(f"{key}/urgent", str(urgent.number), "cell-n", urgent),
        Sentence(f"{key}/existing", "; ".join(existing) or "–"),
    )


def existing_for(need: Need, material: Material) -> list[Tool]:
    """The tools that exist on the same topic, or on those of the provision; those of the same type first."""
    asked = (one for one in material.form.questions if need.about in one.about)
    topics = {need.about, *(topic for one in asked for topic in one.topics)}
    fitting = [one for one in material.tools if not topics.isdisjoint(one.topics)]
    return sorted(fitting, key=lambda one: (one.type != need.type, one.title))


def proposals(material: Material, language: str) -> Iterator[Block]:
    """The proposals as they were worded, without who made them; each stands in the language of the report."""
    asked = questions_of(material.form, Kind.PROPOSALS)
    count = material.count(What.ENTRY, *asked)
    count = Count(count.rule, count.who, tuple(one.key for one in material.given))
    if not count.number:
        yield Paragraph("proposals/nothing", (sentence("nothing", language, about="proposals"),))
        return
    yield Paragraph("proposals/made", (material.say("proposed", language, count=count),))
    texts = [
        entry["text"].get(language)
        for one in material.given
        for name in asked
        for entry in one.answers.get(name, {}).get("value") or ()
    ]
    for number, text in enumerate(dict.fromkeys(one for one in texts if one), 1):
        if number <= MOST_PROPOSALS:
            said = sentence("proposal", language, about=str(number), text=text)
            yield Paragraph(f"proposals/{number}", (said,), spill=2)


def commission(material: Material, language: str) -> Iterator[Block]:
    """The thematic discussions of the workplan."""
    if not material.talks:
        yield Paragraph("commission/nothing", (sentence("no-discussion", language),))
    for number, talk in enumerate(material.talks, 1):
        title = talk.title.get(language) or next(iter(talk.title.values()), "")
        one = sentence(
            "discussion", language, about=str(number), title=title, begins=long_date(talk.begins, language),
            ends=long_date(talk.ends, language),
        )  # fmt: skip
        yield Paragraph(f"commission/{number}", (one,))


def questions_of(form: Form, kind: Kind) -> list[str]:
    """The questions of a form that ask for one kind of thing."""
    return [one.question for one in form.questions if one.kind is kind]
