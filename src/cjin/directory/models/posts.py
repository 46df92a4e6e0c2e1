"""Posts and seats of bodies, and who holds them from when to when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cjin.core.models.multilingual import MultilingualField

from .bodies import Body


class Manner(models.TextChoices):
    """How somebody came to hold a post."""

    ELECTED = "elected", _("elected")
    APPOINTED = "appointed", _("appointed")
    DESIGNATED = "designated", _("designated")
    ACTING = "acting", _("acting")


class Post(models.Model):
    """A post of a body, or several equal seats of one regional ``group``.

    ``years`` is how long a term lasts at most, null where nothing is said; ``functions`` are words for what the holder
    does; ``deputy`` stands in for the holder.
    """

    body = models.ForeignKey(Body, models.CASCADE, related_name="posts")
    slug = models.CharField(max_length=80)
    title = MultilingualField()
    functions = models.JSONField(default=list)
    group = models.CharField(max_length=80, blank=True)
    seats = models.PositiveSmallIntegerField(default=1)
    years = models.PositiveSmallIntegerField(null=True)
    deputy = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["body", "position", "slug"]
        constraints = [models.UniqueConstraint(fields=["body", "slug"], name="directory_post_once")]

    def __str__(self) -> str:
        return f"{self.body.slug}/{self.slug}"


class Term(models.Model):
    """Somebody holds a post from ``since`` on and before ``until``: a person by name, a State by its code, or both.

    ``topics`` and ``languages`` say what an expert or a correspondent is for.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="terms")
    holder = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=3, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    manner = models.CharField(max_length=12, choices=Manner)
    topics = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["post", "since", "state", "holder"]
        constraints = [
            models.CheckConstraint(condition=~Q(holder="", state=""), name="directory_term_somebody"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="directory_term_days"
            ),
        ]
        indexes = [models.Index(fields=["state", "since"], name="directory_term_state")]

    def __str__(self) -> str:
        return f"{self.holder or self.state}: {self.post}"
