"""What earlier requests of this node tell a new one: whole requests to begin from, and single entries to take over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cjin.core.models import User

from ..models import Request
from ..permissions import seen_by
from ..rules.case.process import Direction
from ..rules.letter.units import source_language
from ..rules.writing.answers import PARTS
from ..rules.writing.kinds import Item, Type

LOOKED_AT, MOST = 50, 8
"""So many requests are looked through, the last ones first; so many entries are told of each question."""
TELLING = {
    Type.OFFENCES: ("name", "law"),
    Type.PERSONS: ("name", "born", "nationality"),
    Type.PROPERTY: ("description", "identifier"),
}
"""By which parts an entry is known again."""


@dataclass(frozen=True)
class Before:
    """An entry of an earlier request, and the words by which it is known again."""

    key: str
    words: str
    entry: Mapping[str, str]


def requests_before(person: User, today: date) -> QuerySet[Request]:
    """The requests of this State that somebody may see, the last ones first."""
    return seen_by(person, today=today).filter(direction=Direction.OUTGOING).order_by("-opened_at", "-pk")


def _told_to(request: Request, person: User, today: date) -> Sequence[Request]:
    """The earlier ones that may tell something to a request: sealed ones only to one that is sealed as well."""
    found = requests_before(person, today).filter(requesting=request.requesting).exclude(pk=request.pk)
    return list((found if request.sealed else found.filter(sealed=False))[:LOOKED_AT])


def last_told(request: Request, item: str, person: User, today: date, language: str) -> Any:
    """What the last request in a language that answers a question answered it with; None where none does."""
    earlier = _told_to(request, person, today)
    told = (one.answers.get(item) for one in earlier if source_language(one.answers) == language)
    return next((answer for answer in told if answer), None)


def entries_before(request: Request, items: Sequence[Item], person: User, today: date) -> dict[str, list[Before]]:
    """By question the entries that can be taken over: offences of any request, persons and things of the same matter.

    The same matter is one with the same number at the authority that asks. What stands in the request already is left
    out, as is what a request to another State says of that State's law.
    """
    wanted = [one for one in items if one.type in TELLING]
    earlier = _told_to(request, person, today) if wanted else ()
    return {one.item: _several(_entries(request, one, earlier)) for one in wanted}


def _entries(request: Request, item: Item, earlier: Sequence[Request]) -> Iterator[Before]:
    mine = {_known_by(one, item.type) for one in request.answers.get(item.item, ())}
    matter = request.answers.get("reference")
    for other in earlier:
        if item.type is not Type.OFFENCES and (not matter or other.answers.get("reference") != matter):
            continue
        for number, entry in enumerate(_plain(other.answers.get(item.item))):
            words = _known_by(entry, item.type)
            if words and words not in mine:
                mine.add(words)
                yield Before(f"{other.reference}-{number}", words, _parts(entry, item.type, other, request))


def _several(found: Iterator[Before]) -> list[Before]:
    return [one for one, _number in zip(found, range(MOST), strict=False)]


def _plain(entries: Any) -> list[Mapping[str, str]]:
    return [one for one in entries if isinstance(one, Mapping)] if isinstance(entries, list) else []


def _known_by(entry: Mapping[str, str], kind: Type) -> str:
    return ", ".join(entry[part] for part in TELLING[kind] if part in entry)


def _parts(entry: Mapping[str, str], kind: Type, other: Request, request: Request) -> dict[str, str]:
    left = set() if other.requested == request.requested else {"there"}
    return {part: entry[part] for part in PARTS[kind] if part in entry and part not in left}
