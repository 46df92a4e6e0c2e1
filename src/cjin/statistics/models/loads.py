"""Loads: every version of the records that a source sent stays as it was read."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cjin.statistics.models.readings import Reading, Source


class Load(Reading):
    """One reading of a source's records. ``mapping`` is the text they were read by, ``links`` the correspondence."""

    PLACE = "loads"

    source = models.ForeignKey(Source, models.PROTECT, related_name="loads", verbose_name=_("source"))
    mapping = models.TextField(_("mapping"))
    links = models.TextField(_("correspondence"), blank=True)
    files = models.JSONField(default=list)

    def get_absolute_url(self) -> str:
        """The load's page."""
        return reverse("statistics:load", args=[self.source.slug, self.number])
