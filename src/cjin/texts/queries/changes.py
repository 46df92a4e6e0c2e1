"""What a file of commitments would change at this node, before anything is taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from django.utils.translation import gettext as _

from cjin.core.rules.errors import Fault, Invalid
from cjin.texts.queries.following import anchored_rows
from cjin.texts.queries.instruments import Instrument
from cjin.texts.rules.annotations import Asked
from cjin.texts.rules.commitments.anchoring import dated, place_of

MOST_FAULTS = 50
MOST = 12
"""So many commitments are kept of a provision: as many as the review page can show and change."""


@dataclass(frozen=True)
class Change:
    """A provision whose confirmed commitments would become others; ``before`` is None where nobody decided yet."""

    eid: str
    before: Sequence[Asked] | None
    after: Sequence[Asked]


def changes(instrument: Instrument, asked: Mapping[str, Sequence[Asked]]) -> list[Change]:
    """The provisions that would change, in the order of the text. Raises Invalid where something does not fit it."""
    faults = [fault for _eid, _place, fault in misfits(instrument, asked)]
    if faults:
        raise Invalid(_("Some commitments do not fit the text."), faults[:MOST_FAULTS])
    there = anchored_rows(instrument.text.work)
    order = {unit.eid: place for place, unit in enumerate(instrument.units)}
    return [
        Change(eid, there.get(eid), mine)
        for eid, mine in sorted(asked.items(), key=lambda one: order[one[0]])
        if eid not in there or list(map(_plain, there[eid])) != list(map(_plain, mine))
    ]


def misfits(instrument: Instrument, asked: Mapping[str, Sequence[Asked]]) -> list[tuple[str, int, Fault]]:
    """What is not in the text: the provision, the place of the commitment in its list (-1 for all), and the fault."""
    texts = {unit.eid: unit.text for unit in instrument.units}
    found: list[tuple[str, int, Fault]] = []
    for eid, mine in asked.items():
        here = f"{instrument.slug}/{eid}"
        if eid not in texts:
            found.append((eid, -1, Fault(here, _("There is no such provision."))))
            continue
        if len(mine) > MOST:
            said = _("At most %(most)d commitments are kept of a provision.") % {"most": MOST}
            found.append((eid, -1, Fault(here, said)))
        for place, one in enumerate(mine):
            if one.words and place_of(texts[eid], one) is None:
                said = _("The words “%(words)s” are not in the provision.") % {"words": one.words[:80]}
                found.append((eid, place, Fault(here, said)))
    return found


def stamp(instrument: Instrument) -> str:
    """Names the state of what is confirmed of an instrument: another one where somebody has confirmed meanwhile, or its
    words have changed.
    """
    text = instrument.text
    there = anchored_rows(text.work)
    rows = [(eid, list(map(_plain, mine))) for eid, mine in sorted(there.items())]
    told = repr((text.pk, text.revision, text.is_current, rows))
    return blake2b(told.encode(), digest_size=12).hexdigest()


def _plain(one: Asked) -> Asked:
    """A commitment whose deadline has what follows from it, in one order."""
    return replace(one, deadline=dict(sorted(dated(one.deadline).items())) or None)
