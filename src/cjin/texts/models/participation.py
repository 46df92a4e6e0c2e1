"""Who is party to which treaty: what files of the depositary say, each as of its day."""

from django.conf import settings
from django.db import models

from cjin.texts.models.works import Work


class StatusFile(models.Model):
    """A file with the status of treaties, as it was loaded. The newest ``as_of`` of a treaty is the one that is shown.

    ``problems`` is a list of {row, message}: rows that were kept apart, and doubts.
    """

    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=250)
    source = models.CharField(max_length=250, blank=True)
    as_of = models.DateField()
    rows = models.PositiveIntegerField()
    problems = models.JSONField(default=list)
    loaded_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-as_of", "-pk"]

    def __str__(self) -> str:
        return self.name


class Coverage(models.Model):
    """That a file tells of a treaty: the whole list of its participants, of what was said of it, or of both."""

    file = models.ForeignKey(StatusFile, models.CASCADE, related_name="coverage")
    treaty = models.ForeignKey(Work, models.CASCADE, related_name="coverage")
    parties = models.BooleanField()
    statements = models.BooleanField()

    class Meta:
        ordering = ["treaty", "file"]
        constraints = [models.UniqueConstraint(fields=["file", "treaty"], name="texts_coverage_once")]

    def __str__(self) -> str:
        return f"{self.file}: {self.treaty.slug}"


class WaitingStatus(models.Model):
    """A file with the status of treaties that somebody looks at before taking it. Whoever brought it sees it alone."""

    name = models.CharField(max_length=250)
    source = models.CharField(max_length=250, blank=True)
    as_of = models.DateField()
    data = models.BinaryField()
    brought_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        ordering = ["-brought_at"]

    def __str__(self) -> str:
        return self.name


class Participation(models.Model):
    """The standing of one participant under one treaty in one file. A State is null for others (European Union).

    ``consent`` is ratification, accession, acceptance, approval, succession or definitive-signature; ``in_force`` the
    day on which the treaty entered into force for the participant, ``computed`` from the treaty's own article where the
    file does not tell it; ``ended`` that on which its withdrawal took effect.
    """

    file = models.ForeignKey(StatusFile, models.CASCADE, related_name="participations")
    treaty = models.ForeignKey(Work, models.CASCADE, related_name="participations")
    participant = models.CharField(max_length=160)
    state = models.ForeignKey("reference.State", models.PROTECT, null=True, related_name="participations")
    signed = models.DateField(null=True)
    consented = models.DateField(null=True)
    consent = models.CharField(max_length=24, blank=True)
    in_force = models.DateField(null=True)
    computed = models.BooleanField(default=False)
    ended = models.DateField(null=True)

    class Meta:
        ordering = ["treaty", "participant"]
        constraints = [
            models.UniqueConstraint(fields=["file", "treaty", "participant"], name="texts_participation_once")
        ]
        indexes = [models.Index(fields=["state", "treaty"], name="texts_participation_state")]

    def __str__(self) -> str:
        return f"{self.participant}: {self.treaty.slug}"


class Statement(models.Model):
    """What a participant declared: a reservation, a declaration, an objection, a notification, in its own words.

    What it is about is not stored: rules propose it from the words whenever it is asked.
    """

    file = models.ForeignKey(StatusFile, models.CASCADE, related_name="statements")
    treaty = models.ForeignKey(Work, models.CASCADE, related_name="statements")
    participant = models.CharField(max_length=160)
    state = models.ForeignKey("reference.State", models.PROTECT, null=True, related_name="statements")
    kind = models.CharField(max_length=24)
    text = models.TextField()
    said_on = models.DateField(null=True)
    row = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["treaty", "participant", "pk"]
        indexes = [models.Index(fields=["state", "treaty"], name="texts_statement_state")]

    def __str__(self) -> str:
        return f"{self.participant}: {self.kind}"
