"""Where a citation leads: to a work of the catalogue or of the library, and to a provision of it where it can."""

from collections.abc import Mapping
from dataclasses import dataclass

from cjin.texts.rules.cited.identifiers import (
    Article,
    Decision,
    Document,
    Identifier,
    Named,
    Place,
    Resolution,
    SalesNumber,
    TreatySeries,
    Unknown,
    WebAddress,
)
from cjin.texts.rules.cited.names import groups, works
from cjin.texts.rules.works import known_works
from cjin.texts.rules.works import slug as slug_of


@dataclass(frozen=True, slots=True)
class Target:
    """What is cited: known works with a place in them, or the mere identifier.

    ``works`` is empty where nothing is known by it; ``eid`` is empty for a work as a whole; ``resolved`` says that the
    work is known and, where its text is at hand, that the place exists in it.
    """

    key: str
    works: tuple[str, ...]
    eid: str = ""
    resolved: bool = False


def resolve(identifier: Identifier, structures: Mapping[str, frozenset[str]]) -> Target:
    """Where an identifier leads. ``structures`` are the provisions of the works at hand."""
    match identifier:
        case Named(slug=slug):
            group = groups().get(slug)
            return Target(slug, group.works if group else (slug,), resolved=True)
        case Unknown(name=name):
            here = slug_of(name)[:80].strip("-")
            return Target(here, (here,), resolved=True) if here in structures else Target(name, ())
        case Article(slug=slug) | Place(slug=slug):
            return _place(slug, identifier.eid, identifier.key, structures)
        case Resolution(organ=organ) if "Congress" in organ:
            return _of_congress(identifier)
        case Resolution():
            return _whole(identifier.key, _by_symbol(identifier.symbol, identifier.annex), structures)
        case Decision() | Document():
            return _whole(identifier.key, _by_symbol(identifier.key, 0), structures)
        case TreatySeries():
            return _whole(identifier.key, _by_series(identifier), structures)
        case SalesNumber():
            found = tuple(work.slug for work in known_works() if work.sales == identifier.number)
            return _whole(identifier.key, found, structures)
        case WebAddress():
            return Target(identifier.key, ())


def _of_congress(cited: Resolution) -> Target:
    """A resolution of a congress stands in its report: "Sixth Congress" has one in the catalogue."""
    name = f"Report of the {cited.organ.replace(' United Nations', '')}"
    found = tuple(work.slug for work in known_works() if name in work.names)
    key = f"{found[0]}/resolution_{cited.number}" if found else f"{cited.organ}, resolution {cited.number}"
    return Target(key, found, resolved=bool(found))


def _whole(key: str, found: tuple[str, ...], structures: Mapping[str, frozenset[str]]) -> Target:
    slug = key.replace("/RES/", "res-").replace("/", "-").lower()
    slug = slug if not found and slug in structures else ""
    known = found or ((slug,) if slug else ())
    return Target(known[0] if len(known) == 1 else key, known, resolved=bool(known))


def _by_symbol(symbol: str, annex: int) -> tuple[str, ...]:
    """The known works in a document: the annex that is named, the document itself, else its only annex."""
    same = [work for work in known_works() if work.symbol == symbol]
    exact = [work for work in same if work.annex == annex]
    if not exact and annex == 0 and len(same) == 1:
        exact = same
    return tuple(work.slug for work in exact)


def _by_series(cited: TreatySeries) -> tuple[str, ...]:
    """The treaties with that number; of several under one number, those in the volumes that are named."""
    same = [work for work in known_works() if work.series == cited.number and cited.series == "UNTS"]
    if len(same) > 1 and cited.volumes:
        same = [work for work in same if set(work.volumes) & set(cited.volumes)]
    return tuple(work.slug for work in same)


def _place(slug: str, eid: str, key: str, structures: Mapping[str, frozenset[str]]) -> Target:
    there = structures.get(slug)
    if there is None:
        known = slug in works()
        return Target(key, (slug,) if known else (), eid if known else "", resolved=known)
    return Target(key, (slug,), eid if eid in there else "", resolved=eid in there)
