"""Where a comparison begins: the areas whose curves are the most complete, from as many regions as there are."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pyarrow as arrow
import pyarrow.compute as compute

from cjin.reference.models import Region, State
from cjin.statistics.queries.flows import Held
from cjin.statistics.rules.exploring.choosing import AREAS, chosen
from cjin.statistics.rules.exploring.question import Question

MOST = 4
"""So many areas stand in a comparison where none are chosen."""


def beginning(held: Held, question: Question) -> tuple[list[str], Question]:
    """The areas to compare where none are chosen, and the question with the codes of the series they are chosen by.

    Those with the most values of the series that most areas report, the first one of each region rather than the
    second of another; what stands first among equals is decided by the newest value, then by the code.
    """
    every = held.table()
    choice = chosen(held.flow, every, question.codes, question.free)
    if choice is None:
        return list(held.areas[:MOST]), question
    for name, code in choice.codes.items():
        every = every.filter(compute.equal(every[name], code))
    codes = {name: code for name, code in choice.codes.items() if name != "FREQ"}
    return spread(_completest(every), regions_of(held.areas), MOST), replace(question, codes=codes)


def _completest(cells: arrow.Table) -> list[str]:
    """The areas, that with the most periods with a value first."""
    valued = cells.filter(compute.is_valid(cells["OBS_VALUE"]))
    wanted = [("TIME_PERIOD", "count_distinct"), ("TIME_PERIOD", "max")]
    found = valued.group_by(AREAS, use_threads=False).aggregate(wanted).to_pylist()
    found.sort(key=lambda one: one[AREAS])
    found.sort(key=lambda one: (one["TIME_PERIOD_count_distinct"], one["TIME_PERIOD_max"]), reverse=True)
    return [one[AREAS] for one in found]


def spread(ordered: Iterable[str], regions: Mapping[str, str], most: int) -> list[str]:
    """Some of the areas: the first of each region, in their order, then the others in theirs."""
    ordered = list(ordered)
    firsts: dict[str, str] = {}
    for area in ordered:
        firsts.setdefault(regions.get(area, ""), area)
    found = [*firsts.values(), *(area for area in ordered if area not in firsts.values())][:most]
    return sorted(found, key=ordered.index)


def regions_of(areas: Iterable[str]) -> dict[str, str]:
    """The continent of each area that is a State, by its M49 code; "" where that is not known. Two queries."""
    within = dict(Region.objects.values_list("m49", "within_id"))
    own = State.objects.filter(iso3__in=list(areas)).values_list("iso3", "region_id")
    return {area: _continent(region or "", within) for area, region in own}


def _continent(region: str, within: Mapping[str, str | None]) -> str:
    """The outermost region below the world."""
    while (above := within.get(region)) and within.get(above):
        region = above
    return region
