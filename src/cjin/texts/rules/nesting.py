"""The tree of units as places: which unit stands in which, when a person moves one."""

from collections.abc import Iterator, Sequence

from cjin.texts.rules.document import Provision

DEEPEST = 4
_RANKS = {"recital": 1, "paragraph": 1, "subparagraph": 2, "point": 3, "item": 4}


def in_preamble(name: str) -> bool:
    """Whether an identifier is one of the preamble."""
    return name.partition("/")[2].startswith("preamble_")


def rank(unit: Provision) -> int:
    """How deep a kind of unit stands: articles and rules 0, paragraphs and recitals 1, then subparagraphs, points."""
    return _RANKS.get(unit.kind, 0)


def parent_places(units: Sequence[Provision]) -> list[int | None]:
    """The place of each unit's parent."""
    places = {unit.id: place for place, unit in enumerate(units)}
    return [None if unit.parent is None else places[unit.parent] for unit in units]


def place_under(units: Sequence[Provision], parents: Sequence[int | None], here: int) -> int | None:
    """The nearest open unit before this one that its kind can stand in; a paragraph only in an article or rule."""
    if here == 0 or units[here].kind == "recital":
        return None
    return _nearest(units, list(_open(parents, here - 1)), here)


def settled(units: Sequence[Provision], parents: Sequence[int | None]) -> list[int | None]:
    """Parents in which every unit stands under one that is still open when it comes, so that the order is the tree."""
    found: list[int | None] = []
    open_: list[int] = []
    for here, parent in enumerate(parents):
        if parent is not None and parent not in open_:
            parent = _nearest(units, list(reversed(open_)), here)
        found.append(parent)
        while open_ and open_[-1] != parent:
            open_.pop()
        open_.append(here)
    return found


def depths(parents: Sequence[int | None]) -> list[int]:
    """How many units stand above each."""
    found: list[int] = []
    for parent in parents:
        found.append(0 if parent is None else found[parent] + 1)
    return found


def _nearest(units: Sequence[Provision], open_: Sequence[int], here: int) -> int | None:
    """The first open unit, innermost first, whose kind stands above; preamble and operative part do not mix."""
    fits = (place for place in open_ if rank(units[place]) < rank(units[here]))
    return next((place for place in fits if in_preamble(units[place].id) == in_preamble(units[here].id)), None)


def _open(parents: Sequence[int | None], last: int) -> Iterator[int]:
    place: int | None = last
    while place is not None:
        yield place
        place = parents[place]
