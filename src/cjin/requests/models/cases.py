"""Requests as they are kept: what is asked, who may see it, and everything that happened to it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..rules.case.process import Direction

DIRECTIONS = [(str(one), str(one)) for one in Direction]


class Request(models.Model):
    """A request from one State to another, as one of the two keeps it.

    ``answers`` are as ``rules.writing.answers`` has them; ``revision`` counts every change. Where it stands follows
    from what happened; ``state`` repeats it for lists. A ``sealed`` one exists for its members only. ``writers``
    wrote answers, and none of them approves it. ``theirs`` is the reference of the other State, where it has its own.
    ``counted``: it was among the sealed ones of its year when they were counted.
    """

    reference = models.CharField(max_length=40, unique=True)
    theirs = models.CharField(max_length=60, blank=True)
    direction = models.CharField(max_length=10, choices=DIRECTIONS)
    kind = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    requesting = models.CharField(max_length=3)
    requested = models.CharField(max_length=3)
    addressee = models.CharField(max_length=80, blank=True)
    basis = models.CharField(max_length=120, blank=True)
    answers = models.JSONField(default=dict)
    sealed = models.BooleanField(default=False)
    counted = models.BooleanField(default=False)
    state = models.CharField(max_length=30)
    revision = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(direction__in=list(map(str, Direction))), name="requests_request_direction"
            ),
            models.UniqueConstraint(
                fields=["requesting", "theirs"],
                condition=Q(direction=str(Direction.INCOMING), sealed=False) & ~Q(theirs=""),
                name="requests_request_taken_once",
            ),
        ]
        indexes = [models.Index(fields=["direction", "state"], name="requests_request_state")]

    def __str__(self) -> str:
        return self.reference


class Happened(models.Model):
    """An act on a request, at its place in the order of all. Rows are added and never changed.

    ``other``: the other State did it, and told it; ``by`` is who wrote it down.
    """

    request = models.ForeignKey(Request, models.CASCADE, related_name="happened")
    position = models.PositiveIntegerField()
    act = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    other = models.BooleanField(default=False)
    measure = models.CharField(max_length=60, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["request", "position"]
        constraints = [models.UniqueConstraint(fields=["request", "position"], name="requests_happened_once")]

    def __str__(self) -> str:
        return f"{self.request.reference} {self.position}: {self.act}"
