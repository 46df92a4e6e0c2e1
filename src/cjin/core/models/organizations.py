"""Organizations, their posts, and who holds a post from when to when."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cjin.core.models.multilingual import MultilingualField
from cjin.core.rules.duties import Duty
from cjin.core.rules.organizations import OrganizationKind

KINDS = [
    (OrganizationKind.GOVERNMENT.value, _("government body")),
    (OrganizationKind.INTERGOVERNMENTAL.value, _("intergovernmental organization")),
    (OrganizationKind.INSTITUTE.value, _("institute or university")),
    (OrganizationKind.NON_GOVERNMENTAL.value, _("non-governmental organization")),
]


class Organization(models.Model):
    """A body whose people sign in here: a ministry, an institute, a secretariat."""

    name = MultilingualField()
    state_code = models.CharField(max_length=3, blank=True)
    kind = models.CharField(max_length=20, choices=KINDS)
    owns_node = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name={}), name="core_organization_has_a_name"),
            models.CheckConstraint(
                condition=Q(state_code__regex=r"^([A-Z]{3})?$"), name="core_organization_state_code_shape"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(map(str, OrganizationKind))), name="core_organization_kind_known"
            ),
            models.UniqueConstraint(fields=["owns_node"], condition=Q(owns_node=True), name="core_one_owner_of_node"),
        ]

    def __str__(self) -> str:
        return self.name.get("en") or next(iter(self.name.values()), "")


class Post(models.Model):
    """A post in an organization. Its duties are what its holder may do, for as long as the post is held.

    What is late at a post is told to those who hold its ``deputy``.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="posts")
    title = MultilingualField()
    duties = models.JSONField(default=list, blank=True)
    deputy = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title={}), name="core_post_has_a_title"),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | ~Q(deputy=F("pk")), name="core_post_not_its_own_deputy"
            ),
        ]

    def __str__(self) -> str:
        return self.title.get("en") or next(iter(self.title.values()), "")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.duties = stored_duties(self.duties)
        super().save(*args, **kwargs)


class PostHolding(models.Model):
    """A person holds a post from a day to a day, both included; without a last day until further notice.

    The database refuses a holding that ends before it begins, and two holdings of one post by one person that overlap.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="holdings")
    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")
    held_from = models.DateField()
    held_to = models.DateField(null=True, blank=True)

    OVERLAP: ClassVar[str] = "core_postholding_overlap"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(held_to__isnull=True) | Q(held_to__gte=F("held_from")),
                name="core_postholding_from_before_to",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.post}"


def stored_duties(duties: Iterable[str]) -> list[str]:
    """Duties sorted and once each. Raises ValueError for a duty that ``rules.duties`` does not list."""
    return sorted({str(Duty(duty)) for duty in duties})
