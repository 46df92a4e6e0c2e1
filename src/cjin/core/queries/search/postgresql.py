"""Search on PostgreSQL: a GIN index over a tsvector of the analysed tokens."""

from collections.abc import Collection

from django.db import connection, transaction

from cjin.core.rules.search.expressions import Expression, tsquery
from cjin.core.rules.search.ranking import Candidate, Frequencies

CANDIDATES = """
    SELECT id, language, title_tokens, context_tokens, body_tokens, kind, facets::text
    FROM core_searchentry WHERE vector @@ %s::tsquery LIMIT %s"""
# Whichever plan is taken, rows must come in the order in which they lie, so that a second page fits the first.
IN_PLACE = "SET LOCAL synchronize_seqscans = off; SET LOCAL max_parallel_workers_per_gather = 0"
PAGES_SAMPLED = 300
SAMPLED = """
    SELECT count(*), count(*) FILTER (WHERE vector @@ %s::tsquery){parts}
    FROM core_searchentry TABLESAMPLE SYSTEM (%s) REPEATABLE (1)"""
PART = ", count(*) FILTER (WHERE vector @@ %s::tsquery)"


class PostgreSQL:
    """Candidates come off the index or the table, as the planner sees fit; large counts are taken from a sample."""

    @transaction.atomic
    def candidates(self, expression: Expression, limit: int) -> list[Candidate]:
        with connection.cursor() as cursor:
            cursor.execute(IN_PLACE)
            cursor.execute(CANDIDATES, [tsquery(expression), limit])
            return [Candidate(*row) for row in cursor.fetchall()]

    def frequencies(self, whole: Expression, parts: Collection[Expression]) -> Frequencies:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_relation_size('core_searchentry') / current_setting('block_size')::int")
            (pages,) = cursor.fetchone()
            percent = min(100.0, 100.0 * PAGES_SAMPLED / max(pages, 1))
            sampled = SAMPLED.format(parts=PART * len(parts))
            cursor.execute(sampled, [tsquery(whole), *map(tsquery, parts), percent])
            documents, answering, *rest = (count * 100 / percent for count in cursor.fetchone())
        return Frequencies(documents, answering, tuple(rest), estimated=percent < 100)
