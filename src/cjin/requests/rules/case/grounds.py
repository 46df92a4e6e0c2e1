"""Grounds of refusal: those that a kind of request and its basis allow, with their articles, and those forbidden."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from cjin.core.rules.catalogue import read

from ..basis.instruments import instruments

FILE = "requests/grounds"
NONE_GIVEN = "none-given"
"""What is written down where the other State named no ground."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """The grounds that are open, each with its articles; ``known`` where these are articles of the basis itself."""

    allowed: Mapping[str, tuple[str, ...]]
    known: bool


@dataclass(frozen=True, slots=True)
class _Ground:
    ground: str
    kinds: frozenset[str]
    articles: tuple[str, ...]
    besides: bool = False


@lru_cache(maxsize=1)
def _allowed() -> tuple[_Ground, ...]:
    return tuple(
        _Ground(one["ground"], frozenset(one["kinds"]), tuple(one["articles"]), bool(one.get("besides")))
        for one in read(FILE)["allowed"]
    )


@lru_cache(maxsize=3)
def grounds(part: str) -> Mapping[str, tuple[str, ...]]:
    """The grounds that are ``allowed``, ``forbidden`` or for ``postponement``, of all kinds, with their articles."""
    found: dict[str, tuple[str, ...]] = {}
    for one in read(FILE)[part]:
        found[one["ground"]] = tuple(dict.fromkeys((*found.get(one["ground"], ()), *one["articles"])))
    return found


@lru_cache(maxsize=500)
def grounds_of(kind: str, basis: str) -> Grounds:
    """The grounds on which a request of a kind may be refused that rests on a basis.

    Where none stands in the basis itself, or only some that stand besides those of other treaties, all of the kind are
    open, most without an article.
    """
    mine = [one for one in _allowed() if kind in one.kinds]
    told = {one.ground: of_basis(one.articles, basis) for one in mine}
    known = {name: articles for name, articles in told.items() if articles}
    closed = any(one.ground in known and not one.besides for one in mine)
    return Grounds(known, known=True) if closed else Grounds(told, known=False)


def of_basis(articles: Iterable[str], basis: str) -> tuple[str, ...]:
    """Those of the instrument that a request rests on, or of the convention of this protocol; none of others."""
    parents = {one.slug: one.parent for one in instruments()}
    wanted = {basis, parents.get(basis, "")} - {""}
    return tuple(one for one in articles if one.partition("/")[0] in wanted)
