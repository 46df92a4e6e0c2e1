"""Sources of figures, and what every reading of their files has: a number, a stage, a digest, a report."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cjin.core.models.release import Releasable


class Stage(models.TextChoices):
    """Where a reading stands. Only a ready one is used; the last ready one stays until the next is ready."""

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


class Reading(models.Model):
    """One reading of files of a source, which stays as it was read. ``number`` counts those of one kind and source.

    ``digest`` is that of the files and of how they were read, ``report`` says what became of the rows. Its files lie
    below the node's home under ``folder``.
    """

    PLACE: ClassVar[str]
    """The folder of all readings of a kind."""
    unchanged = False
    """Whether the same files, read in the same way, were there already. It is not stored."""

    source: "models.ForeignKey[Source, Source]"
    number = models.PositiveIntegerField(_("number"))
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.READING)
    digest = models.CharField(_("SHA-256"), max_length=64)
    report = models.JSONField(default=dict)
    vintage = models.DateField(_("vintage"))
    started_at = models.DateTimeField(_("started at"))
    loaded_at = models.DateTimeField(_("loaded at"), null=True, blank=True)
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["source", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="%(app_label)s_%(class)s_numbered_once")
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """``national-police@3``: the source and the number of the reading."""
        return f"{self.source.slug}@{self.number}"

    @property
    def folder(self) -> str:
        """Where its files lie, below the node's folder of statistics."""
        return f"{self.PLACE}/{self.source.slug}/{self.number}"
