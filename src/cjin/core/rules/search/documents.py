"""What can be searched."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from cjin.core.rules.release import ReleaseLevel


@dataclass(frozen=True)
class SearchDocument:
    """One thing that can be found, in one language: a provision, a record, a body.

    ``kind`` and ``object_id`` name the object (``provision``, ``kyoto-2021/para_61``); ``title`` and ``context`` (the
    headings above, the instrument) weigh more than ``text``; ``url`` is its page; ``facets`` are what lists are
    filtered by (``{"instrument": "kyoto-2021"}``). ``owner`` is an organization's number, None for the node itself.
    """

    kind: str
    object_id: str
    language: str
    title: str
    text: str
    context: str = ""
    url: str = ""
    facets: Mapping[str, str] = field(default_factory=dict)
    release: ReleaseLevel = ReleaseLevel.PUBLIC
    owner: int | None = None
    states: frozenset[str] = frozenset()


class SearchSource(Protocol):
    """A package's documents of one kind, all of them, as a stream: what a new index is built from."""

    @property
    def kind(self) -> str: ...

    def documents(self) -> Iterable[SearchDocument]: ...
