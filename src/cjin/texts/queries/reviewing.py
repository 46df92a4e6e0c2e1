"""The commitments of an instrument as they are gone through: proposals beside what was confirmed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from cjin.texts.models import Annotation, Work
from cjin.texts.queries.following import anchored_rows, proposed_of
from cjin.texts.queries.instruments import Instrument
from cjin.texts.queries.wording import said_in
from cjin.texts.rules.annotations import Asked
from cjin.texts.rules.commitments.anchoring import fits
from cjin.texts.rules.commitments.proposing import Commitment, Unit


@dataclass(frozen=True)
class Reviewed:
    """One provision: what rules propose, what was confirmed (None while nobody decided), who decided."""

    unit: Unit
    proposed: Sequence[Commitment]
    confirmed: Sequence[Asked] | None
    origin: str
    summary: str

    @property
    def is_reworded(self) -> bool:
        """Whether it was confirmed for another wording: the words of an act are not in the text any more."""
        return not fits(self.unit.text, self.confirmed or ())

    @property
    def is_open(self) -> bool:
        """Whether somebody is still to decide about the words as they are."""
        return self.confirmed is None or self.is_reworded

    @property
    def lost(self) -> Sequence[str]:
        """The confirmed words that are not in the text any more."""
        return [one.words for one in self.confirmed or () if not fits(self.unit.text, [one])]

    @property
    def agrees(self) -> bool:
        """Whether rules propose the actors and acts that were confirmed, in order."""
        said = [(one.actors[0], one.act) for one in self.confirmed or ()]
        return [(one.actors[0], one.act) for one in self.proposed] == said

    @property
    def stamp(self) -> str:
        """Names what somebody is shown: another one where the words, the proposals or the decision have changed."""
        told = repr((self.unit.text, self.unit.chapeau, self.proposed, self.confirmed, self.origin))
        return blake2b(told.encode(), digest_size=12).hexdigest()


@dataclass(frozen=True)
class Review:
    """All provisions of an instrument in order; ``gone`` are those that somebody decided about and the text does not
    have.
    """

    provisions: Sequence[Reviewed]
    gone: Sequence[str] = ()

    @property
    def decided(self) -> int:
        """About how many provisions somebody decided as they are worded."""
        return sum(not one.is_open for one in self.provisions)

    @property
    def reworded(self) -> Sequence[Reviewed]:
        """The provisions that were confirmed for another wording."""
        return [one for one in self.provisions if one.is_reworded]

    @property
    def agreeing(self) -> int:
        """In how many of those the rules propose what was confirmed."""
        return sum(not one.is_open and one.agrees for one in self.provisions)

    def place(self, eid: str) -> int | None:
        """The place of a provision, None where there is none."""
        return next((place for place, one in enumerate(self.provisions) if one.unit.eid == eid), None)

    def next_open(self, after: int) -> int | None:
        """The next provision that nobody decided about as it is worded, behind a place and then from the beginning."""
        order = [*range(after + 1, len(self.provisions)), *range(after + 1)]
        return next((place for place in order if self.provisions[place].is_open), None)


def review(instrument: Instrument) -> Review:
    """The provisions of an instrument with what is proposed and confirmed; four queries."""
    work = instrument.text.work
    confirmed = anchored_rows(work)
    proposed: dict[str, list[Commitment]] = {}
    for one in proposed_of(instrument):
        proposed.setdefault(one.eid, []).append(one)
    notes = _annotations(work)
    here = {unit.eid for unit in instrument.units}
    provisions = [
        Reviewed(
            unit,
            proposed.get(unit.eid, []),
            confirmed.get(unit.eid),
            notes[unit.eid].origin if unit.eid in notes else "",
            said_in(notes[unit.eid].summary) if unit.eid in notes else "",
        )
        for unit in instrument.units
    ]
    return Review(provisions, [eid for eid in confirmed if eid not in here])


def _annotations(work: Work) -> Mapping[str, Annotation]:
    return {one.eid: one for one in Annotation.objects.filter(work=work)}
