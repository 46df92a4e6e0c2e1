"""Search on PostgreSQL: a GIN index over a tsvector of the analysed tokens."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction

from cjin.core.rules.search.expressions import Expression, tsquery
from cjin.core.rules.search.ranking import Candidate, Frequencies

MATCHING = "SELECT id FROM core_searchentry WHERE vector @@ %s::tsquery LIMIT %s"
CANDIDATES = """
    SELECT id, ' ' || title_tokens || ' ', ' ' || context_tokens || ' ', ' ' || body_tokens || ' ', kind, language,
           facets::text
    FROM core_searchentry WHERE id = ANY(%s)"""
# Whichever plan is taken, rows must come in the order in which they lie, so that a second page fits the first.
IN_PLACE = "SET LOCAL synchronize_seqscans = off; SET LOCAL max_parallel_workers_per_gather = 0"
# About 300 pages of the table, the same each time: all of a small one.
PERCENT = "least(100, 300 * 100.0 / greatest(1, pg_relation_size('core_searchentry') / 8192))"
SAMPLED = "SELECT {percent}, {counts} FROM core_searchentry TABLESAMPLE SYSTEM ({percent}) REPEATABLE (1)"
COUNT = "count(*) FILTER (WHERE vector @@ %s::tsquery)"


class PostgreSQL:
    """Documents come off the index or the table, as the planner sees fit; large counts are taken from a sample."""

    @contextmanager
    def steady(self) -> Iterator[None]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(IN_PLACE)
            yield

    def matching(self, expression: Expression, limit: int) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(MATCHING, [tsquery(expression), limit])
            return [number for (number,) in cursor.fetchall()]

    def candidates(self, numbers: Sequence[int]) -> list[Candidate]:
        with connection.cursor() as cursor:
            cursor.execute(CANDIDATES, [list(numbers)])
            return list(map(Candidate._make, cursor.fetchall()))

    def frequencies(self, whole: Expression | None, parts: Sequence[Expression]) -> Frequencies:
        counted = [*([] if whole is None else [whole]), *parts]
        counts = ", ".join(["count(*)", *([COUNT] * len(counted))])
        with connection.cursor() as cursor:
            cursor.execute(SAMPLED.format(counts=counts, percent=PERCENT), [*map(tsquery, counted)])
            percent, *sampled = cursor.fetchone()
        documents, *found = (count * 100 / float(percent) for count in sampled)
        answering = 0 if whole is None else found.pop(0)
        return Frequencies(documents, answering, tuple(found), estimated=percent < 100)
