"""The search index: for each document a narrow row of analysed tokens that is ranked, and its text that is shown.

The full-text structures themselves (an FTS5 table with triggers on SQLite, a ``vector`` column with trigger and GIN
index on PostgreSQL) stand in the migration ``search_index``. On SQLite a later migration that rebuilds this table
(any AlterField) drops its triggers and has to make them again.
"""

from django.db import models

from cjin.core.models.release import Releasable


class SearchEntry(Releasable):
    """A document as the engine sees it: tokens of title, context and text, and marks (see ``rules.search.marks``)."""

    kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=200)
    language = models.CharField(max_length=2)
    facets = models.JSONField(default=dict)
    title_tokens = models.TextField()
    context_tokens = models.TextField()
    body_tokens = models.TextField()
    marks = models.TextField()
    digest = models.CharField(max_length=32)

    class Meta(Releasable.Meta):
        constraints = [
            *Releasable.Meta.constraints,
            models.UniqueConstraint(fields=["kind", "object_id", "language"], name="core_searchentry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} ({self.language})"


class SearchText(models.Model):
    """A document as a person sees it; read only for the hits of one page."""

    entry = models.OneToOneField(SearchEntry, models.CASCADE, primary_key=True, related_name="shown")
    title = models.TextField()
    context = models.TextField()
    text = models.TextField()
    url = models.TextField()

    def __str__(self) -> str:
        return self.title
