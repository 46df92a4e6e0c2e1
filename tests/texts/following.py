"""The founding works as rules read them, once a process."""

from collections.abc import Mapping
from functools import cache

from cjin.texts.rules.cited.citing import Citing
from cjin.texts.rules.cited.finding import Citation, Source, citations_of
from cjin.texts.rules.commitments.proposing import Commitment, Unit, propose
from cjin.texts.rules.document import Instrument
from cjin.texts.rules.mandates import Mandate, mandates_in
from cjin.texts.rules.parse import parse
from cjin.texts.rules.reading import read_path
from tests.texts.inputs import SHARED

WORKS = (
    "programme-1991", "naples-1994", "vienna-2000", "vienna-poa-2002", "ares-60-177", "bangkok-2005",
    "doha-draftres-2015", "doha-2015", "ares-76-181", "kyoto-2021",
)  # fmt: skip


@cache
def founding() -> Mapping[str, Instrument]:
    """The ten founding works by their identifiers."""
    found: dict[str, Instrument] = {}
    for path in sorted((SHARED / "founding-texts").glob("*.txt")):
        for instrument in parse(read_path(path)).instruments:
            found.setdefault(instrument.instrument_id, instrument)
    return found


def units_of(slug: str) -> list[Unit]:
    """The provisions of a founding work."""
    return [
        Unit(_eid(u.id), u.text, u.chapeau or "", _eid(u.parent or ""), next(reversed(u.heading_path), ""))
        for u in founding()[slug].operative
    ]


@cache
def proposed(slug: str) -> tuple[Commitment, ...]:
    """What the rules propose for a founding work."""
    return tuple(propose(units_of(slug), author=founding()[slug].author_line))


def mandates_of(slug: str) -> list[Mandate]:
    """The mandates of a founding work."""
    return mandates_in(proposed(slug), {unit.eid: unit.text for unit in units_of(slug)})


@cache
def cited_in(slug: str) -> tuple[Citation, ...]:
    """The citations of a founding work, with the structures of all ten at hand."""
    one = founding()[slug]
    units = [
        Citing(_eid(u.id), u.text, tuple(u.footnotes), tuple(u.heading_path), u.marked)
        for u in (*one.preamble, *one.operative)
    ]
    notes = {label: note.text for label, note in one.notes.items()}
    return tuple(citations_of(Source(slug, units, notes, "A", one.title, _structures())))


@cache
def _structures() -> Mapping[str, frozenset[str]]:
    return {slug: frozenset(_eid(u.id) for u in one.operative) | _sections(one) for slug, one in founding().items()}


def _sections(one: Instrument) -> frozenset[str]:
    heads = {head for unit in one.operative for head in unit.heading_path}
    return frozenset(f"section_{head.split('.')[0]}" for head in heads if "." in head[:6])


def _eid(key: str) -> str:
    return key.partition("/")[2]
