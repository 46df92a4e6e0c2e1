"""Sources of figures, and their loads: every version of what a source sent stays as it was read."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cjin.core.models.release import Releasable


class Stage(models.TextChoices):
    """Where a load stands. Only a ready one is counted from; the last ready one stays until the next is ready."""

    READING = "reading", _("being read")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be read")


class Source(Releasable):
    """A source of figures: an authority's records of one unit, as its mapping names it."""

    slug = models.SlugField(_("identifier"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=400)
    area = models.CharField(_("reporting area"), max_length=20, blank=True)
    unit = models.CharField(_("counting unit"), max_length=20)

    class Meta(Releasable.Meta):
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug


class Load(models.Model):
    """One reading of a source's files. ``number`` counts the loads of a source; ``mapping`` is the text it was read by.

    ``report`` says what became of the rows; ``digest`` is that of the files and the mapping; the records lie in the
    node's home under ``folder``.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="loads", verbose_name=_("source"))
    number = models.PositiveIntegerField(_("number"))
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.READING)
    mapping = models.TextField(_("mapping"))
    links = models.TextField(_("correspondence"), blank=True)
    digest = models.CharField(_("SHA-256"), max_length=64)
    files = models.JSONField(default=list)
    report = models.JSONField(default=dict)
    vintage = models.DateField(_("vintage"))
    started_at = models.DateTimeField(_("started at"))
    loaded_at = models.DateTimeField(_("loaded at"), null=True, blank=True)
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["source", "-number"]
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="statistics_load_numbered_once")]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """``national-police@3``: the source and the number of the load."""
        return f"{self.source.slug}@{self.number}"

    @property
    def folder(self) -> str:
        """Where the records lie, below the node's folder of statistics."""
        return f"loads/{self.source.slug}/{self.number}"
