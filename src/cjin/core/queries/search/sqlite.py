"""Search on SQLite: FTS5 over the analysed tokens."""

from collections.abc import Collection

from django.db import connection

from cjin.core.rules.search.expressions import Expression, fts5
from cjin.core.rules.search.ranking import Candidate, Frequencies

CANDIDATES = """
    SELECT e.id, e.language, e.title_tokens, e.context_tokens, e.body_tokens, e.kind, e.facets
    FROM (SELECT rowid FROM core_searchindex WHERE core_searchindex MATCH %s LIMIT %s) AS found
    JOIN core_searchentry AS e ON e.id = found.rowid"""
COUNT = "(SELECT count(*) FROM core_searchindex WHERE core_searchindex MATCH %s)"


class SQLite:
    """FTS5 walks its lists in the order of row numbers and stops early; counting does not read documents."""

    def candidates(self, expression: Expression, limit: int) -> list[Candidate]:
        with connection.cursor() as cursor:
            cursor.execute(CANDIDATES, [fts5(expression), limit])
            return [Candidate(*row) for row in cursor.fetchall()]

    def frequencies(self, whole: Expression, parts: Collection[Expression]) -> Frequencies:
        counts = ", ".join([COUNT] * (1 + len(parts)))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT (SELECT count(*) FROM core_searchentry), {counts}",  # noqa: S608 - made of constants
                [fts5(whole), *map(fts5, parts)],
            )
            documents, answering, *rest = cursor.fetchone()
        return Frequencies(documents, answering, tuple(rest), estimated=False)
