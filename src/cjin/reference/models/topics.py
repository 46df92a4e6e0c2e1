"""The topic scheme."""

from django.db import models
from django.urls import reverse

from cjin.core.models.multilingual import MultilingualField


class Topic(models.Model):
    """A subject of the field. Words are kept by language; ``exact_match`` holds addresses of equal concepts."""

    slug = models.SlugField(max_length=80, primary_key=True)
    broader = models.ForeignKey("self", models.PROTECT, null=True, related_name="narrower")
    pref_label = MultilingualField()
    alt_label = models.JSONField(default=dict, blank=True)
    keywords = models.JSONField(default=dict)
    scope_note = models.TextField()
    exact_match = models.JSONField(default=list, blank=True)
    drawn_from = models.JSONField(default=list, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.pref_label.get("en") or str(self.slug)

    def get_absolute_url(self) -> str:
        return reverse("reference:topic", args=[self.slug])
