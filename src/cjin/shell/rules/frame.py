"""What the frame around every page is told by the node: the five places, the doors of the home page, what is new, what is due.

Labels are message identifiers in English; templates translate them when they are shown.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Entry:
    """One line of a place's side list: a label and the name of the page it opens."""

    label: str
    url_name: str


@dataclass(frozen=True)
class Place:
    """One of the five places. Without entries it has no pages yet, and the frame says so."""

    slug: str
    label: str
    sentence: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Door:
    """A way in from the home page. ``count`` gets the request and returns the number shown, or None for "nothing here for you"."""

    label: str
    sentence: str
    url_name: str = ""
    count: Callable[[Any], int | None] | None = None


@dataclass(frozen=True)
class Line:
    """One line of "what is new" or "what is due": words, where they lead, and the day that orders them."""

    title: str
    url: str
    day: date
    kind: str = ""
    late: bool = False


Lines = Callable[[Any], Iterable[Line]]


@dataclass(frozen=True)
class Frame:
    """Everything a node tells the shell. ``news`` and ``due`` are asked with the request and answer with lines."""

    places: tuple[Place, ...] = ()
    doors: tuple[Door, ...] = ()
    news: tuple[Lines, ...] = ()
    due: tuple[Lines, ...] = ()


PLACES = (
    Place("library", "Library", "The instruments, paragraph by paragraph, and the topics they speak of."),
    Place("figures", "Figures", "Indicators and tables, each with its source, its counting rules and its date."),
    Place("cooperation", "Cooperation", "Who can help whom: competent authorities, legal bases, requests and offers."),
    Place("follow-up", "Follow-up", "What came of the promises: rounds of questions, answers and reports."),
    Place("network", "Network", "States and areas, their groups, and the bodies and nodes that take part."),
)
UNBUILT = Frame(places=PLACES)
