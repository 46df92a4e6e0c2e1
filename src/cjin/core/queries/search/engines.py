"""What each database can do for a search; the two answer the same questions."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from django.db import connection

from cjin.core.queries.search.postgresql import PostgreSQL
from cjin.core.queries.search.sqlite import SQLite
from cjin.core.rules.search.expressions import Expression
from cjin.core.rules.search.ranking import Candidate, Frequencies


class Engine(Protocol):
    """A database as a search engine."""

    def steady(self) -> AbstractContextManager[None]:
        """While it is entered, documents are found in an order that stays as long as nothing is indexed."""
        ...

    def matching(self, expression: Expression, limit: int) -> list[int]:
        """The numbers of up to ``limit`` documents that answer."""
        ...

    def candidates(self, numbers: Sequence[int]) -> list[Candidate]:
        """These documents as they are ranked, in any order."""
        ...

    def frequencies(self, whole: Expression | None, parts: Sequence[Expression]) -> Frequencies:
        """How many documents there are, and how many answer the whole (where given) and each part."""
        ...


def engine() -> Engine:
    """The engine of the default database."""
    return SQLite() if connection.vendor == "sqlite" else PostgreSQL()
