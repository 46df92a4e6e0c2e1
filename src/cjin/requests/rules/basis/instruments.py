"""The instruments of the catalogue as bases: what each covers and offers, article by article."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from cjin.core.rules.catalogue import read
from cjin.core.rules.errors import Fault, Invalid

from ..kinds import Kind

FILE, WORDS = "requests/bases", "requests/words"
ANY = "any"


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be so, by an article; ``kind`` is a sentence of words.yaml."""

    kind: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """Categories of ICCS (none: every offence) that an article covers, and what else must be so."""

    offences: tuple[str, ...]
    article: str
    conditions: tuple[Condition, ...] = ()

    def reach(self, offence: str) -> int:
        """How far it covers a category: 3 wholly, 2 by covering every offence, 1 in part, 0 not at all."""
        if not self.offences:
            return 2
        if any(offence.startswith(code) for code in self.offences):
            return 3
        return int(any(code.startswith(offence) for code in self.offences))


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind of help that an instrument offers, by which articles and under which conditions.

    ``of`` is the instrument whose articles these are: the convention, where they apply through a protocol. Of
    extradition, ``basis`` lets a State that needs a treaty take the convention as one, ``told_by`` makes it say so, and
    ``without_treaty`` binds those that need none. ``governed_by``: another treaty between the two goes first.
    """

    of: str
    articles: tuple[str, ...]
    conditions: tuple[Condition, ...] = ()
    declarations: tuple[str, ...] = ()
    governed_by: tuple[str, ...] = ()
    contents: str = ""
    basis: str = ""
    told_by: str = ""
    without_treaty: str = ""


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument as a basis. A protocol has its ``parent``, whose articles apply ``through`` its own."""

    slug: str
    order: int
    covers: tuple[Cover, ...]
    offers: Mapping[Kind, Offer]
    conditions: tuple[Condition, ...] = ()
    parent: str = ""
    through: tuple[str, ...] = ()

    def cover(self, offence: str) -> Cover | None:
        """What covers an offence best; None where nothing does. Without an offence asked, nothing is looked for."""
        found = [(one.reach(offence), one) for one in self.covers]
        best = max(found, key=lambda pair: pair[0], default=(0, None))
        return best[1] if best[0] else None


@lru_cache(maxsize=1)
def instruments() -> tuple[Instrument, ...]:
    """The instruments of the catalogue, in the order in which they are bases. Raises Invalid with the place.

    A protocol offers what its convention offers, and more of its own.
    """
    made = [_instrument(entry) for entry in read(FILE)]
    known = {one.slug for one in made}
    for one in made:
        if one.parent and one.parent not in known:
            raise Invalid(f"{FILE} has faults.", [Fault(one.slug, f"its parent {one.parent} is not there")])
    offered = {one.slug: one.offers for one in made}
    inherited = [replace(one, offers={**offered.get(one.parent, {}), **one.offers}) for one in made]
    return tuple(sorted(inherited, key=lambda one: one.order))


def _instrument(entry: Mapping[str, Any]) -> Instrument:
    return Instrument(
        slug=entry["instrument"],
        order=entry["order"],
        covers=tuple(_cover(one) for one in entry["covers"]),
        offers={Kind(kind): _offer(entry["instrument"], one) for kind, one in entry.get("offers", {}).items()},
        conditions=_conditions(entry),
        parent=entry.get("parent", ""),
        through=tuple(entry.get("through", ())),
    )


def _cover(entry: Mapping[str, Any]) -> Cover:
    offences = () if entry["offences"] == ANY else tuple(entry["offences"])
    more = tuple(Condition(_known(kind), entry["article"]) for kind in entry.get("conditions", ()))
    return Cover(offences, entry["article"], more)


def _offer(of: str, entry: Mapping[str, Any]) -> Offer:
    return Offer(
        of=of,
        articles=tuple(entry["articles"]),
        conditions=_conditions(entry),
        declarations=tuple(entry.get("declarations", ())),
        governed_by=tuple(entry.get("governed_by", ())),
        contents=entry.get("contents", ""),
        basis=entry.get("basis", ""),
        told_by=entry.get("told_by", ""),
        without_treaty=entry.get("without_treaty", ""),
    )


def _conditions(entry: Mapping[str, Any]) -> tuple[Condition, ...]:
    return tuple(Condition(_known(one["kind"]), one.get("article", "")) for one in entry.get("conditions", ()))


def _known(kind: str) -> str:
    """The kind of a condition. Raises Invalid where there are no words for it."""
    if kind not in read(WORDS)["conditions"]:
        raise Invalid(f"{FILE} has faults.", [Fault(kind, f"no such condition stands in {WORDS}")])
    return kind
