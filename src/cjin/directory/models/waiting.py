"""Files that wait for somebody to look at what they would change."""

from django.conf import settings
from django.db import models


class WaitingFile(models.Model):
    """A file of entries as it was brought; it goes when it is taken or left."""

    name = models.CharField(max_length=200)
    data = models.BinaryField()
    since = models.DateField(null=True)
    release = models.CharField(max_length=20, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return str(self.name)
