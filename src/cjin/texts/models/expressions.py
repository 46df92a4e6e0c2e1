"""Expressions: the texts of a work, one per language and version, and the files they were read from."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cjin.core.models.release import Releasable
from cjin.texts.models.works import Work
from cjin.texts.rules.stages import Stage


class Source(models.Model):
    """A file as it was read: its lines, each with the role the parser gave it, and every change that cleaning made.

    ``lines`` is a list of strings; ``placed`` a list of [role, unit] beside it; ``cleaning`` a list of
    {code, line, was, now}; ``warnings`` doubts about the file as a whole.
    """

    digest = models.CharField(_("SHA-256"), max_length=64, unique=True)
    name = models.CharField(_("file name"), max_length=250)
    format = models.CharField(_("format"), max_length=12)
    size = models.PositiveIntegerField(_("size in bytes"))
    lines = models.JSONField(default=list)
    placed = models.JSONField(default=list)
    cleaning = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    address = models.URLField(_("fetched from"), blank=True, max_length=500)
    read_at = models.DateTimeField(_("read at"))

    def __str__(self) -> str:
        return self.name


class Expression(Releasable):
    """One text of a work: a language and a version of it, read from a file, a draft until it is published.

    ``number`` counts the versions of a work in one language and is part of the address; ``is_current`` marks the one
    that the work's page shows first. ``supersedes`` is the version that this one corrects. ``is_proposal`` says that it
    is the text of a draft resolution, as it was proposed and not as it was adopted.
    """

    work = models.ForeignKey(Work, models.PROTECT, related_name="expressions", verbose_name=_("work"))
    language = models.CharField(_("language"), max_length=2)
    number = models.PositiveSmallIntegerField(_("version"))
    stage = models.CharField(
        _("stage"), max_length=10, choices=[(s.value, s.value) for s in Stage], default=Stage.DRAFT
    )
    is_current = models.BooleanField(_("shown first"), default=False)
    supersedes = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="superseded_by")
    confirmed = models.BooleanField(_("difference confirmed"), default=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="expressions", verbose_name=_("source"))
    label = models.CharField(_("name of the version"), max_length=160, blank=True)
    title = models.TextField(_("title"))
    symbol = models.CharField(_("symbol"), max_length=80, blank=True)
    adopted = models.DateField(_("adopted on"), null=True, blank=True)
    author_line = models.TextField(_("author line"), blank=True)
    enacting_clause = models.TextField(_("enacting clause"), blank=True)
    closing_formula = models.TextField(_("closing formula"), blank=True)
    warnings = models.JSONField(_("doubts"), default=list)
    first_line = models.PositiveIntegerField(default=1)
    last_line = models.PositiveIntegerField(default=1)
    is_proposal = models.BooleanField(_("text of a draft resolution, not the adopted form"), default=False)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    imported_at = models.DateTimeField(_("imported at"))
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta(Releasable.Meta):
        ordering = ["work", "language", "number"]
        constraints = [
            *Releasable.Meta.constraints,
            models.UniqueConstraint(fields=["work", "language", "number"], name="texts_expression_numbered_once"),
            models.UniqueConstraint(
                fields=["work", "language"], condition=models.Q(is_current=True), name="texts_expression_one_current"
            ),
            models.CheckConstraint(
                condition=models.Q(is_current=False) | models.Q(stage=Stage.PUBLISHED.value),
                name="texts_current_is_published",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """``kyoto-2021@en.1``: work, language, version."""
        return f"{self.work.slug}@{self.language}.{self.number}"

    def get_absolute_url(self) -> str:
        here = reverse("texts:work", args=[self.work.slug])
        return f"{here}?language={self.language}&version={self.number}"
