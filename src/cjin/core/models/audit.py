"""Who did what: rows that are written once, each chained to the one before it in its stream."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from cjin.core.rules.errors import NotAllowed

REFUSAL = "An audit row is never changed and never deleted."


class AppendOnly(models.QuerySet[Any]):
    """Rows that can be read and added. The database refuses the rest as well (see the migration ``audit_guard``)."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise NotAllowed(REFUSAL)

    def delete(self) -> NoReturn:
        raise NotAllowed(REFUSAL)

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NotAllowed(REFUSAL)


class AuditHead(models.Model):
    """The last position and digest of a stream: the row that is locked while the stream grows."""

    stream = models.CharField(max_length=200, unique=True)
    position = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.stream} {self.position}"


class AuditRow(models.Model):
    """One act of one actor (None is the node itself) on one object, at its position in its stream."""

    stream = models.CharField(max_length=200)
    position = models.PositiveBigIntegerField()
    act = models.CharField(max_length=100)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    obj = models.CharField(max_length=300)
    at = models.DateTimeField()
    detail_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    objects = AppendOnly.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["stream", "position"], name="core_auditrow_place")]
        indexes = [models.Index(fields=["obj", "at"], name="core_auditrow_object")]

    def __str__(self) -> str:
        return f"{self.stream} {self.position}: {self.act} {self.obj}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise NotAllowed(REFUSAL)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NotAllowed(REFUSAL)


class AuditDetail(models.Model):
    """What the act was about, as canonical JSON, apart from its row: it can be erased and the chain still verifies."""

    row = models.OneToOneField(AuditRow, models.PROTECT, primary_key=True, related_name="detail")
    salt = models.CharField(max_length=32)
    content = models.TextField()

    def __str__(self) -> str:
        return str(self.row_id)
