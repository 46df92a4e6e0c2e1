"""Descriptions of categories: what belongs to each, in the words of the classification, as a node imported them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Description(models.Model):
    """What one category is in one language: its description, inclusions, exclusions and notes."""

    code = models.CharField(_("code"), max_length=20)
    language = models.CharField(_("language"), max_length=8)
    description = models.TextField(_("description"), blank=True)
    inclusions = models.TextField(_("inclusions"), blank=True)
    exclusions = models.TextField(_("exclusions"), blank=True)
    notes = models.TextField(_("notes"), blank=True)

    class Meta:
        ordering = ["code", "language"]
        constraints = [models.UniqueConstraint(fields=["code", "language"], name="statistics_description_once")]

    def __str__(self) -> str:
        return f"{self.code} ({self.language})"
