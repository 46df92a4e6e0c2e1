"""Release of an object to others: who owns it and who may see it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cjin.core.rules.identifiers import StateCode
from cjin.core.rules.release import ReleaseLevel

BAR = "|"

if TYPE_CHECKING:  # Django's fields take their types in the stubs only
    StoredText = models.TextField[Iterable[str] | None, frozenset[StateCode]]
else:
    StoredText = models.TextField


class StatesAttribute(DeferredAttribute):
    """Turns whatever is assigned into a set of State codes at once."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        expression = hasattr(value, "resolve_expression")
        instance.__dict__[self.field.attname] = value if expression else parsed(value)


class StatesField(StoredText):
    """A set of State codes, stored as ``|FRA|KEN|`` so that both engines find one with a plain LIKE."""

    descriptor_class = StatesAttribute

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", "")
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str, *expression_and_connection: Any) -> frozenset[StateCode]:
        return parsed(value)

    def to_python(self, value: Any) -> Any:
        return parsed(value)

    def get_prep_value(self, value: Any) -> Any:
        return value if hasattr(value, "resolve_expression") else stored(value)

    def value_to_string(self, obj: models.Model) -> str:
        return stored(self.value_from_object(obj))


class Releasable(models.Model):
    """An object that its owner may release: to named States, to all States, to the public.

    Without an owner it belongs to the node itself. ``queries.release.visible_to`` is the only way to read such objects
    for somebody; a subclass with its own Meta inherits from ``Releasable.Meta`` to keep the constraint.
    """

    release = models.CharField(
        _("release level"),
        max_length=10,
        default=ReleaseLevel.OWN.value,
        choices=[
            (ReleaseLevel.OWN.value, pgettext_lazy("released to", "its owner only")),
            (ReleaseLevel.NAMED.value, pgettext_lazy("released to", "named States")),
            (ReleaseLevel.ALL_STATES.value, pgettext_lazy("released to", "all States")),
            (ReleaseLevel.PUBLIC.value, pgettext_lazy("released to", "public")),
        ],
    )
    owner = models.ForeignKey(
        "core.Organization", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    states = StatesField(_("named States"))

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(release__in=list(map(str, ReleaseLevel))),
                name="%(app_label)s_%(class)s_release_known",
            )
        ]


def parsed(value: Any) -> frozenset[StateCode]:
    """State codes from their stored form or from any collection of codes. Raises Invalid for a wrong code."""
    codes = value.split(BAR) if isinstance(value, str) else value or ()
    return frozenset(StateCode.of(code) for code in codes if code)


def stored(value: Any) -> str:
    """A collection of State codes as the column holds it. Raises Invalid for a wrong code."""
    codes = sorted(parsed(value))
    return f"{BAR}{BAR.join(codes)}{BAR}" if codes else ""
