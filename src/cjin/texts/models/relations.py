"""What is worked out from texts (citations, parallels, mandates), and what people say of parallels and mandates."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cjin.texts.models.commitments import Judgement
from cjin.texts.models.works import Work


class Citation(models.Model):
    """A citation in the text of a work that is shown first, worked out anew whenever a text changes.

    One row for each work that is meant; ``cited`` is null where no known work is. ``key`` tells what is cited,
    ``cited_eid`` the place in it; ``note`` is the label of the note that the words stand in.
    """

    work = models.ForeignKey(Work, models.CASCADE, related_name="citations")
    eid = models.CharField(max_length=160)
    position = models.PositiveIntegerField()
    words = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    note = models.CharField(max_length=12, blank=True)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=250)
    cited = models.ForeignKey(Work, models.CASCADE, null=True, related_name="cited_by")
    cited_eid = models.CharField(max_length=160, blank=True)
    resolved = models.BooleanField()

    class Meta:
        ordering = ["work", "position"]
        indexes = [
            models.Index(fields=["work", "eid"], name="texts_citation_citing"),
            models.Index(fields=["cited", "cited_eid"], name="texts_citation_cited"),
        ]

    def __str__(self) -> str:
        return f"{self.work.slug}/{self.eid} → {self.key}"


class Parallel(models.Model):
    """A pair of provisions of two works that seem alike, as rules suggest it; the work with the smaller key is ``a``.

    ``reasons`` hold words, works, topics and link.
    """

    a = models.ForeignKey(Work, models.CASCADE, related_name="+")
    a_eid = models.CharField(max_length=160)
    b = models.ForeignKey(Work, models.CASCADE, related_name="+")
    b_eid = models.CharField(max_length=160)
    score = models.FloatField()
    reasons = models.JSONField(default=dict)

    class Meta:
        ordering = ["-score"]
        constraints = [models.UniqueConstraint(fields=["a", "a_eid", "b", "b_eid"], name="texts_parallel_once")]
        indexes = [models.Index(fields=["b", "b_eid"], name="texts_parallel_other")]

    def __str__(self) -> str:
        return f"{self.a.slug}/{self.a_eid} ~ {self.b.slug}/{self.b_eid}"


class Verdict(Judgement):
    """What somebody says of a pair: parallel or not, how close (1 touches, 2 in part, 3 the same matter), and why."""

    a = models.ForeignKey(Work, models.CASCADE, related_name="+")
    a_eid = models.CharField(max_length=160)
    b = models.ForeignKey(Work, models.CASCADE, related_name="+")
    b_eid = models.CharField(max_length=160)
    accepted = models.BooleanField()
    grade = models.PositiveSmallIntegerField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["a", "a_eid"]
        constraints = [
            models.UniqueConstraint(fields=["a", "a_eid", "b", "b_eid"], name="texts_verdict_once"),
            models.CheckConstraint(
                condition=Q(grade__isnull=True) | Q(grade__gte=1, grade__lte=3), name="texts_verdict_grade"
            ),
            models.CheckConstraint(condition=~Q(a=F("b")) | ~Q(a_eid=F("b_eid")), name="texts_verdict_of_two"),
        ]
        indexes = [models.Index(fields=["b", "b_eid"], name="texts_verdict_other")]

    def __str__(self) -> str:
        return f"{self.a.slug}/{self.a_eid} {'=' if self.accepted else '≠'} {self.b.slug}/{self.b_eid}"


class Mandate(models.Model):
    """What an organ, or States towards the programme, are to bring about; worked out anew as commitments change.

    ``due`` is the deadline as data, or null; ``year`` that of a day or a session, null for what is standing, ``until``
    the last year of what is standing, null where it goes on. ``words`` are those that ask for it; ``state`` is
    "confirmed" where a person said what shall come of it.
    """

    work = models.ForeignKey(Work, models.CASCADE, related_name="mandates")
    eid = models.CharField(max_length=160)
    position = models.PositiveIntegerField()
    addressee = models.CharField(max_length=30)
    output = models.CharField(max_length=24)
    act = models.CharField(max_length=24)
    due = models.JSONField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    until = models.PositiveSmallIntegerField(null=True)
    conditions = models.JSONField(default=list)
    words = models.TextField(default="")
    state = models.CharField(max_length=9, default="proposed")

    class Meta:
        ordering = ["work", "position"]
        indexes = [models.Index(fields=["year", "addressee"], name="texts_mandate_due")]

    def __str__(self) -> str:
        return f"{self.work.slug}/{self.eid}: {self.addressee}, {self.output}"


class Delivery(models.Model):
    """What was done about a mandate: which session or year it answers, by which document, when.

    ``addressee`` is the organ that was to bring it about; empty in records that did not tell, which answer any.
    """

    work = models.ForeignKey(Work, models.CASCADE, related_name="deliveries")
    eid = models.CharField(max_length=160)
    addressee = models.CharField(max_length=30, blank=True, default="")
    output = models.CharField(max_length=24)
    organ = models.CharField(max_length=12, blank=True)
    session = models.PositiveSmallIntegerField(null=True)
    year = models.PositiveSmallIntegerField()
    symbol = models.CharField(max_length=80)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["year", "work", "eid"]
        constraints = [
            models.UniqueConstraint(
                fields=["work", "eid", "addressee", "output", "year", "symbol"], name="texts_delivery_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.work.slug}/{self.eid}: {self.symbol}"
