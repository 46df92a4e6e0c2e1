"""What the words of instruments show: commitments, mandates and citations, worked out when they are asked for."""

from collections.abc import Sequence
from dataclasses import replace

from cjin.texts.queries.instruments import Instrument
from cjin.texts.rules.cited.finding import Citation, citations_of
from cjin.texts.rules.commitments.proposing import Commitment, propose
from cjin.texts.rules.mandates import Mandate, mandates_in


def commitments_of(instrument: Instrument) -> list[Commitment]:
    """The commitments that rules propose, in order of the provisions."""
    return propose(instrument.units, author=instrument.text.author_line, language=instrument.text.language)


def mandates_of(instrument: Instrument) -> list[Mandate]:
    """The mandates of an instrument, in order of the provisions."""
    texts = {unit.eid: unit.text for unit in instrument.units}
    return mandates_in(commitments_of(instrument), texts, language=instrument.text.language)


def citations_in(instrument: Instrument, others: Sequence[Instrument]) -> list[Citation]:
    """The citations of an instrument; places in the ``others`` are looked up."""
    structures = {one.slug: one.eids for one in (*others, instrument)}
    return citations_of(replace(instrument.citing(), structures=structures))
