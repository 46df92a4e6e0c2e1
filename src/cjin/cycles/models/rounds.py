"""Rounds: a form, sent to respondents for a period."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cjin.core.models.multilingual import MultilingualField

from ..rules.rounds import Calling, Standing
from .forms import FormVersion


class Round(models.Model):
    """A form that is put to respondents from a day to a day.

    ``previous`` is the round before, whose replies are compared with these. ``reminders`` are days before the end.
    A ``simulated`` one was made up to show how it works, and says so wherever it appears.
    """

    slug = models.SlugField(max_length=80, unique=True)
    title = MultilingualField()
    form = models.ForeignKey(FormVersion, models.PROTECT, related_name="rounds")
    calling = models.CharField(max_length=12, choices=[(str(one), str(one)) for one in Calling])
    opens = models.DateField()
    due = models.DateField()
    closed_at = models.DateTimeField(null=True)
    languages = models.JSONField(default=list)
    reminders = models.JSONField(default=list)
    note_verbale = models.DateField(null=True)
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    simulated = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-opens", "slug"]
        constraints = [models.CheckConstraint(condition=Q(due__gte=F("opens")), name="cycles_round_opens_before_due")]

    def __str__(self) -> str:
        return self.slug


class Respondent(models.Model):
    """Who is asked: a State, or an institution inside one. Their reply belongs to them until they send it.

    ``due`` is their own day, where they were given more time. They ``consent`` to be named, or are only counted.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="respondents")
    state = models.CharField(max_length=3, blank=True)
    body = models.CharField(max_length=200, blank=True)
    organization = models.ForeignKey("core.Organization", models.SET_NULL, null=True, related_name="+")
    due = models.DateField(null=True)
    standing = models.CharField(
        max_length=10, default=Standing.OPEN, choices=[(str(one), str(one)) for one in Standing]
    )
    consents = models.BooleanField(default=False)
    cleared_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["round", "state", "body"]
        constraints = [
            models.UniqueConstraint(fields=["round", "state", "body"], name="cycles_respondent_once"),
            models.CheckConstraint(condition=~Q(state="", body=""), name="cycles_respondent_named"),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.state or self.body}"

    @property
    def key(self) -> str:
        """What tells it from the other respondents of the round, fit for an address."""
        return f"{self.state}-{self.pk}" if self.body else self.state
