"""Tags for the status of treaties. Load with ``{% load treaties %}``."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cjin.shell.rules.dates import long_date
from cjin.texts.models import Participation, Work
from cjin.texts.queries.participation.statements import Marked
from cjin.texts.queries.wording import (
    change_words,
    consent_words,
    short_treaty,
    statement_words,
    topic_of_statements,
)
from cjin.texts.rules.naming import path_in_words
from cjin.texts.rules.participation.changes import Change, Row

register = template.Library()


@register.filter
def treaty_short(work: Work) -> str:
    """A treaty by its short name in the reader's language."""
    return short_treaty(work)


@register.filter
def statement_kind(kind: str) -> str:
    """What the depositary calls a statement."""
    return statement_words(kind)


@register.filter
def change_kind(kind: str) -> str:
    """What became of a participant."""
    return change_words(kind)


@register.filter
def statement_topics(one: Marked) -> list[str]:
    """What rules propose that a statement is about, in the reader's language."""
    return [topic_of_statements(key) for key in one.topics]


@register.filter
def statement_places(one: Marked) -> list[str]:
    """The articles and paragraphs that a statement names, in the manner of citations."""
    return [path_in_words(place.eid) for place in one.places]


@register.filter
def statement_words_marked(one: Marked) -> SafeString:
    """The words of a statement, with those marked that led to what is proposed."""
    text, parts, at = one.statement.text, [], 0
    for start, end in _apart(span for mark in one.marks for span in mark.spans):
        parts += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return mark_safe("".join([*parts, escape(text[at:])]))  # noqa: S308 - every part is escaped


def _apart(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans in order, those that overlap as one."""
    at, until = -1, -1
    for start, end in sorted(spans):
        if start > until:
            if until > at >= 0:
                yield at, until
            at = start
        until = max(until, end)
    if until > at >= 0:
        yield at, until


@register.filter
def participant_named(one: Change, names: Mapping[str, str]) -> str:
    """The participant of a change: a State by its name in ``names``, others as the file has them."""
    row: Any = one.now or one.was
    code = row.state_id if isinstance(row, Participation) else row.iso3
    return names.get(code or "", one.participant)


@register.filter
def stood(row: Row | None) -> str:
    """The days of a participant in the reader's words, a dash where it is not listed."""
    if row is None:
        return "—"
    told = ((_("signed"), row.signed), (consent_words(row.consent), row.consented), (_("withdrawn"), row.ended))
    return ", ".join(f"{word} {_day(day)}".strip() for word, day in told if day) or _("listed")


def _day(day: date) -> str:
    return long_date(day, get_language() or "en")
