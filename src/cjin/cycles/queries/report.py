"""The report on a round as it stands: the draft with the edits, and the facts against which a document is checked."""

from collections.abc import Iterable
from datetime import date

from cjin.core.rules.catalogue import read
from cjin.core.rules.identifiers import Language
from cjin.shell.rules.dates import long_date

from ..models import Round
from ..rules.compiling.answers import option_texts
from ..rules.compiling.tables import needs
from ..rules.form.questions import Form, Kind
from ..rules.report.action import paragraph_of, quoted, words_of
from ..rules.report.editing import Edited, edited
from ..rules.report.material import Material
from ..rules.report.nouns import asked_words
from ..rules.report.parts import Report
from ..rules.report.phrases import FILE, heading, inside
from ..rules.report.recounting import Facts
from ..rules.report.writing import BUDGET, write
from ..rules.vocabulary import codes, shown, word
from .compiling import material_of, plain_replies


def report_on(round_: Round, language: str, *, cutoff: date, budget: int = BUDGET) -> Report:
    """The report on a round in one language, with what people changed in it."""
    return edited(
        write(material_of(round_, language, cutoff=cutoff), language, budget=budget), edits_of(round_, language)
    )


def edits_of(round_: Round, language: str) -> list[Edited]:
    """What people changed in the report of a round, oldest first; what was undone is left out."""
    rows = round_.edits.filter(language=language, undone=False).order_by("pk")
    return [Edited(str(one.pk), one.paragraph, one.text, one.made_from, one.added) for one in rows]


def facts_of(material: Material, language: str) -> Facts:
    """What is known of a round, for the checker."""
    asked = {key: group for group, keys in material.asked.items() for key in keys}
    paragraphs = {one.question: paragraph_of(one) for one in material.form.questions}
    options = {
        one.question: {code: inside(text) for code, text in option_texts(one, language).items()}
        for one in material.form.questions
    }
    kinds = {"institutions" if "-" in key else "states" for key in asked}
    whom = "both" if len(kinds) > 1 else next(iter(kinds), "states")
    return Facts(plain_replies(material.given), asked, _known(material, language), paragraphs, options, whom)


def _known(material: Material, language: str) -> dict[str, frozenset[str]]:
    """By the name of a fact, what it can be."""
    form, told = material.form, read(FILE)
    code = Language.of(language)
    talks = material.talks
    return {
        "title": frozenset({material.subject, *(shown(one.title, language) for one in talks)}),
        "symbol": frozenset(one.symbol for one in material.mandates),
        "asked": frozenset({asked_words(material.all_asked, language)}),
        "opens": frozenset({long_date(material.opens, language)}),
        "due": frozenset({long_date(material.due, language)}),
        "sent": frozenset({long_date(material.note_verbale, language)} if material.note_verbale else ()),
        "cutoff": frozenset({long_date(material.cutoff, language)}),
        "begins": frozenset(long_date(one.begins, language) for one in talks),
        "ends": frozenset(long_date(one.ends, language) for one in talks),
        "paragraph": frozenset(
            {*(paragraph_of(one) for one in form.questions), *(one.paragraph for one in material.mandates)}
        ),
        "words": frozenset(quoted(one, language) for one in form.questions),
        "difficulty": frozenset(_small(word("difficulties", one, language)) for one in codes("difficulties")),
        "meaning": frozenset({*(one[code] for one in told["meanings"].values()), *_in_cells(material, language)}),
        "heading": frozenset(
            {
                material.title,
                *(shown(one.title, language) for one in talks),
                *_headings(form, language, material.whom),
                *(heading(name, language, material.whom) for name in told["headings"]),
            }
        ),
        "text": frozenset(_proposed(material, language)),
    }


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _headings(form: Form, language: str, whom: str) -> Iterable[str]:
    annex = heading("annex", language)
    told = [heading(name, language, whom) for name in read(FILE)["headings"]]
    yield from (f"{annex} {roman}. {one}" for roman in ("I", "II", "III", "IV", "V") for one in told)
    for section in form.sections:
        yield shown(section.title, language)
        if section.under:
            yield shown(section.under, language)


def _in_cells(material: Material, language: str) -> Iterable[str]:
    """The words that can stand in cells: questions, their options, and what needs are about."""
    for one in material.form.questions:
        yield words_of(one, language)
        yield from option_texts(one, language).values()
    asked = [one.question for one in material.form.questions if one.kind is Kind.NEEDS]
    yield from (material.topics.get(one.about, one.about) for one in needs(asked, material.given))


def _proposed(material: Material, language: str) -> Iterable[str]:
    for one in material.given:
        for reply in one.answers.values():
            value = reply.get("value")
            for entry in value if isinstance(value, list) else ():
                if isinstance(entry, dict) and language in entry.get("text", {}):
                    yield entry["text"][language]
