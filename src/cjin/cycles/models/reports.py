"""What people add to a report, and the discussions that it is for."""

from django.conf import settings
from django.db import models

from cjin.core.models.multilingual import MultilingualField

from .rounds import Round


class Edit(models.Model):
    """What a person put in the place of a paragraph of the draft, or after it; kept when the draft is made anew.

    ``made_from`` is the text that it took the place of, so that a draft that has changed since is told. The newest
    edit of a paragraph holds; one with an empty text and no ``added`` leaves the paragraph out.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="edits")
    language = models.CharField(max_length=2)
    paragraph = models.CharField(max_length=160)
    added = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    made_from = models.TextField(blank=True)
    undone = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["round", "language", "paragraph", "pk"]

    def __str__(self) -> str:
        return f"{self.round} {self.paragraph}"


class Discussion(models.Model):
    """A thematic discussion of a workplan: when, and on which parts of an instrument."""

    work = models.CharField(max_length=120)
    title = MultilingualField()
    begins = models.DateField()
    ends = models.DateField()
    topics = models.JSONField(default=list)
    sections = models.JSONField(default=list)
    document = models.CharField(max_length=80, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["work", "begins"]

    def __str__(self) -> str:
        return f"{self.work} {self.begins}"
