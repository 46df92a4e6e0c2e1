"""What the node tells the frame around every page: five places, the doors of the home page, what is new, what is due.

Labels are message identifiers in English; templates translate them when they are shown.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from cjin.core.rules.duties import Duty


@dataclass(frozen=True)
class Entry:
    """One line of a place's side list: a label and the name of the page it opens. With duties: for their holders.

    ``there`` gets the person and tells whether the page has anything for them; where it has not, there is no line.
    """

    label: str
    url_name: str
    duties: frozenset[Duty] = frozenset()
    there: Callable[[Any], bool] | None = None


@dataclass(frozen=True)
class Place:
    """One of the five places. Without entries it has no pages yet, and the frame says so."""

    slug: str
    label: str
    sentence: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Door:
    """A way in from the home page. ``count`` gets the request and returns the number shown, None for nothing here."""

    label: str
    sentence: str
    url_name: str = ""
    count: Callable[[Any], int | None] | None = None


@dataclass(frozen=True)
class Line:
    """One line of "what is new" or "what is due": words, where they lead, and the day that orders them.

    ``pressing``: somebody else waits for it, so that it stands before all others.
    """

    title: str
    url: str
    day: date
    kind: str = ""
    late: bool = False
    pressing: bool = False


@dataclass(frozen=True)
class Shelf:
    """A short list on the home page that leads into a part of the node: titles (language to text) and addresses."""

    label: str
    url_name: str
    titles: Callable[[Any], Iterable[tuple[Any, str]]]


@dataclass(frozen=True)
class Holding:
    """Something that this node holds: ``words`` is a lazy plural over ``count`` that names it with ``%(shown)s``."""

    words: Any
    count: Callable[[Any], int]


Lines = Callable[[Any], Iterable[Line]]


@dataclass(frozen=True)
class Frame:
    """Everything a node tells the shell. ``news`` and ``due`` are asked with the request and answer with lines;
    ``examples`` are questions and citations that the search of this node answers.
    """

    places: tuple[Place, ...] = ()
    holdings: tuple[Holding, ...] = ()
    doors: tuple[Door, ...] = ()
    examples: tuple[str, ...] = ()
    shelves: tuple[Shelf, ...] = ()
    news: tuple[Lines, ...] = ()
    due: tuple[Lines, ...] = ()


def _(text: str) -> str:
    """Marks a text for translation; it is translated when it is shown."""
    return text


LIBRARY = Place("library", _("Library"), _("The instruments, paragraph by paragraph, and the topics they speak of."))
FIGURES = Place("figures", _("Figures"), _("Indicators and tables with their sources, counting rules and dates."))
COOPERATION = Place(
    "cooperation", _("Cooperation"), _("Who can help whom: competent authorities, legal bases, requests and offers.")
)
FOLLOW_UP = Place(
    "follow-up", _("Follow-up"), _("What came of the promises: rounds of questions, answers and reports.")
)
NETWORK = Place("network", _("Network"), _("States and areas, their groups, and the bodies and nodes that take part."))
DOORS = (
    Door(_("Provisions"), _("Every paragraph of the instruments, to read, to compare and to cite.")),
    Door(_("Indicators"), _("Figures that can be compared between States, with how each was made.")),
    Door(_("Open requests"), _("Requests for cooperation that wait for you or for an answer to you.")),
    Door(_("Rounds"), _("What was asked of States on their promises, and who has answered.")),
)
UNBUILT = Frame(places=(LIBRARY, FIGURES, COOPERATION, FOLLOW_UP, NETWORK), doors=DOORS)
