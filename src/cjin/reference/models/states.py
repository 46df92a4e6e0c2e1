"""States and areas, their regions, and the groups in which they are for a time."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cjin.core.models.multilingual import MultilingualField

from ..rules.groups import GroupKind, certain
from ..rules.periods import Period
from ..rules.states import Standing, standing


class Region(models.Model):
    """A geographic region by its M49 code."""

    m49 = models.CharField(max_length=3, primary_key=True)
    within = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    names = MultilingualField()

    def __str__(self) -> str:
        return self.names.get("en") or str(self.m49)


class State(models.Model):
    """A country or area by its ISO 3166-1 alpha-3 code, with the days of its membership in the United Nations."""

    iso3 = models.CharField(max_length=3, primary_key=True)
    iso2 = models.CharField(max_length=2, unique=True)
    m49 = models.CharField(max_length=3, unique=True)
    names = MultilingualField()
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="states")
    member_since = models.DateField(null=True)
    member_until = models.DateField(null=True)
    observer_since = models.DateField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="state_member_period",
                condition=Q(member_until__isnull=True) | Q(member_until__gt=F("member_since")),
            ),
        ]

    def __str__(self) -> str:
        return self.names.get("en") or str(self.iso3)

    def get_absolute_url(self) -> str:
        return reverse("reference:state", args=[self.iso3])

    def standing(self, day: date) -> Standing:
        """Member, observer, former member or other on the day."""
        return standing(
            day, member_since=self.member_since, member_until=self.member_until, observer_since=self.observer_since
        )


class Group(models.Model):
    """A group of States with the source of its list and the day on which that source was read."""

    slug = models.SlugField(max_length=80, primary_key=True)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in GroupKind])
    names = MultilingualField()
    note = models.TextField(blank=True)
    source = models.TextField()
    as_of = models.DateField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.names.get("en") or str(self.slug)

    def get_absolute_url(self) -> str:
        return reverse("reference:group", args=[self.slug])


class Membership(models.Model):
    """A State in a group for a period; without a beginning the source records none."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    state = models.ForeignKey(State, models.PROTECT, related_name="memberships")
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_period",
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gt=F("since")),
            ),
            models.UniqueConstraint(fields=["group", "state", "since"], name="membership_once"),
            models.UniqueConstraint(
                fields=["group", "state"], condition=Q(since__isnull=True), name="membership_once_without_beginning"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state_id} in {self.group_id}"

    @property
    def period(self) -> Period:
        return Period(self.since, self.until)

    def certain(self, day: date) -> bool:
        """Whether membership on the day is recorded and not only supposed; asks for the group."""
        return certain(self.period, as_of=self.group.as_of, day=day)
