"""National schemes, and what each of their codes is in ICCS, as reviewed data."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cjin.core.models.release import Releasable


class Review(models.TextChoices):
    """Where a code stands: nobody said anything, proposed, accepted, disputed, or without a place in ICCS."""

    OPEN = "open", pgettext_lazy("standing of a code", "open")
    PROPOSED = "proposed", pgettext_lazy("standing of a code", "proposed")
    ACCEPTED = "accepted", pgettext_lazy("standing of a code", "accepted")
    DISPUTED = "disputed", pgettext_lazy("standing of a code", "disputed")
    EXCLUDED = "excluded", pgettext_lazy("standing of a code", "no place")


class Scheme(Releasable):
    """A national classification of offences. ``catalogue`` is the SHA-256 of the file it was loaded from."""

    slug = models.SlugField(_("identifier"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=400)
    version = models.CharField(_("version"), max_length=40, blank=True)
    area = models.CharField(_("area"), max_length=20, blank=True)
    catalogue = models.CharField(max_length=64, blank=True)

    class Meta(Releasable.Meta):
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        """The scheme's page."""
        return reverse("statistics:scheme", args=[self.slug])


class Entry(models.Model):
    """One national code. ``revision`` counts what people did to it; 0 is as the catalogue has it, or untouched."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="entries")
    code = models.CharField(_("code"), max_length=40)
    title = models.CharField(_("title"), max_length=600, blank=True)
    position = models.PositiveIntegerField()
    standing = models.CharField(_("standing"), max_length=10, choices=Review, default=Review.OPEN)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["scheme", "position"]
        constraints = [models.UniqueConstraint(fields=["scheme", "code"], name="statistics_entry_code_once")]
        indexes = [models.Index(fields=["scheme", "standing", "position"], name="statistics_entry_standing")]

    def __str__(self) -> str:
        return f"{self.scheme.slug} {self.code}"

    @property
    def key(self) -> str:
        """The object's name in the audit."""
        return f"scheme/{self.scheme.slug}/{self.code}"


class LinkRow(models.Model):
    """One row of an entry: by ``share``, and in a time, a category of ICCS; "" where the code has no place."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="rows")
    target = models.CharField(_("ICCS code"), max_length=20, blank=True)
    share = models.FloatField(_("share"), default=1.0)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    standing = models.CharField(_("standing"), max_length=10, choices=Review, default=Review.PROPOSED)
    proposed_by = models.CharField(_("proposed by"), max_length=200, blank=True)
    verdict = models.CharField(_("verdict"), max_length=400, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    decision = models.TextField(_("decision"), blank=True)

    class Meta:
        ordering = ["entry", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=1), name="statistics_linkrow_share"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lte=models.F("valid_to")),
                name="statistics_linkrow_days",
            ),
        ]
        indexes = [models.Index(fields=["target"], name="statistics_linkrow_target")]

    def __str__(self) -> str:
        return f"{self.entry} → {self.target or '–'}"


class Change(models.Model):
    """One act on an entry: the revision it made, and the rows as they stood before it."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="changes")
    revision = models.PositiveIntegerField()
    act = models.CharField(max_length=20)
    before = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["entry", "revision"]
        constraints = [models.UniqueConstraint(fields=["entry", "revision"], name="statistics_change_once")]

    def __str__(self) -> str:
        return f"{self.entry} {self.revision}: {self.act}"
