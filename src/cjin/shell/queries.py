"""What the shell reads: settings of the node, and the frame that the node composed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from cjin.core.permissions import duties_of
from cjin.core.rules.duties import Duty

from .rules.frame import UNBUILT, Entry, Frame, Line, Lines, Place

DEFAULT_COLOUR = "#0f4a5e"
COLOUR = re.compile(r"#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?\Z")


@dataclass(frozen=True)
class Link:
    """An entry of a place with its address."""

    label: str
    url: str


def frame() -> Frame:
    """The frame named by the setting CJIN_FRAME (a dotted path); five empty places where none is named."""
    name = getattr(settings, "CJIN_FRAME", "")
    found = import_string(name) if name else UNBUILT
    assert isinstance(found, Frame), f"CJIN_FRAME names {found!r}, which is no Frame"
    return found


def node_name() -> str:
    """The node's own name, or nothing where the setting CJIN_NODE_NAME is empty."""
    return str(getattr(settings, "CJIN_NODE_NAME", "") or "")


def node_colour() -> str:
    """The node's colour as ``#rgb`` or ``#rrggbb``; anything else in CJIN_NODE_COLOUR is not let into a stylesheet."""
    colour = str(getattr(settings, "CJIN_NODE_COLOUR", "") or "")
    return colour if COLOUR.match(colour) else DEFAULT_COLOUR


def links(entries: tuple[Entry, ...], person: Any = None) -> list[Link]:
    """The entries whose pages exist here, are open to this person and have something for them, with their addresses."""
    asked = {entry.there for entry in entries if entry.there is not None}
    empty = {there for there in asked if not there(person)}
    return list(_open([entry for entry in entries if entry.there not in empty], person))


def _open(entries: Sequence[Entry], person: Any) -> Iterator[Link]:
    duties = _duties(entries, person)
    for entry in entries:
        url = None if entry.duties and entry.duties.isdisjoint(duties) else url_or_none(entry.url_name)
        if url:
            yield Link(entry.label, url)


def _duties(entries: Sequence[Entry], person: Any) -> frozenset[Duty]:
    """The person's duties of today; asked only where an entry depends on them."""
    if not getattr(person, "is_authenticated", False) or not any(entry.duties for entry in entries):
        return frozenset()
    return duties_of(person, timezone.localdate())


def is_built(place: Place) -> bool:
    """Whether a place has a page on this node; the others are planned."""
    return any(url_or_none(entry.url_name) for entry in place.entries)


def place_url(place: Place) -> str:
    """Where a place begins: its first page, or the page that says it has none yet."""
    first = next(_open(place.entries, None), None)
    return first.url if first else reverse("shell:place", args=[place.slug])


def url_or_none(url_name: str) -> str | None:
    """The address of a named page, or None where this node has no such page."""
    if not url_name:
        return None
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None


def lines(sources: tuple[Lines, ...], request: Any, *, newest_first: bool, limit: int = 8) -> tuple[list[Line], int]:
    """The lines of all sources in one list, pressing ones first, then by day: at most ``limit``, and how many there
    are besides.
    """
    every = [line for source in sources for line in source(request)]
    ordered = sorted(every, key=lambda line: line.day, reverse=newest_first)
    ordered.sort(key=lambda line: not line.pressing)
    return ordered[:limit], max(0, len(every) - limit)
