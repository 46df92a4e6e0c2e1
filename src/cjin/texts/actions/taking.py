"""Taking a file of confirmed commitments: read, held against the text, shown, and taken all or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cjin.core.models import User
from cjin.core.queries.release import Reader
from cjin.core.rules.errors import Conflict, Fault, Invalid
from cjin.texts.actions.confirming import confirm_all
from cjin.texts.models import Expression, Work
from cjin.texts.queries.changes import MOST_FAULTS, Change, changes, misfits, stamp
from cjin.texts.queries.instruments import Instrument, instrument_named
from cjin.texts.rules.annotations import Asked
from cjin.texts.rules.commitments.files import read
from cjin.texts.rules.commitments.rows import Rows, read_rows


@dataclass(frozen=True)
class Prepared:
    """A file that fits the text: its instrument (None where it confirms nothing), the commitments by provision, how
    many proposed rows were left out, and what would change. ``stamp`` names the state that it was held against.
    """

    instrument: Instrument | None
    asked: dict[str, list[Asked]]
    proposed: int
    changes: Sequence[Change]
    stamp: str


def prepare(data: bytes, name: str, *, reader: Reader | None, only: str = "") -> Prepared:
    """Reads a file and holds it against the text of its instrument; ``only`` is the one that it has to be about.

    Raises NotFound, and Invalid with row and column of every fault.
    """
    rows = read_rows(read(data, name))
    slugs = sorted({key.partition("/")[0] for key in rows.asked})
    wrong = [slug for slug in slugs if only and slug != only]
    if len(slugs) > 1 or wrong:
        named = _("it names %(slugs)s") % {"slugs": ", ".join(slugs)[:200]}
        raise Invalid(_("A file is about one instrument."), [Fault(name, named)])
    if not slugs:
        return Prepared(None, {}, rows.proposed, (), "")
    instrument = instrument_named(slugs[0], reader)
    asked = {key.partition("/")[2]: found for key, found in rows.asked.items()}
    _check(instrument, asked, rows)
    return Prepared(instrument, asked, rows.proposed, changes(instrument, asked), stamp(instrument))


@transaction.atomic
def take(prepared: Prepared, *, by: User | None, now: datetime, seen: str = "") -> int:
    """Confirms what a file says; how many provisions changed. ``seen`` is the stamp of what somebody was shown.

    Raises NotAllowed; Conflict where something was confirmed since, or the text has changed.
    """
    if prepared.instrument is None:
        return 0
    Work.objects.select_for_update().filter(pk=prepared.instrument.text.work_id).first()
    text = Expression.objects.select_related("work").get(pk=prepared.instrument.text.pk)
    if stamp(replace(prepared.instrument, text=text)) != (seen or prepared.stamp):
        raise Conflict(_("Somebody has confirmed something since; look at what would change once more."))
    return confirm_all(instrument=prepared.instrument, asked=prepared.asked, by=by, now=now)


def _check(instrument: Instrument, asked: dict[str, list[Asked]], rows: Rows) -> None:
    """Raises Invalid with the rows of what is not in the text."""
    faults = []
    for eid, place, fault in misfits(instrument, asked):
        lines = rows.lines.get(f"{instrument.slug}/{eid}", [])
        line = lines[max(place, 0)] if lines else None
        column = "words" if place >= 0 else "provision"
        faults.append(Fault(f"row {line}, {column}", f"{fault.where}: {fault.message}") if line else fault)
    if faults:
        raise Invalid(_("Some commitments do not fit the text."), faults[:MOST_FAULTS])
