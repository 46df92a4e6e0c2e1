"""Datasets: ready figures of a source, one for each file that was read in."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cjin.statistics.models.loads import Source, Stage


class Dataset(models.Model):
    """One reading of ready figures. ``number`` counts the datasets of a source, ``layout`` is that of the file.

    ``report`` says what became of the rows and what was wrong with them; the observations lie below the node's home
    under ``folder``. ``checked_at`` is the last time that its checks were run.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="datasets", verbose_name=_("source"))
    number = models.PositiveIntegerField(_("number"))
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.READING)
    layout = models.CharField(_("layout"), max_length=20)
    digest = models.CharField(_("SHA-256"), max_length=64)
    file = models.CharField(_("file"), max_length=255)
    report = models.JSONField(default=dict)
    vintage = models.DateField(_("vintage"))
    started_at = models.DateTimeField(_("started at"))
    loaded_at = models.DateTimeField(_("loaded at"), null=True, blank=True)
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)

    class Meta:
        ordering = ["source", "-number"]
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="statistics_dataset_numbered_once")]
        verbose_name = pgettext_lazy("of figures", "dataset")

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        """The dataset's page."""
        return reverse("statistics:dataset", args=[self.source.slug, self.number])

    @property
    def key(self) -> str:
        """``unodc-portal@2``: the source and the number of the dataset."""
        return f"{self.source.slug}@{self.number}"

    @property
    def folder(self) -> str:
        """Where the observations lie, below the node's folder of statistics."""
        return f"datasets/{self.source.slug}/{self.number}"
