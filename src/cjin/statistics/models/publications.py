"""Publications: figures as they were released, with the rules they were made by; they stay as they are."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cjin.core.models.release import Releasable
from cjin.statistics.models.datasets import Dataset
from cjin.statistics.models.loads import Load
from cjin.statistics.models.readings import Source


class Publication(Releasable):
    """Tables of a load, or ready figures of a dataset, released together. ``number`` counts those of a source.

    ``flows`` are its flows with their rules, ``tables`` the declaration that they were counted by, ``rule`` that of
    confidentiality, or ``reason`` why there is none; ``report`` says what was refused and how much is hidden. Its cells
    lie below the node's home under ``folder``. What was withdrawn is shown to nobody, and its number not used again.
    """

    unchanged = False
    """Whether the same was published on the same terms already, and holds still. It is not stored."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="publications", verbose_name=_("source"))
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=400)
    load = models.ForeignKey(Load, models.PROTECT, null=True, blank=True, related_name="publications")
    dataset = models.ForeignKey(Dataset, models.PROTECT, null=True, blank=True, related_name="publications")
    tables = models.JSONField(default=dict)
    rule = models.CharField(_("rule of confidentiality"), max_length=80, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    population = models.TextField(_("population"), blank=True)
    flows = models.JSONField(default=list)
    report = models.JSONField(default=dict)
    digest = models.CharField(_("SHA-256"), max_length=64)
    vintage = models.DateField(_("vintage"))
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_why = models.TextField(_("why it was withdrawn"), blank=True)

    class Meta(Releasable.Meta):
        ordering = ["source", "-number"]
        verbose_name = pgettext_lazy("of figures", "publication")
        constraints = [
            *Releasable.Meta.constraints,
            models.UniqueConstraint(fields=["source", "number"], name="statistics_publication_numbered_once"),
            models.CheckConstraint(
                condition=Q(dataset__isnull=False, load__isnull=True) | Q(dataset__isnull=True, load__isnull=False),
                name="statistics_publication_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""),
                name="statistics_publication_withdrawn_why",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        """The publication's page."""
        return reverse("statistics:publication", args=[self.source.slug, self.number])

    @property
    def key(self) -> str:
        """``national-police@3``: the source and the number of the publication."""
        return f"{self.source.slug}@{self.number}"

    @property
    def folder(self) -> str:
        """Where its cells lie, below the node's folder of statistics."""
        return f"publications/{self.source.slug}/{self.number}"
