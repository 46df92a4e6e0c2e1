"""What can be searched."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from cjin.core.rules.release import ReleaseLevel

type Facets = Mapping[str, str | tuple[str, ...]]


def each_facet(facets: Facets) -> Iterator[tuple[str, str]]:
    """Every facet with each of its values."""
    for name, values in facets.items():
        yield from ((name, value) for value in ([values] if isinstance(values, str) else values))


@dataclass(frozen=True)
class SearchDocument:
    """One thing that can be found, in one language: a provision, a record, a body.

    ``kind`` and ``object_id`` name the object (``provision``, ``kyoto-2021/para_61``); ``title`` and ``context`` (the
    headings above, the instrument) weigh more than ``text``; ``url`` is its page; ``facets`` are what lists are
    filtered by (``{"instrument": "kyoto-2021"}``), one value or several of each. ``owner`` is an
    organization's number, None for the node itself.
    """

    kind: str
    object_id: str
    language: str
    title: str
    text: str
    context: str = ""
    url: str = ""
    facets: Facets = field(default_factory=dict)
    release: ReleaseLevel = ReleaseLevel.PUBLIC
    owner: int | None = None
    states: frozenset[str] = frozenset()


class SearchSource(Protocol):
    """A package's documents of one kind, all of them, as a stream: what a new index is built from."""

    @property
    def kind(self) -> str: ...

    def documents(self) -> Iterable[SearchDocument]: ...
