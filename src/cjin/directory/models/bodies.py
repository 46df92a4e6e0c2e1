"""Bodies, what was known of each and when, and who made sure of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cjin.core.models.release import Releasable

from ..rules.kinds import BodyKind


class Origin(models.Model):
    """A signed directory of another node that was taken in: whose it is, by which key, and until when it is good."""

    thumbprint = models.CharField(max_length=64, unique=True)
    node = models.CharField(max_length=200, blank=True)
    issued = models.DateTimeField()
    expires = models.DateTimeField()
    taken_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return self.node or str(self.thumbprint)


class Body(Releasable):
    """A body of the directory. What is known of it stands in its versions; its kind is that of the one written last.

    Without an ``origin`` this node keeps it; with one it comes from another node's signed directory.
    """

    slug = models.CharField(max_length=80)
    state = models.CharField(max_length=3, blank=True)
    kind = models.CharField(max_length=30, choices=[(str(kind), str(kind)) for kind in BodyKind])
    origin = models.ForeignKey(Origin, models.CASCADE, null=True, related_name="bodies")

    class Meta(Releasable.Meta):
        ordering = ["state", "slug"]
        constraints = [
            *Releasable.Meta.constraints,
            models.UniqueConstraint(fields=["slug"], condition=Q(origin=None), name="directory_body_own_once"),
            models.UniqueConstraint(fields=["origin", "slug"], name="directory_body_once"),
        ]
        indexes = [models.Index(fields=["state", "kind"], name="directory_body_state")]

    def __str__(self) -> str:
        return self.slug


class Version(models.Model):
    """What is known of a body from a day on: ``content`` as ``rules.reading.read_entry`` takes it.

    What was written down once stays: a change sets ``replaced_at`` and writes a new row, so that the directory can be
    asked what it said at any moment about any day.
    """

    body = models.ForeignKey(Body, models.CASCADE, related_name="versions")
    since = models.DateField()
    until = models.DateField(null=True)
    content = models.JSONField()
    recorded_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["body", "since", "recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="directory_version_days"
            ),
            models.UniqueConstraint(
                fields=["body", "since"], condition=Q(replaced_at=None), name="directory_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body.slug} from {self.since}"


class Verification(models.Model):
    """Somebody made sure of what is known of a body, by whatever way ``by_name`` and ``note`` tell."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="verifications")
    on = models.DateField()
    by_name = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["body", "-on", "-at"]
        constraints = [
            models.CheckConstraint(condition=~Q(by_name=""), name="directory_verification_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.body.slug}, {self.on}"
