"""The answers of a request as the rows of a letter."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cjin.shell.rules.dates import locale_of, long_date

from ..wording import ENGLISH, words
from ..writing.answers import PARTS
from ..writing.completeness import asked
from ..writing.drafts import Draft
from ..writing.kinds import Item, Type
from .parts import Cell, Names, Row, Section
from .phrases import article, phrase
from .runs import Run, paragraphs, runs
from .units import PROSE, Status, Unit, Wording, units

IN_THE_HEAD = frozenset({"authority", "contact", "reference"})
"""What the head of the letter says already."""
MARKED = frozenset({"machine", "certified", "stale", "missing"})


@dataclass(frozen=True)
class Said:
    """What a unit says in a language, and what is to be known of it."""

    text: str
    mark: str = ""


class Told:
    """A request with what its units say in each language."""

    def __init__(self, draft: Draft, source: str, wordings: Mapping[tuple[str, str], Wording], names: Names) -> None:
        self.draft, self.source, self.names = draft, source, names
        self.units: Mapping[str, Unit] = {one.unit: one for one in units(draft)}
        self.wordings = {key: one for key, one in wordings.items() if one.unit in self.units and one.text.strip()}

    def unit(self, name: str, language: str) -> Said:
        """What a unit says in a language; the source with a mark where nobody has put it so."""
        unit = self.units.get(name)
        if unit is None:
            return Said(str(self.draft.answers.get(name, "")))
        if language == self.source:
            return Said(unit.text)
        said = self.wordings.get((language, name))
        if said is None:
            return Said(unit.text, "missing")
        marks = ["machine" if said.status is Status.MACHINE else "", "stale" if said.is_stale(unit) else ""]
        certified = "certified" if said.status is Status.CERTIFIED else ""
        return Said(said.text, next((one for one in marks if one), certified))


def sections_of(told: Told, languages: Sequence[str]) -> Iterator[Section]:
    """What is asked and answered, by matters and then by measures; nothing for those without an answer."""
    draft = told.draft
    items = {one.item for one in asked(draft.kind, draft.answers, draft.basis) if one.item in draft.answers}
    measures = [one for one in draft.kind.measures if one.measure in draft.answers.get("measures", ())]
    groups = [*((one.matter, one.items) for one in draft.kind.matters), *((one.measure, one.items) for one in measures)]
    for name, mine in groups:
        wanted = [one for one in mine if one.item in items and one.item not in IN_THE_HEAD]
        rows = tuple(row for item in wanted for row in _rows(told, item, languages))
        if rows:
            yield Section(tuple(_title(told, name, one) for one in languages), rows)


def _title(told: Told, name: str, language: str) -> str:
    kind = told.draft.kind
    is_matter = any(one.matter == name for one in kind.matters)
    return words(language).matter(kind.kind, name) if is_matter else words(language).measure(name)


def _rows(told: Told, item: Item, languages: Sequence[str]) -> Iterator[Row]:
    value = told.draft.answers[item.item]
    if item.type not in PARTS:
        yield Row(tuple(_cell(told, item, value, one) for one in languages))
        return
    for number, part in enumerate(value, start=1):
        count = f" {number}" if len(value) > 1 else ""
        yield Row(tuple(_entry(told, item, count, one) for one in languages), 1)
        for name in PARTS[item.type]:
            if name in part:
                place = f"{item.item}/{number}/{name}"
                yield Row(tuple(_part(told, item, place, name, part[name], one) for one in languages), 2)


def _entry(told: Told, item: Item, count: str, language: str) -> Cell:
    """The beginning of an entry of a list."""
    label = words(language).label(told.draft.kind.kind, item.item) + count
    return Cell(language, label, (), _article(told, item, language))


def _cell(told: Told, item: Item, value: Any, language: str) -> Cell:
    label = words(language).label(told.draft.kind.kind, item.item)
    cited = _article(told, item, language)
    if item.type in (Type.TEXT, Type.WORDS):
        return _said(told, item.item, label, language, cited)
    return Cell(language, label, paragraphs(_plain(item, value, language)), cited)


def _part(told: Told, item: Item, place: str, name: str, value: str, language: str) -> Cell:
    label = words(language).part(name)
    if name in PROSE[item.type] and place in told.units:
        return _said(told, place, label, language)
    if name == "iccs" and not told.names.offences.get(value, {}).get(language) and (title := _english(told, value)):
        foreign = str(locale_of(language).languages.get(ENGLISH, ENGLISH))
        return Cell(language, label, paragraphs(f"{value} {title} ({foreign})"), spoken=ENGLISH)
    return Cell(language, label, paragraphs(_part_in_words(told, name, value, language), fixed=_is_code(name)))


def _english(told: Told, code: str) -> str:
    """The English title of a category of ICCS, which has none in most languages."""
    return told.names.offences.get(code, {}).get(ENGLISH, "")


def _said(told: Told, unit: str, label: str, language: str, cited: tuple[Run, ...] = ()) -> Cell:
    said = told.unit(unit, language)
    mark = said.mark if said.mark in MARKED else ""
    words_of_mark = phrase(mark, language) if mark else ""
    known = unit if unit in told.units else ""
    spoken = told.source if mark == "missing" else ""
    return Cell(language, label, paragraphs(said.text), cited, mark, words_of_mark, known, spoken)


def _plain(item: Item, value: Any, language: str) -> str:
    """An answer that is no text, as the language has it."""
    said = words(language)
    match item.type:
        case Type.DAY:
            return long_date(date.fromisoformat(value), language)
        case Type.YES_NO:
            return said.choice("yes" if value else "no")
        case Type.CHOICE:
            return said.choice(value)
        case Type.MEASURES:
            return "\n".join(said.measure(one) for one in value)
        case Type.LANGUAGES:
            return "\n".join(str(locale_of(language).languages.get(one, one)) for one in value)
    return str(value)


def _part_in_words(told: Told, name: str, value: str, language: str) -> str:
    if name == "iccs":
        return " ".join([value, told.names.offences.get(value, {}).get(language, "")]).strip()
    if name == "type":
        return words(language).thing(value)
    if name in ("born", "day"):
        try:
            return long_date(date.fromisoformat(value), language)
        except ValueError:
            return value
    if name == "language":
        return str(locale_of(language).languages.get(value, value))
    return value


def _is_code(name: str) -> bool:
    return name == "identifier"


def _article(told: Told, item: Item, language: str) -> tuple[Run, ...]:
    """The article of the instrument at hand that asks for an item."""
    mine = [one.partition("/")[2] for one in item.articles if one.partition("/")[0] == told.draft.basis]
    return runs(article(mine[0], language)) if mine else ()
