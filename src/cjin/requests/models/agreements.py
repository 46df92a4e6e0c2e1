"""Bilateral and regional treaties that the node has entered."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cjin.texts.models import Work


class Agreement(models.Model):
    """A treaty of a few States on cooperation: a work of the library, and what it is for.

    ``kinds`` are those of ``rules.kinds``, ``offences`` categories of ICCS (none: every offence), ``conditions`` words
    by language (without any in those of before), ``articles`` identifiers of its provisions; ``as_of`` the day as of
    which its parties were entered.
    """

    work = models.OneToOneField(Work, models.PROTECT, related_name="agreement")
    bilateral = models.BooleanField()
    kinds = models.JSONField()
    offences = models.JSONField(default=list)
    conditions = models.JSONField(default=list)
    articles = models.JSONField(default=list)
    as_of = models.DateField()
    fictional = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["work"]

    def __str__(self) -> str:
        return str(self.work)


class AgreementParty(models.Model):
    """A State that an agreement binds from a day on and before another."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    state = models.CharField(max_length=3)
    in_force = models.DateField()
    ended = models.DateField(null=True)

    class Meta:
        ordering = ["agreement", "state"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "state"], name="requests_party_once"),
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(ended__gt=F("in_force")), name="requests_party_days"
            ),
        ]
        indexes = [models.Index(fields=["state"], name="requests_party_state")]

    def __str__(self) -> str:
        return f"{self.state}: {self.agreement}"
