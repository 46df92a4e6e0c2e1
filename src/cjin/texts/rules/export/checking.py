"""What a file of another may name things: identifiers that can be addresses, each once, each below its parent."""

import re

from cjin.core.rules.errors import Fault, Invalid
from cjin.texts.rules.document import Instrument

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){0,60}")
_EID = re.compile(r"[A-Za-z0-9_-]{1,160}")
_DEEPEST = 4


def check_names(instrument: Instrument, name: str) -> None:
    """Raises Invalid, with the place, for an identifier that is broken, comes twice or has no parent."""
    slug = instrument.instrument_id
    if not _SLUG.fullmatch(slug) or len(slug) > 120 or len(instrument.symbol) > 80:
        raise Invalid(
            f"{name} names no work that can be stored.", [Fault("FRBRnumber", "Use an identifier like ares-40-34.")]
        )
    if any(len(label) > 12 for label in instrument.notes):
        raise Invalid(f"{name} has a note with too long a marker.", [Fault("marker", "Use at most 12 characters.")])
    seen: set[str] = set()
    for unit in [*instrument.preamble, *instrument.operative]:
        own = unit.id.partition("/")[2]
        fits = _EID.fullmatch(own) and len(unit.num) <= 20 and len(unit.kind) <= 20 and own.count("__") <= _DEEPEST
        placed = (
            unit.parent is None if "__" not in own else unit.parent in seen and unit.id.startswith(f"{unit.parent}__")
        )
        if not fits or not placed or unit.id in seen:
            raise Invalid(
                f"{name} has a unit that cannot be stored.",
                [Fault(own, "Give each unit its own identifier below its parent's.")],
            )
        seen.add(unit.id)
