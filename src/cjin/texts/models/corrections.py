"""Corrections of a draft, each with what it replaced, so that the last one can be taken back."""

from django.conf import settings
from django.db import models

from cjin.texts.models.expressions import Expression


class Correction(models.Model):
    """One correction: the revision it made, and the draft as it stood before.

    ``before`` holds ``fields`` of the expression and ``units``, its provisions in order, or null where the correction
    left them as they were. Corrections are kept while the text is a draft; the audit rows stay for good.
    """

    expression = models.ForeignKey(Expression, models.CASCADE, related_name="corrections")
    revision = models.PositiveIntegerField()
    act = models.CharField(max_length=20)
    before = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["expression", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["expression", "revision"], name="texts_correction_revision_once")
        ]

    def __str__(self) -> str:
        return f"{self.expression.key} {self.revision}: {self.act}"
