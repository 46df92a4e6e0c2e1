"""Tokens with which a person's programs use the API."""

from django.conf import settings
from django.db import models


class ApiToken(models.Model):
    """A secret that acts for a person within its scopes until it expires or is revoked. Only its digest is stored."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    scopes = models.JSONField(default=list)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name"], condition=models.Q(revoked_at__isnull=True), name="core_apitoken_name_in_use"
            )
        ]

    def __str__(self) -> str:
        return self.name
