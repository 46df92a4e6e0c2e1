"""What provisions ask: confirmed commitments, and the plain words about each provision."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cjin.core.models.multilingual import MultilingualField
from cjin.texts.models.works import Work


class Origin(models.TextChoices):
    """Where a judgement comes from: the annotations that ship with the software, or a person of this node."""

    CATALOGUE = "catalogue", _("annotations of this software")
    PERSON = "person", _("a person of this node")


class Judgement(models.Model):
    """Who said something of a provision, and when."""

    origin = models.CharField(max_length=10, choices=Origin)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True


class Annotation(Judgement):
    """What is said about a provision in plain words, not official: a summary by language, topics by their identifiers.

    It stands by work and identifier, whether or not a text of the work is loaded. ``decided`` says that somebody has
    gone through its commitments: then what rules propose is no longer shown beside them.
    """

    work = models.ForeignKey(Work, models.CASCADE, related_name="annotations")
    eid = models.CharField(max_length=160)
    position = models.PositiveIntegerField(default=0)
    summary = MultilingualField()
    topics = models.ManyToManyField("reference.Topic", blank=True, related_name="annotations")
    decided = models.BooleanField(default=False)

    class Meta:
        ordering = ["work", "position", "eid"]
        constraints = [models.UniqueConstraint(fields=["work", "eid"], name="texts_annotation_once")]

    def __str__(self) -> str:
        return f"{self.work.slug}/{self.eid}"


class Commitment(Judgement):
    """A confirmed commitment. What rules propose is worked out from the text and never stored here.

    ``words`` are those that carry the act, ``nth`` which of equal ones in the provision; empty where the act stands in
    the chapeau or lead-in above (``inherited``). ``start`` and ``end`` count characters of the English text that was
    looked at, null where none was. ``actors`` are identifiers of the catalogue, the main one first; ``conditions`` a
    list of {kind, words}; ``deadline`` as ``rules.commitments.deadlines`` tells it, or null.
    """

    work = models.ForeignKey(Work, models.CASCADE, related_name="commitments")
    eid = models.CharField(max_length=160)
    position = models.PositiveSmallIntegerField(default=0)
    actors = models.JSONField(default=list)
    act = models.CharField(max_length=24)
    words = models.CharField(max_length=200, blank=True)
    nth = models.PositiveSmallIntegerField(default=1)
    inherited = models.BooleanField(default=False)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    conditions = models.JSONField(default=list)
    deadline = models.JSONField(null=True)
    output = models.CharField(max_length=250, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["work", "eid", "position"]
        indexes = [models.Index(fields=["work", "eid"], name="texts_commitment_placed")]

    def __str__(self) -> str:
        return f"{self.work.slug}/{self.eid}: {self.act}"
