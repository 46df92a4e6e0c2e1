"""What is asked, and what is known of States: by what they are bound, what they declared, what they agreed upon."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..kinds import Kind


@dataclass(frozen=True, slots=True)
class Question:
    """Who asks whom for what, about which offences (categories of ICCS; none leaves them open), on which day."""

    requesting: str
    requested: str
    kind: Kind
    day: date
    offences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bound:
    """How a State stands to an instrument, by a file as of a day; each day is None where there is none.

    ``consent`` is ratification, accession, succession and so on; ``computed``: the day of entry into force follows from
    the treaty and stands in no file.
    """

    as_of: date
    signed: date | None = None
    consented: date | None = None
    consent: str = ""
    in_force: date | None = None
    ended: date | None = None
    computed: bool = False

    def since(self, day: date) -> date | None:
        """Since when the instrument is in force for the State, where it is on the day."""
        back = self.ended is not None and self.consented is not None and self.ended < self.consented
        left = self.ended is not None and not back and self.ended <= day
        return None if left or self.in_force is None or self.in_force > day else self.in_force


@dataclass(frozen=True, slots=True)
class Declared:
    """What a State declared about an instrument, as rules read it: a topic, its words and as of which day."""

    state: str
    instrument: str
    topic: str
    words: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Agreement:
    """A bilateral or regional treaty that the node has entered: whom it binds since when, and what it is for.

    ``offences`` are categories of ICCS, none for every offence; ``conditions`` are told in words.
    """

    instrument: str
    bilateral: bool
    kinds: frozenset[Kind]
    parties: Mapping[str, Bound]
    offences: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known. ``bound``: by instrument, then by State; an instrument without a status is not in it.

    ``as_of`` tells for each instrument the day of its status.
    """

    bound: Mapping[str, Mapping[str, Bound]] = field(default_factory=dict)
    as_of: Mapping[str, date] = field(default_factory=dict)
    declared: Sequence[Declared] = ()
    agreements: Sequence[Agreement] = ()
