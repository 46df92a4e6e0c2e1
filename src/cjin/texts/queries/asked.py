"""What each provision asks, as facets of the search and marks in the margin."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cjin.texts.models import Expression, Work
from cjin.texts.queries.following import Standing, annotated_in, commitments_of
from cjin.texts.queries.instruments import ENGLISH, Instrument, of_text
from cjin.texts.rules.commitments.proposing import PARTIES, STATES
from cjin.texts.rules.commitments.rows import REWORDED

ASKS = 2
"""An act of this strength or more asks or promises something; a weaker one only says something."""


@dataclass(frozen=True)
class Facts:
    """What a provision asks: who is to act, by which acts, the years in which something is due, whether that is
    proposed or confirmed; the strongest act.
    """

    actors: tuple[str, ...]
    acts: tuple[str, ...]
    due: tuple[str, ...]
    states: tuple[str, ...]
    strength: int

    @property
    def named(self) -> tuple[str, ...]:
        """Those who are to act, where it is not simply the States that speak."""
        return tuple(one for one in self.actors if one not in (*STATES, *PARTIES))


def facts_of(instrument: Instrument) -> dict[str, Facts]:
    """What each provision of an instrument asks, by its identifier; those that ask nothing are not there."""
    found: dict[str, list[Standing]] = {}
    for one in commitments_of(instrument):
        if one.state != REWORDED and one.commitment.strength >= ASKS:
            found.setdefault(one.commitment.eid, []).append(one)
    return {eid: _facts(mine) for eid, mine in found.items()}


def facts_in(work: Work) -> Mapping[str, Facts]:
    """What each provision of a work asks by its English text that is shown first, else by the annotations."""
    text = Expression.objects.filter(work=work, language=ENGLISH, is_current=True).select_related("work").first()
    return facts_of(of_text(text)) if text else facts_noted(work)


def facts_noted(work: Work) -> dict[str, Facts]:
    """What each provision of a work asks by the annotations of this software alone."""
    found = {eid: [one for one in mine if one.commitment.strength >= ASKS] for eid, mine in annotated_in(work).items()}
    return {eid: _facts(mine) for eid, mine in found.items() if mine}


def _facts(mine: Iterable[Standing]) -> Facts:
    asked = list(mine)
    years = [one.commitment.deadline.year for one in asked if one.commitment.deadline]
    return Facts(
        actors=_once(actor for one in asked for actor in one.commitment.actors),
        acts=_once(one.commitment.act for one in asked),
        due=_once(str(year) for year in years if year),
        states=_once(one.state for one in asked),
        strength=max(one.commitment.strength for one in asked),
    )


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
