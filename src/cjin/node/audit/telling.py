"""Rows of the audit as a person reads them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from cjin.core.models import AuditRow, User
from cjin.core.rules.audit import Told
from cjin.directory.models import Body
from cjin.requests.models import Request
from cjin.requests.rules.case.process import Direction, process
from cjin.requests.rules.wording import Words, words
from cjin.shell.rules.lists import joined
from cjin.texts.models import Work

from .names import ACTS, LABELS, OBJECTS, STREAMS, STREAMS_OF_ONE

OF_REQUESTS, LANGUAGES = "request-", frozenset({"ar", "en", "es", "fr", "ru", "zh"})


@dataclass(frozen=True)
class Known:
    """What is there of the objects of some rows: people by number, instruments, bodies and requests by their names."""

    people: Mapping[int, User]
    works: set[str]
    bodies: set[str]
    requests: set[str]


def told(rows: Iterable[AuditRow]) -> list[Told]:
    """Each row in the reader's words: what was done, to what and where it is, what was told with it. Four queries."""
    found = list(rows)
    people = User.objects.in_bulk([int(pk) for pk in _after(found, "person") if pk.isdecimal()])
    slugs = {row.obj.partition("/")[0] for row in found}
    works = set(Work.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    bodies = set(Body.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    references = set(Request.objects.filter(reference__in=_after(found, "request")).values_list("reference", flat=True))
    known = Known(people, works, bodies, references)
    said = words(get_language() or "en")
    return [_told(row, said, known) for row in found]


def _after(rows: Iterable[AuditRow], kind: str) -> list[str]:
    return [row.obj.partition("/")[2] for row in rows if row.obj.startswith(f"{kind}/")]


def _told(row: AuditRow, said: Words, known: Known) -> Told:
    name, url = _object(row, known)
    return Told(_act(row, said), name, url, _about(row, said), stream_in_words(row.stream))


def stream_in_words(name: str) -> str:
    """What a stream is about; its name where nothing is known of it."""
    for begins, words_of_one in STREAMS_OF_ONE.items():
        if name.startswith(begins):
            return str(words_of_one) % {"name": name.removeprefix(begins)}
    return str(STREAMS.get(name, name))


def _act(row: AuditRow, said: Words) -> str:
    own = row.stream.startswith(OF_REQUESTS) and any(row.act in process(one).acts for one in Direction)
    return said.done(row.act) if own else str(ACTS.get(row.act, row.act.replace("-", " ")))


def _object(row: AuditRow, known: Known) -> tuple[str, str]:
    """What an act was done to, by its name, and its page where it has one."""
    kind, _stroke, rest = row.obj.partition("/")
    if kind == "request":
        return f"{OBJECTS[kind]} {rest}", _page("requests:case", rest) if rest in known.requests else ""
    if kind == "person" and rest.isdecimal() and int(rest) in known.people:
        person = known.people[int(rest)]
        return person.called, _page("core:person", person.username)
    if row.stream == "texts" and kind in known.works:
        return row.obj, (_page("texts:provision", kind, rest) if rest else "") or _page("texts:work", kind)
    if kind in known.bodies and row.stream == "directory":
        return row.obj, _page("directory:body", kind)
    if kind == "scheme" and rest:
        return f"{OBJECTS[kind]} {rest}", _page("statistics:scheme", rest)
    return (f"{OBJECTS[kind]} {rest}" if kind in OBJECTS else row.obj), ""


def _page(name: str, *parts: str) -> str:
    try:
        return reverse(name, args=parts)
    except NoReverseMatch:
        return ""


def _about(row: AuditRow, said: Words) -> list[tuple[str, str]]:
    """What was told with an act, without what is empty; nothing where it was erased."""
    detail = getattr(row, "detail", None)
    content = json.loads(detail.content) if detail else {}
    if not isinstance(content, dict):
        return [("", str(content))]
    of_request = row.stream.startswith(OF_REQUESTS)
    return [
        (str(LABELS.get(name, name)), _value(name, value, said, of_request=of_request))
        for name, value in content.items()
        if value not in ("", None, [], {})
    ]


def _value(name: str, value: Any, said: Words, *, of_request: bool) -> str:
    if of_request and name in ("state", "measure", "kind", "direction") and isinstance(value, str):
        return said.word(name, value)
    return _plain(value)


def _plain(value: Any) -> str:
    """A value in words: a text by language in the reader's, lists and names with values one after the other."""
    language = get_language() or "en"
    if isinstance(value, dict):
        if set(value) <= LANGUAGES:
            return str(value.get(language.partition("-")[0]) or next(iter(value.values()), ""))
        return joined((f"{name}: {_plain(one)}" for name, one in value.items()), language)
    if isinstance(value, list):
        return joined(map(_plain, value), language)
    return value if isinstance(value, str) else json.dumps(value)
