"""Letters, what their parts say in other languages, and files that were not taken as a request."""

from django.conf import settings
from django.db import models
from django.db.models import Q

STATUSES = [(one, one) for one in ("human", "certified", "machine")]


class Wording(models.Model):
    """What one unit of a request says in another language, who put it so, and how far that can be relied on.

    ``unit`` names an answer or a part of one; ``source_sha256`` is that of the text it was made from, so that a wording
    whose source was changed since is told.
    """

    request = models.ForeignKey("requests.Request", models.CASCADE, related_name="wordings")
    language = models.CharField(max_length=3)
    unit = models.CharField(max_length=160)
    text = models.TextField()
    status = models.CharField(max_length=10, choices=STATUSES)
    source_sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["request", "language", "unit"]
        constraints = [
            models.UniqueConstraint(fields=["request", "language", "unit"], name="requests_wording_once"),
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.unit} ({self.language})"


class Letter(models.Model):
    """A request as a document that was signed here or came in. Rows are added and never changed.

    ``revision`` is the one of the request that it was made from: each is signed once. ``tells`` is the place of the
    last decision that an answer tells.
    """

    request = models.ForeignKey("requests.Request", models.CASCADE, related_name="letters")
    name = models.CharField(max_length=200)
    languages = models.JSONField(default=list)
    signed_by = models.CharField(max_length=300, blank=True)
    received = models.BooleanField(default=False)
    revision = models.PositiveIntegerField()
    tells = models.PositiveIntegerField(null=True)
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["request", "-at", "-pk"]
        indexes = [models.Index(fields=["sha256"], name="requests_letter_sha256")]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "revision"], condition=Q(received=False), name="requests_letter_signed_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def media_type(self) -> str:
        """A letter is a PDF; a draft may have come as its data alone."""
        return "application/pdf" if bytes(self.data[:5]) == b"%PDF-" else "application/json"


class Attempt(models.Model):
    """A file that was brought as a request and not taken: what it was, who brought it, and why it was not taken.

    ``data`` is empty where the file was larger than what is kept.
    """

    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    why = models.JSONField(default=list)
    data = models.BinaryField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.name
