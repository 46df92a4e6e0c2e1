"""Doubts about a draft after a correction: what the correction mended goes, what it broke comes."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from cjin.texts.rules.checks import check_numbering
from cjin.texts.rules.document import Instrument, Provision, Warning
from cjin.texts.rules.identifying import identifiers
from cjin.texts.rules.nesting import in_preamble, parent_places

CHECKED = ("numbering", "empty", "duplicate-number")
"""Doubts that the units alone answer; the others concern the file."""


def rechecked(doubts: Sequence[Mapping[str, Any]], instrument: str, units: Sequence[Provision]) -> list[dict[str, Any]]:
    """The doubts about these units; a doubt that a person settled stays settled while it is the same."""
    settled = {(one["code"], one["message"]) for one in doubts if one.get("settled")}
    kept = [dict(one) for one in doubts if one["code"] not in CHECKED]
    operative = [unit for unit in units if not in_preamble(unit.id)]
    found = [*duplicates(instrument, units), *check_numbering(Instrument(instrument, "", operative=operative))]
    for warning in found:
        same = (warning.code, warning.message) in settled
        kept.append({**asdict(warning), "lines": list(warning.lines), **({"settled": True} if same else {})})
    return kept


def duplicates(instrument: str, units: Sequence[Provision]) -> list[Warning]:
    """A doubt for every number that occurred before at its place."""
    _, repeated = identifiers(instrument, units, parent_places(units))
    return [
        Warning("duplicate-number", f"The number {unit.num or unit.kind} occurs again.", unit.lines)
        for unit in (units[place] for place in repeated)
    ]
