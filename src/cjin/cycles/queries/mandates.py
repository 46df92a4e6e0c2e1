"""The provisions that ask for what a report tells of."""

from cjin.texts.models import Mandate, Work
from cjin.texts.queries.following import mandates_in_summary

from ..rules.report.action import number_of
from ..rules.report.material import Asks

ASKED = ("report", "proposals", "needs-list", "review", "workplan")
"""What a report on a round answers, in the order in which it is cited."""


def mandates_for(work: str) -> tuple[Asks, ...]:
    """The provisions that ask for a report on an instrument, or for what goes into it.

    They stand in the instrument itself and in the resolution to which it is annexed.
    """
    one = Work.objects.filter(slug=work).first()
    if one is None:
        return ()
    near = list(Work.objects.filter(symbol=one.symbol).order_by("annex", "slug")) if one.symbol else [one]
    found = [(ASKED.index(output), other, eid) for other in near for eid, output in _asked(other) if output in ASKED]
    found.sort(key=lambda row: row[0])
    return tuple(
        dict.fromkeys(Asks(ASKED[place], other.symbol or other.slug, number_of(eid)) for place, other, eid in found)
    )


def _asked(work: Work) -> list[tuple[str, str]]:
    """What each provision of a work asks for: by its text, else by the annotations."""
    stored = [(one.eid, one.output) for one in Mandate.objects.filter(work=work)]
    return stored or [(one.eid, one.output) for one in mandates_in_summary(work)]
