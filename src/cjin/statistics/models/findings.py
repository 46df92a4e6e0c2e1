"""Findings of checks, and what people said to them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cjin.statistics.models.datasets import Dataset
from cjin.statistics.models.loads import Load


class Gravity(models.IntegerChoices):
    """How grave a finding is."""

    ERROR = 1, pgettext_lazy("severity", "error")
    WARNING = 2, pgettext_lazy("severity", "warning")
    INFO = 3, pgettext_lazy("severity", "information")


class Standing(models.TextChoices):
    """What became of a finding: nobody said anything, it was explained in words, or accepted as it is."""

    OPEN = "open", pgettext_lazy("standing of a finding", "open")
    EXPLAINED = "explained", pgettext_lazy("standing of a finding", "explained")
    ACCEPTED = "accepted", pgettext_lazy("standing of a finding", "accepted")


class Finding(models.Model):
    """What one check found at one figure. ``digest`` is the same for the same finding of every run.

    ``words`` travel with the figure. A finding that was decided and is found no more stays, with ``current`` false.
    ``revision`` counts the decisions.
    """

    dataset = models.ForeignKey(Dataset, models.CASCADE, null=True, blank=True, related_name="findings")
    load = models.ForeignKey(Load, models.CASCADE, null=True, blank=True, related_name="findings")
    rule = models.CharField(_("check"), max_length=80)
    severity = models.PositiveSmallIntegerField(_("severity"), choices=Gravity)
    digest = models.CharField(max_length=64)
    area = models.CharField(_("area"), max_length=40, blank=True)
    indicator = models.CharField(_("indicator"), max_length=400, blank=True)
    dimension = models.CharField(_("dimension"), max_length=400, blank=True)
    category = models.CharField(_("category"), max_length=400, blank=True)
    sex = models.CharField(_("sex"), max_length=20, blank=True)
    age = models.CharField(_("age"), max_length=20, blank=True)
    year = models.SmallIntegerField(_("year"))
    unit = models.CharField(_("unit"), max_length=100, blank=True)
    values = models.JSONField(default=dict)
    standing = models.CharField(_("state"), max_length=10, choices=Standing, default=Standing.OPEN)
    words = models.TextField(_("explanation"), blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    current = models.BooleanField(default=True)

    class Meta:
        ordering = ["severity", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dataset__isnull=False, load__isnull=True) | Q(dataset__isnull=True, load__isnull=False),
                name="statistics_finding_of_one_thing",
            ),
            models.UniqueConstraint(fields=["dataset", "digest"], name="statistics_finding_once_a_dataset"),
            models.UniqueConstraint(fields=["load", "digest"], name="statistics_finding_once_a_load"),
            models.CheckConstraint(
                condition=~Q(standing="explained") | ~Q(words=""), name="statistics_finding_explained_in_words"
            ),
        ]
        indexes = [
            models.Index(fields=["dataset", "current", "severity", "id"], name="statistics_finding_list"),
            models.Index(
                fields=["current", "dataset", "severity", "standing", "rule", "area"], name="statistics_finding_counts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.area} {self.year}"

    def get_absolute_url(self) -> str:
        """The finding's page."""
        return reverse("statistics:finding", args=[self.pk])
