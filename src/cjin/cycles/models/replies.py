"""Replies: answers with all their earlier states, the sections handed to posts, clearing, and what happened."""

from django.conf import settings
from django.db import models

from ..rules.rounds import PartStanding
from .rounds import Respondent


class Part(models.Model):
    """A section of a form, as one respondent answers it: the post that it was handed to, and how far it is.

    ``asked`` and ``replies`` (how many by kind) follow from the answers, so that a round of all States is told without
    reading them.
    """

    respondent = models.ForeignKey(Respondent, models.CASCADE, related_name="parts")
    section = models.SlugField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    post = models.ForeignKey("core.Post", models.PROTECT, null=True, related_name="+")
    standing = models.CharField(
        max_length=10, default=PartStanding.OPEN, choices=[(str(one), str(one)) for one in PartStanding]
    )
    asked = models.PositiveSmallIntegerField(default=0)
    replies = models.JSONField(default=dict)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["respondent", "position"]
        constraints = [models.UniqueConstraint(fields=["respondent", "section"], name="cycles_part_once")]

    def __str__(self) -> str:
        return f"{self.respondent} {self.section}"

    @property
    def replied(self) -> int:
        """How many of its questions have a reply, of whatever kind."""
        return sum(self.replies.values())


class Answer(models.Model):
    """The reply to a question as it stands: ``rules.answers.replies`` tells its form; null where it was emptied."""

    respondent = models.ForeignKey(Respondent, models.CASCADE, related_name="answers")
    question = models.SlugField(max_length=80)
    reply = models.JSONField(null=True)
    revision = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["respondent", "question"]
        constraints = [models.UniqueConstraint(fields=["respondent", "question"], name="cycles_answer_once")]

    def __str__(self) -> str:
        return f"{self.respondent} {self.question}"


class Change(models.Model):
    """A reply as it was saved once. Rows are added and never changed."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="changes")
    revision = models.PositiveIntegerField()
    reply = models.JSONField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["answer", "revision"]
        constraints = [models.UniqueConstraint(fields=["answer", "revision"], name="cycles_change_once")]

    def __str__(self) -> str:
        return f"{self.answer} {self.revision}"


class Clearing(models.Model):
    """A reply as the focal point cleared it: all answers and measures, which never change. A correction is the next.

    One that was published stays so while the next is written and cleared, until that is published or it is withdrawn.
    """

    respondent = models.ForeignKey(Respondent, models.CASCADE, related_name="clearings")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["respondent", "number"]
        constraints = [models.UniqueConstraint(fields=["respondent", "number"], name="cycles_clearing_once")]

    def __str__(self) -> str:
        return f"{self.respondent} {self.number}"


class Happened(models.Model):
    """An act on a reply: handed out, submitted, returned, cleared. Rows are added and never changed."""

    respondent = models.ForeignKey(Respondent, models.CASCADE, related_name="happened")
    act = models.CharField(max_length=30)
    section = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True)
    detail = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["respondent", "pk"]

    def __str__(self) -> str:
        return f"{self.respondent} {self.act}"
