"""Measures of a State: entered once, linked to what many instruments ask."""

from django.conf import settings
from django.db import models

from cjin.core.models.multilingual import MultilingualField

from ..rules.vocabulary import codes


class Measure(models.Model):
    """A law, a policy, an institution, a training of a State. ``name`` is unique within it."""

    state = models.CharField(max_length=3)
    name = models.SlugField(max_length=40)
    title = MultilingualField()
    type = models.CharField(max_length=20, choices=[(one, one) for one in codes("measures")])
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    evidence = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["state", "name"]
        constraints = [models.UniqueConstraint(fields=["state", "name"], name="cycles_measure_once")]

    def __str__(self) -> str:
        return f"{self.state}: {self.name}"


class MeasureLink(models.Model):
    """A measure and a provision that it answers, and how far: ``kyoto-2021/para_61``."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="links")
    place = models.CharField(max_length=280)
    contribution = models.CharField(max_length=12, choices=[(one, one) for one in codes("contributions")])

    class Meta:
        ordering = ["measure", "place"]
        constraints = [models.UniqueConstraint(fields=["measure", "place"], name="cycles_measure_linked_once")]
        indexes = [models.Index(fields=["place"], name="cycles_measure_place")]

    def __str__(self) -> str:
        return f"{self.measure} {self.place}"
