"""One unit of a text with what stands around it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from cjin.core.queries.release import Reader
from cjin.core.rules.errors import NotFound
from cjin.texts.models import Expression, Note, Provision
from cjin.texts.queries.reading import readable
from cjin.texts.rules.layout import Markers, Words
from cjin.texts.rules.naming import shown_number


@dataclass(frozen=True)
class Shown:
    """A unit as it is shown: its number and words, and the unit itself."""

    unit: Provision
    number: str
    words: tuple[Words, ...]


@dataclass(frozen=True)
class Surroundings:
    """A unit, the units that it stands in (outermost first), its own parts, its neighbours, its notes by label."""

    shown: Shown
    above: Sequence[Shown]
    below: Sequence[Shown]
    previous: Provision | None
    following: Provision | None
    notes: Sequence[tuple[str, str]]


def unit_of(expression: Expression, eid: str) -> Surroundings:
    """The unit with this identifier in a text. Raises NotFound. Three queries, however long the text is."""
    parts = eid.split("__")
    outer = ["__".join(parts[:count]) for count in range(1, len(parts) + 1)]
    near = list(
        expression.provisions.filter(Q(eid__in=outer) | Q(eid__startswith=f"{eid}__")).order_by("position")[:400]
    )
    unit = next((one for one in near if one.eid == eid), None)
    if unit is None:
        raise NotFound(_("There is no provision %(eid)s in this text.") % {"eid": eid[:160]})
    beside = expression.provisions.filter(position__in=(unit.position - 1, unit.position + 1)).only(
        "eid", "kind", "num", "position"
    )
    by_place = {one.position: one for one in beside}
    below = [one for one in near if one.eid.startswith(f"{eid}__")]
    labels = list(dict.fromkeys(label for one in (unit, *below) for label in one.footnotes))
    words = dict(Note.objects.filter(expression=expression, label__in=labels).values_list("label", "text"))
    markers = Markers(words)

    def shown(one: Provision) -> Shown:
        number = shown_number(one.kind, one.num, one.eid, expression.language)
        return Shown(one, number, markers.words(one.marked or one.text)[0])

    return Surroundings(
        shown=shown(unit),
        above=[shown(one) for one in near if one.eid in outer and one.eid != eid],
        below=[shown(one) for one in below],
        previous=by_place.get(unit.position - 1),
        following=by_place.get(unit.position + 1),
        notes=[(label, words[label]) for label in labels if label in words],
    )


def same_unit(expression: Expression, eid: str, reader: Reader) -> list[Provision]:
    """The unit with this identifier in the other texts of the work that the reader may read, in order."""
    others = readable(reader).filter(work=expression.work_id).exclude(pk=expression.pk)
    found = Provision.objects.filter(expression__in=others, eid=eid).select_related("expression")
    return sorted(found, key=lambda one: (one.expression.language, one.expression.number))
