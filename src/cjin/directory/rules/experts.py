"""The list of experts: who is available when, and how the list is spread over the regional groups."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cjin.core.rules.errors import Fault, Invalid

from .terms import years_after

YEARS = 3
"""An expert is available for at least so many years."""


@dataclass(frozen=True, slots=True)
class Expert:
    """Somebody on the list: in person, not for a State. ``group`` is the regional group of the State of nationality."""

    name: str
    state: str
    group: str
    since: date
    until: date
    topics: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()

    def on(self, day: date) -> bool:
        """Whether the expert is available on this day."""
        return self.since <= day < self.until


@dataclass(frozen=True, slots=True)
class Share:
    """A group's part of the list beside its part of the States: equal shares are what equitable distribution asks."""

    group: str
    experts: int
    states: int
    share: float
    due: float

    @property
    def missing(self) -> float:
        """Percentage points that the group is below its part; negative where it is above."""
        return self.due - self.share


def check_availability(expert: Expert) -> None:
    """Raises Invalid where an expert would be available for less than three years."""
    least = years_after(expert.since, YEARS)
    if expert.until < least:
        raise Invalid(
            "An expert is available for at least three years.", [Fault(expert.name, f"at least until {least}")]
        )


def available(experts: Iterable[Expert], day: date, *, topics: Iterable[str] = (), language: str = "") -> list[Expert]:
    """Those who are available on a day, who know one of the topics and speak the language, where these are given."""
    wanted = frozenset(topics)
    return [
        one
        for one in experts
        if one.on(day)
        and (not wanted or wanted & one.topics)
        and (not language or language in one.languages)
    ]  # fmt: skip


def geography(experts: Sequence[Expert], states: Mapping[str, int]) -> list[Share]:
    """The list by regional group beside the number of ``states`` of each, those most below their part first."""
    here = Counter(one.group for one in experts)
    people, all_states = len(experts), sum(states.values())
    shares = [
        Share(
            group, here[group], count, _percent(here[group], people), _percent(count, all_states)
        )
        for group, count in states.items()
    ]  # fmt: skip
    return sorted(shares, key=lambda one: (-one.missing, one.group))


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
