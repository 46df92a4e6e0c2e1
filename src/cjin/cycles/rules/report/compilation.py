"""The compilation for a thematic discussion: what the replies to a round say on what is discussed."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from cjin.shell.rules.dates import long_date

from ..compiling.counting import Given
from ..compiling.tables import needs
from ..form.questions import Form, Kind, Question
from .annexes import who_replied
from .further import MOST_NEEDS, about_tools, needs_table, questions_of
from .material import Material, Talk
from .parts import Block, Heading, Paragraph, Report
from .phrases import heading, sentence
from .writing import BUDGET, action, concerns, replied


def compilation(material: Material, talk: Talk, title: str, language: str, *, whole: bool) -> Report:
    """What the replies say on the topics and sections of a discussion, and who replied.

    One that is not ``whole`` tells the words of those alone that agreed to be named.
    """
    mine = replace(material, form=narrowed(material.form, talk))
    chapters = (
        ("action", list(action(mine, language))),
        ("tools", list(_tools(mine, talk, language))),
        ("proposals", list(_proposals(mine, talk, language, whole=whole))),
    )
    blocks: list[Block] = list(_opening(mine, talk, title, language))
    for name, made in chapters:
        if made:
            blocks += [Heading(name, heading(name, language, mine.whom), 1), *made]
    if not any(made for _name, made in chapters):
        blocks.append(Paragraph("nothing", (sentence("nothing", language),)))
    heads = (Heading("title", title, 0), Heading("kind", heading("compilation", language), 0))
    annex = (
        Heading("annex-replies", heading("annex-replies", language, mine.whom), 1),
        *who_replied(material, language),
    )
    return Report(heads, language, tuple(blocks), annex, BUDGET, material.simulated, whole=whole)


def narrowed(form: Form, talk: Talk) -> Form:
    """The form with those questions alone that a discussion is about, and those about tools and proposals."""
    sections = [
        replace(section, questions=kept)
        for section in form.sections
        if (kept := tuple(one for one in section.questions if _open(one) or talk.is_about(section.section, one)))
    ]
    return replace(form, sections=tuple(sections))


def _open(question: Question) -> bool:
    """Whether its replies tell themselves what they are about."""
    return question.kind in (Kind.NEEDS, Kind.PROPOSALS)


def _opening(material: Material, talk: Talk, title: str, language: str) -> Iterator[Block]:
    lines = [sentence("simulated", language)] if material.simulated else []
    lines.append(concerns(material, language))
    lines.append(
        sentence("discussion", language, title=title, begins=long_date(talk.begins, language),
                 ends=long_date(talk.ends, language))
    )  # fmt: skip
    yield Paragraph("opening/subject", tuple(lines))
    yield Paragraph("opening/replied", (replied(material, language, "opening"), material.say("counted", language)))


def _wanted(material: Material, talk: Talk) -> set[str]:
    """The topics of the discussion, the provisions that it is about, and their topics."""
    return {*talk.topics, *(name for one in material.form.questions for name in (*one.topics, *one.about))}


def _tools(material: Material, talk: Talk, language: str) -> Iterator[Block]:
    asked, wanted = about_tools(material.form), _wanted(material, talk)
    told = [one for one in needs(asked, material.given) if one.about in wanted][:MOST_NEEDS]
    if told:
        yield needs_table(material, "tools", told, asked, language)


def _proposals(material: Material, talk: Talk, language: str, *, whole: bool) -> Iterator[Block]:
    """The proposals that name one of the topics or provisions, as they were worded, without who made them.

    How many there are besides, where not all are shown.
    """
    every = _proposed(material, _wanted(material, talk), material.given, language)
    shown = [one for one in material.given if whole or one.named]
    texts = _proposed(material, _wanted(material, talk), shown, language)
    for number, text in enumerate(texts, 1):
        said = sentence("proposal", language, about=str(number), text=text)
        yield Paragraph(f"proposals/{number}", (said,))
    if len(every) > len(texts):
        further = sentence("proposals-not-shown", language, further=len(every) - len(texts))
        yield Paragraph("proposals/not-shown", (further,))


def _proposed(material: Material, wanted: Set[str], given: Sequence[Given], language: str) -> list[str]:
    """The texts of proposals on what is wanted, each once."""
    texts = [
        entry["text"].get(language)
        for one in given
        for name in questions_of(material.form, Kind.PROPOSALS)
        for entry in one.answers.get(name, {}).get("value") or ()
        if entry.get("about") in wanted
    ]
    return list(dict.fromkeys(filter(None, texts)))
