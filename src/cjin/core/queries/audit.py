"""Reading the audit: its heads, and whether its chains hold."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from cjin.core.models import AuditHead, AuditRow, User
from cjin.core.permissions import check_can
from cjin.core.rules.audit import ERASE, STREAM, Content, Head, Link, Told, Verified, verify
from cjin.core.rules.duties import Duty

PORTION = 1000


def heads(stream: str | None = None) -> list[Head]:
    """The end of each stream (or of the one given), by name: keep these elsewhere to notice later if rows disappear."""
    found = AuditHead.objects.order_by("stream")
    if stream is not None:
        found = found.filter(stream=stream)
    return [Head(row.stream, row.position, row.digest) for row in found.iterator()]


def rows(*, stream: str = "", obj: str = "", reader: User | None, today: date) -> QuerySet[AuditRow]:
    """The rows of every stream or of one, of every object or of one, with their details, newest first.

    Those of streams that do not exist for the reader are left out. Raises NotAllowed for a reader without the duty to
    read the audit; None is the node itself.
    """
    check_can(reader, Duty.AUDIT_READ, today=today)
    found = AuditRow.objects.select_related("by", "detail").order_by("-pk")
    asked = {name: value for name, value in (("stream", stream), ("obj", obj)) if value}
    return found.filter(**asked).exclude(stream__in=hidden_from(reader))


def streams(*, reader: User | None) -> list[str]:
    """The names of the streams that exist for a reader."""
    hidden = set(hidden_from(reader))
    return [head.stream for head in heads() if head.stream not in hidden]


def hidden_from(reader: User | None) -> Iterable[str]:
    """Streams of what does not exist for a reader, told by the callables that the setting CJIN_HIDDEN_STREAMS names."""
    return [name for path in settings.CJIN_HIDDEN_STREAMS for name in import_string(path)(reader)]


def stream_in_words(name: str) -> str:
    """What a stream is about in the reader's words, by the callable that the setting CJIN_STREAM_IN_WORDS names."""
    told: Callable[[str], str] = import_string(settings.CJIN_STREAM_IN_WORDS)
    return told(name)


def in_words(found: Iterable[AuditRow]) -> list[Told]:
    """Each row in the reader's words, by the callable that the setting CJIN_AUDIT_IN_WORDS names."""
    told: Callable[[Iterable[AuditRow]], list[Told]] = import_string(settings.CJIN_AUDIT_IN_WORDS)
    return told(found)


def plain(row: AuditRow) -> dict[str, Any]:
    """A row as plain values. ``detail`` is null where it was erased."""
    detail = getattr(row, "detail", None)
    return {
        "stream": row.stream,
        "position": row.position,
        "act": row.act,
        "by": row.by.username if row.by else None,
        "object": row.obj,
        "at": row.at,
        "detail": json.loads(detail.content) if detail else None,
    }


def verified(*, stream: str | None = None, anchors: Iterable[Head] = ()) -> Iterator[Verified]:
    """Check every stream (or the one given) against itself, its head and the anchors; streams in order of their names.

    A stream that only an anchor knows is reported too. Reads in portions, so memory does not grow with the audit.
    """
    kept: defaultdict[str, list[Head]] = defaultdict(list)
    for anchor in anchors:
        kept[anchor.stream].append(anchor)
    known = {head.stream: head for head in heads()}
    named = set(AuditRow.objects.order_by().values_list("stream", flat=True).distinct()) | set(known) | set(kept)
    for name in sorted(named if stream is None else {stream}):
        yield verify(
            name,
            _links(name),
            head=known.get(name),
            end=partial(_length, name),
            anchors=kept[name],
            erasures=partial(_erasures, name),
        )


def _length(stream: str) -> int:
    head = AuditHead.objects.filter(stream=stream).first()
    return head.position if head else 0


def _erasures(stream: str) -> frozenset[int]:
    acts = AuditRow.objects.filter(stream=STREAM, act=ERASE, obj__startswith=f"{stream} ")
    said = (obj.rpartition(" ") for obj in acts.values_list("obj", flat=True).iterator())
    return frozenset(int(position) for name, _, position in said if name == stream and position.isdecimal())


def _links(stream: str) -> Iterator[Link]:
    """The stream in pages, each a query of its own: a reader that takes long holds up no writer."""
    rows = AuditRow.objects.filter(stream=stream).order_by("position").select_related("detail")
    after = -1
    while page := list(rows.filter(position__gt=after)[:PORTION]):
        after = page[-1].position
        yield from map(_link, page)


def _link(row: AuditRow) -> Link:
    content = Content(row.stream, row.position, row.act, row.by_id, row.obj, row.at, row.detail_digest)
    detail = getattr(row, "detail", None)
    return Link(content, row.previous, row.digest, (detail.salt, detail.content) if detail else None)
