"""The States that can be asked about."""

from datetime import date

from django.utils.translation import gettext as _

from cjin.core.queries.release import Reader
from cjin.reference.models import State
from cjin.reference.rules.states import Standing

from .entries import bodies_for
from .posts import groups_on
from .wording import group_names, said_in, state_names

type Groups = list[tuple[str, list[tuple[str, str]]]]


def state_choices(reader: Reader, day: date | None = None) -> Groups:
    """States by code and name, those first of whose bodies something may be told to the reader; by name.

    With a day those that are no more are left out, and States stand before areas.
    """
    here = set(bodies_for(reader).order_by().values_list("state", flat=True).distinct()) - {""}
    groups: dict[str, dict[str, str]] = {_("Known here"): state_names(here)}
    for one in State.objects.exclude(pk__in=here):
        label = _group(one, day) if day else _("Other States and areas")
        if label:
            groups.setdefault(label, {})[one.pk] = said_in(one.names)
    order = [_("Known here"), _("Other States"), _("Other areas"), _("Other States and areas")]
    found = [(label, groups[label]) for label in order if groups.get(label)]
    return [(label, sorted(named.items(), key=lambda pair: pair[1].casefold())) for label, named in found]


def by_group(day: date) -> Groups:
    """The Members of a day by code and name, under their regional groups."""
    groups = groups_on(day)
    names = group_names(set(groups.values()))
    found: dict[str, list[tuple[str, str]]] = {}
    for code, name in standing_states(day):
        if code in groups:
            found.setdefault(names[groups[code]], []).append((code, name))
    return sorted(found.items())


def standing_states(day: date, own: str = "") -> list[tuple[str, str]]:
    """The States of a day by code and name; with ``own`` that one among them, also where it is made up."""
    standing = (Standing.MEMBER, Standing.OBSERVER)
    named = {one.pk: said_in(one.names) for one in State.objects.all() if one.standing(day) in standing}
    return sorted((named | state_names([own])).items(), key=lambda pair: pair[1].casefold())


def _group(state: State, day: date) -> str:
    standing = state.standing(day)
    if standing is Standing.FORMER:
        return ""
    return _("Other areas") if standing is Standing.OTHER else _("Other States")
