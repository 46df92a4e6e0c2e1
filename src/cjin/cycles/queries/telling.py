"""A reply as it is read: each part with its label in the reader's language."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cjin.core.forms import OWN_NAMES
from cjin.core.rules.catalogue import read
from cjin.shell.rules.dates import long_date
from cjin.statistics.queries.wording import number_words
from cjin.texts.rules.naming import path_in_words

from ..rules.answers.evidence import figure_of
from ..rules.answers.replies import Reply
from ..rules.form.questions import Kind, Question
from ..rules.vocabulary import ANSWERED, LAW, NO_ANSWERS, PRACTICE, shown, word
from .evidence import Standing, in_unit

PLACE = re.compile(r"[a-z0-9-]+/[a-z]+_[a-z0-9_]+\Z")
"""A provision, as an entry names it."""


@dataclass(frozen=True, slots=True)
class Said:
    """One part of a reply: words, or texts by language; a link where it leads somewhere.

    ``since`` says what became of a figure since it was cited.
    """

    label: str
    words: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    since: str = ""
    is_piece: bool = False

    @property
    def is_outside(self) -> bool:
        """Whether the link leads to another site."""
        return not self.url.startswith("/")


def told_reply(
    question: Question,
    reply: Reply | None,
    language: str,
    measures: Mapping[str, str],
    standings: Mapping[tuple[str, str], Standing] | None = None,
) -> list[Said]:
    """The parts of a reply in order; ``measures`` are their titles by name, ``standings`` what is known of evidence."""
    if reply is None:
        return []
    found = []
    if reply["reply"] != ANSWERED:
        found.append(Said(word("fields", "reply", language), (word("replies", reply["reply"], language),)))
    if "value" in reply:
        found += _value(question, reply["value"], language, measures)
    if reply.get("text"):
        found.append(Said(word("fields", "text", language), texts=reply["text"]))
    return found + [told_piece(one, language, standings or {}) for one in reply.get("evidence", ())]


def _value(question: Question, value: Any, language: str, measures: Mapping[str, str]) -> Iterator[Said]:
    label = word("fields", "value", language)
    match question.kind:
        case Kind.IMPLEMENTATION if isinstance(value, Mapping):
            yield from _implementation(value, language, measures)
        case Kind.CHOICE | Kind.MANY:
            texts = {one.code: shown(one.text, language) for one in question.options}
            chosen = value if isinstance(value, list) else [value]
            yield Said(label, tuple(texts.get(one, str(one)) for one in chosen))
        case Kind.THREE:
            yield Said(label, (word("three", str(value), language),))
        case Kind.MEASURES if isinstance(value, list):
            yield Said(word("kinds", "measures", language), tuple(measures.get(one, one) for one in value))
        case Kind.DATE:
            yield Said(label, (_day(str(value), language),))
        case Kind.TABLE if isinstance(value, Mapping):
            yield from _table(question, value, language)
        case Kind.NEEDS | Kind.PROPOSALS if isinstance(value, list):
            yield from (_entry(one, language) for one in value if isinstance(one, Mapping))
        case _:
            yield Said(label, (str(value),))


def _implementation(value: Mapping[str, Any], language: str, measures: Mapping[str, str]) -> Iterator[Said]:
    for scope in (LAW, PRACTICE):
        if scope in value:
            yield Said(word("scopes", scope, language), (word("implementation", value[scope], language),))
    if said := value.get("difficulties"):
        yield Said(word("fields", "difficulties", language), tuple(word("difficulties", one, language) for one in said))
    if said := value.get("measures"):
        yield Said(word("kinds", "measures", language), tuple(measures.get(one, one) for one in said))
    if value.get("good_practice"):
        yield Said("", (word("fields", "good_practice", language),))


def _table(question: Question, value: Mapping[str, Any], language: str) -> Iterator[Said]:
    grid = question.grid
    for row in grid.rows if grid else ():
        cells = value.get(row.code, {})
        heads = {one.code: shown(one.text, language) for one in grid.columns} if grid else {}
        said = tuple(f"{heads[code]}: {_cell(one, language)}" for code, one in cells.items() if code in heads)
        if said:
            yield Said(shown(row.text, language), said)


def _cell(value: Any, language: str) -> str:
    return word("replies", value, language) if value in NO_ANSWERS else str(value)


def _entry(one: Mapping[str, Any], language: str) -> Said:
    lists = {"type": "tools", "audience": "audiences", "urgency": "urgencies"}
    words = [word(section, one[name], language) for name, section in lists.items() if one.get(name)]
    spoken = [OWN_NAMES.get(one["language"], one["language"])] if one.get("language") else []
    about = [_subject(one["about"], language)] if one.get("about") else []
    return Said(word("fields", "entry", language), (*about, *words, *spoken), one.get("text", {}))


def _subject(about: str, language: str) -> str:
    """What an entry is about; a topic by its name, a provision by the words for its place."""
    work, _slash, eid = about.partition("/")
    if PLACE.match(about):
        return f"{work}, {path_in_words(eid)}"
    return next((shown(one["prefLabel"], language) for one in read("topics") if one["slug"] == about), about)


def told_piece(one: Mapping[str, str], language: str, standings: Mapping[tuple[str, str], Standing]) -> Said:
    """A piece of evidence; a figure with its value as it was cited."""
    label = word("evidence", one["kind"], language)
    dated = f"{word('fields', 'as_of', language)} {_day(one['as_of'], language)}" if one.get("as_of") else ""
    figure = [_figure(one, language), one.get("source", "")] if "sha256" in one else [one["ref"]]
    standing = standings.get((one["kind"], one["ref"]), Standing())
    words = [one.get("title", ""), *figure, dated]
    return Said(label, tuple(filter(None, words)), url=standing.url or _url(one), since=standing.since, is_piece=True)


def _day(told: str, language: str) -> str:
    """A day in words; whatever else stands there as it is."""
    try:
        return long_date(date.fromisoformat(told), language)
    except ValueError:
        return told


def _figure(one: Mapping[str, str], language: str) -> str:
    """The value of a figure with its unit and status."""
    status, value, unit = word("statuses", one.get("status", ""), language), figure_of(one), one.get("unit", "")
    if value is None:
        return status
    return f"{in_unit(number_words(value, unit), unit)} ({status})"


def _url(one: Mapping[str, str]) -> str:
    if one["ref"].startswith(("https://", "http://")):
        return one["ref"]
    return f"/texts/{one['ref']}" if one["kind"] == "provision" and "/" in one["ref"] else ""
