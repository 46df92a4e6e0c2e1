"""How this node works: its working days and clocks, and the reminders that it sent."""

from django.conf import settings
from django.db import models


class Timetable(models.Model):
    """The working days of this node and the clocks that it sets itself; the last row holds.

    ``calendar`` is as ``rules.case.calendars.read_calendar`` takes it, ``clocks`` are days by the name of a clock.
    """

    calendar = models.JSONField(default=dict)
    clocks = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"


class Deadline(models.Model):
    """A clock of a request that runs: it follows from what happened, and stands here so that the database cuts lists.

    It is written anew with each act; where it starts ``again``, also when its ``due`` is past.
    """

    request = models.ForeignKey("requests.Request", models.CASCADE, related_name="deadlines")
    clock = models.CharField(max_length=40)
    measure = models.CharField(max_length=60, blank=True)
    again = models.BooleanField(default=False)
    started = models.DateTimeField()
    due = models.DateTimeField()
    last = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "clock", "measure"], name="requests_deadline_once"),
        ]
        indexes = [models.Index(fields=["again", "due"], name="requests_deadline_due")]

    def __str__(self) -> str:
        return f"{self.request}: {self.clock}"


class Reminder(models.Model):
    """Somebody was reminded of a clock of a request: once for each way in which it stood."""

    request = models.ForeignKey("requests.Request", models.CASCADE, related_name="reminders")
    clock = models.CharField(max_length=40)
    measure = models.CharField(max_length=60, blank=True)
    due = models.DateTimeField()
    standing = models.CharField(max_length=10)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "clock", "measure", "due", "standing", "to"], name="requests_reminder_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.clock}"


class SealedFigures(models.Model):
    """How many sealed requests of a year there were when it was over, in whole fives: counted once and never again.

    ``counts`` are numbers by direction, figure and group; nothing tells of a single request.
    """

    year = models.PositiveIntegerField(unique=True)
    counts = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(self.year)
