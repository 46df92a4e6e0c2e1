"""What each database can do for a search; the two answer the same questions."""

from collections.abc import Collection
from typing import Protocol

from django.db import connection

from cjin.core.queries.search.postgresql import PostgreSQL
from cjin.core.queries.search.sqlite import SQLite
from cjin.core.rules.search.expressions import Expression
from cjin.core.rules.search.ranking import Candidate, Frequencies


class Engine(Protocol):
    """A database as a search engine."""

    def candidates(self, expression: Expression, limit: int) -> list[Candidate]:
        """Up to ``limit`` documents that answer, in an order that stays while nothing is indexed."""
        ...

    def frequencies(self, whole: Expression, parts: Collection[Expression]) -> Frequencies:
        """How many documents answer the whole and each part."""
        ...


def engine() -> Engine:
    """The engine of the default database."""
    return SQLite() if connection.vendor == "sqlite" else PostgreSQL()
