"""Datasets: ready figures of a source, one for each file that was read in."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cjin.statistics.models.readings import Reading, Source

COUNTED = "counted"
"""The layout of datasets that were counted here from records, to be checked."""


class Dataset(Reading):
    """One reading of ready figures, ``layout`` is that of the file. ``checked_at`` is when its checks were run last."""

    PLACE = "datasets"

    source = models.ForeignKey(Source, models.PROTECT, related_name="datasets", verbose_name=_("source"))
    layout = models.CharField(_("layout"), max_length=20)
    file = models.CharField(_("file"), max_length=255)
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)

    class Meta(Reading.Meta):
        verbose_name = pgettext_lazy("of figures", "dataset")

    def get_absolute_url(self) -> str:
        """The dataset's page."""
        return reverse("statistics:dataset", args=[self.source.slug, self.number])
