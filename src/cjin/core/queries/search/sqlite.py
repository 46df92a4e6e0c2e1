"""Search on SQLite: FTS5 over the analysed tokens."""

import json
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext

from django.db import connection

from cjin.core.rules.search.expressions import Expression, fts5
from cjin.core.rules.search.ranking import Candidate, Frequencies

MATCHING = "SELECT rowid FROM core_searchindex WHERE core_searchindex MATCH %s LIMIT %s"
CANDIDATES = """
    SELECT id, ' ' || title_tokens || ' ', ' ' || context_tokens || ' ', ' ' || body_tokens || ' ', kind, language,
           facets
    FROM core_searchentry WHERE id IN (SELECT value FROM json_each(%s))"""
COUNTED = 10_000
"""So many matches are counted one by one; beyond, how far they reach into the index tells about how many there are."""
COUNT = """(SELECT json_array(count(*), max(rowid)) FROM (
    SELECT rowid FROM core_searchindex WHERE core_searchindex MATCH %s LIMIT %s))"""


class SQLite:
    """FTS5 walks its lists in the order of row numbers and stops where it is told to; counting reads no documents."""

    def steady(self) -> AbstractContextManager[None]:
        return nullcontext()

    def matching(self, expression: Expression, limit: int) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(MATCHING, [fts5(expression), limit])
            return [number for (number,) in cursor.fetchall()]

    def candidates(self, numbers: Sequence[int]) -> list[Candidate]:
        with connection.cursor() as cursor:
            cursor.execute(CANDIDATES, [json.dumps(numbers)])
            return list(map(Candidate._make, cursor.fetchall()))

    def frequencies(self, whole: Expression | None, parts: Sequence[Expression]) -> Frequencies:
        counted = [*([] if whole is None else [whole]), *parts]
        counts = ", ".join(["coalesce((SELECT max(id) FROM core_searchentry), 0)", *([COUNT] * len(counted))])
        arguments = [value for expression in counted for value in (fts5(expression), COUNTED)]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {counts}", arguments)
            documents, *found = cursor.fetchone()
        reached = [json.loads(pair) for pair in found]
        numbers = [count if count < COUNTED else count * documents / last for count, last in reached]
        answering = 0 if whole is None else numbers.pop(0)
        return Frequencies(documents, answering, tuple(numbers), estimated=answering >= COUNTED)
