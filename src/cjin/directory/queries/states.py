"""The States that can be asked about."""

from django.utils.translation import gettext as _

from cjin.core.queries.release import Reader
from cjin.reference.models import State

from .entries import bodies_for
from .wording import said_in, state_names

type Groups = list[tuple[str, list[tuple[str, str]]]]


def state_choices(reader: Reader) -> Groups:
    """States by code and name, those first of whose bodies something may be told to the reader; by name."""
    here = set(bodies_for(reader).order_by().values_list("state", flat=True).distinct()) - {""}
    others = {one.pk: said_in(one.names) for one in State.objects.only("iso3", "names") if one.pk not in here}
    groups = [(_("Known here"), state_names(here)), (_("Other States and areas"), others)]
    return [(label, sorted(named.items(), key=lambda one: one[1].casefold())) for label, named in groups if named]
