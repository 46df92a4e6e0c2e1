"""Leads: the one number that stands for an indicator where many indicators stand together, and its sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from statistics import median

import pyarrow as arrow
import pyarrow.compute as compute
from django.utils.translation import ngettext

from cjin.core.rules.errors import Unavailable
from cjin.statistics.queries.covering import in_part
from cjin.statistics.queries.flows import Held
from cjin.statistics.queries.labels import Labels
from cjin.statistics.queries.publications import file_of
from cjin.statistics.queries.wording import lacking_words, number_words, unit_words
from cjin.statistics.rules.exploring.choosing import AREAS, UNIT, Choice, chosen, fullest, headline_for
from cjin.statistics.rules.publishing.measures import PER_HUNDRED_THOUSAND
from cjin.statistics.rules.units import TOTAL

MANY = 10
"""From so many areas on the middle one is told, of fewer the last number of one of them."""
SAID_ELSEWHERE = ("FREQ", "SOURCE", "UNIT_MEASURE", AREAS)


@dataclass(frozen=True)
class Lead:
    """A number of an indicator: its value, the codes and the period it is of, and of how many areas it is the middle.

    ``areas`` is 0 where it is the number of one area; ``lacking`` is the unit that its indicator asks for, where it has
    another.
    """

    held: Held
    value: float
    codes: Mapping[str, str]
    period: str
    areas: int
    lacking: str = ""

    @property
    def number(self) -> str:
        """The number in the reader's locale."""
        return number_words(self.value, self.codes["UNIT_MEASURE"])

    def sentence(self, labels: Labels) -> list[str]:
        """What the number is of, part by part; ``labels`` have the names of areas."""
        of = labels.of(AREAS, self.codes[AREAS]) if not self.areas else _middle_of(self.areas)
        return [of, self.period, unit_words(self.codes["UNIT_MEASURE"])]

    def about(self, labels: Labels) -> list[str]:
        """What is counted besides the title: the labels of the codes that say something."""
        lists = self.held.flow.lists
        lacking = [lacking_words(self.lacking)] if self.lacking else []
        return lacking + [
            labels.of(name, code)
            for name, code in self.codes.items()
            if name not in SAID_ELSEWHERE and code != TOTAL and len(lists.get(name, ())) > 1
        ]


def _middle_of(areas: int) -> str:
    words = ngettext("median of %(count)s area", "median of %(count)s areas", areas)
    return words % {"count": number_words(areas)}


@dataclass(frozen=True)
class _Files:
    """The files of an indicator, by which what was found in them is kept; files of one publication never change."""

    said: tuple[tuple[str, int], ...]
    held: Held = field(compare=False)


def lead_of(held: Held) -> Lead | None:
    """The number of an indicator, of whole periods where there are any; None where no one number stands for it.

    Of many areas it is their median in the last period that at least half of them report, as a rate where there are
    rates; of few it is the last number of the area with the most of them, where that is a total. Where a file is
    missing or broken nothing is told: what is left could be another number.
    """
    paths = [file_of(part.publication, held.flow.id) for part in held.parts]
    try:
        return _lead(_Files(tuple((str(path), path.stat().st_mtime_ns) for path in paths), held))
    except (FileNotFoundError, Unavailable):
        return None


@lru_cache(maxsize=1024)
def _lead(files: _Files) -> Lead | None:
    held = files.held
    many = len(held.areas) >= MANY
    rates = PER_HUNDRED_THOUSAND in held.flow.lists.get("UNIT_MEASURE", ())
    asked = {"UNIT_MEASURE": PER_HUNDRED_THOUSAND} if many and rates else {}
    every = held.table()
    choice = chosen(held.flow, every, asked, (AREAS, "SOURCE") if many else ())
    if choice is None or choice.astray or not (many or _is_total(held, choice)):
        return None
    for name, code in choice.codes.items():
        every = every.filter(compute.equal(every[name], code))
    valued = every.filter(compute.is_valid(every["OBS_VALUE"]))
    whole = _whole(valued, in_part(held.parts))
    found = whole if whole.num_rows else valued
    if not found.num_rows:
        return None
    period = str(compute.max((fullest(found) if many else found)["TIME_PERIOD"]).as_py())
    last = found.filter(compute.equal(found["TIME_PERIOD"], period))
    areas, lacking = last.num_rows if many else 0, choice.lacking.get(UNIT, "")
    return Lead(held, median(last["OBS_VALUE"].to_pylist()), choice.codes, period, areas, lacking)


def _is_total(held: Held, choice: Choice) -> bool:
    """Whether a series is the total of its dimensions, or they have nothing else, or it is the flow's headline."""
    headline = headline_for(held.flow, {}, ())
    own = {name: code for name, code in choice.codes.items() if name not in SAID_ELSEWHERE}
    return all(
        code in (TOTAL, headline.get(name)) or len(held.flow.lists.get(name, ())) == 1 for name, code in own.items()
    )


def _whole(cells: arrow.Table, partly: set[tuple[str, str]]) -> arrow.Table:
    """The cells of periods that their sources cover whole."""
    for source, period in partly:
        of_part = compute.and_(compute.equal(cells["SOURCE"], source), compute.equal(cells["TIME_PERIOD"], period))
        cells = cells.filter(compute.invert(of_part))
    return cells
