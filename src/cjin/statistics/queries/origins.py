"""Origins: the rows of a file that a ready figure stood in, what became of them, and what is found at it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cjin.core.permissions import Actor
from cjin.statistics.models import Dataset, Finding, Gravity, Publication, Standing
from cjin.statistics.queries.datasets import observations_of, readable
from cjin.statistics.queries.findings import checks_of
from cjin.statistics.queries.readings import folder_of
from cjin.statistics.rules.aggregates.observations import Damage, Observation, read_observations
from cjin.statistics.rules.aggregates.places import place_of
from cjin.statistics.rules.aggregates.reading import DAMAGE
from cjin.statistics.rules.aggregates.repairs import Repairs, comment, read_repairs, repairs_of
from cjin.statistics.rules.publishing.flows import Flow, codes_for, flow_id
from cjin.statistics.rules.publishing.reading import Cell
from cjin.statistics.rules.publishing.repeated import own_codes
from cjin.statistics.rules.tableset import catalogue_tables
from cjin.statistics.rules.units import TOTAL


@dataclass(frozen=True)
class Origin:
    """A row of a file: where it stood, the source that the file names for it, what was read otherwise than it stood.

    ``comment`` is what was published of that.
    """

    sheet: str
    row: int
    source: str
    repairs: Sequence[Damage]
    comment: str

    def told(self) -> dict[str, Any]:
        """The same for programs."""
        repairs = [
            {"kind": one.kind, "field": one.field, "said": one.said, "became": one.became} for one in self.repairs
        ]
        return {"sheet": self.sheet, "row": self.row, "source": self.source, "repairs": repairs}


def repairs_in(dataset: Dataset) -> Repairs:
    """What was repaired when a dataset was read, by the rows of its file."""
    return read_repairs(folder_of(dataset) / DAMAGE)


def origins_of(publication: Publication, flow: Flow, cell: Cell) -> list[Origin]:
    """The rows that a published figure stood in: one, several that repeat it, none where it was counted here."""
    dataset = publication.dataset
    if dataset is None or not observations_of(dataset).is_file():
        return []
    repairs, found = repairs_in(dataset), _standing(flow, cell, read_observations(observations_of(dataset)))
    return [
        Origin(one.sheet, one.row, one.source, repairs_of(one, repairs), comment(one, repairs, dataset.file))
        for one in found
    ]


def _standing(flow: Flow, cell: Cell, every: Sequence[Observation]) -> list[Observation]:
    """The observations that were published as a cell."""
    codes, table = cell.codes, catalogue_tables().get(flow.id)
    names = codes_for({one.indicator for one in every} - catalogue_tables().keys())
    mine = [one for one in every if flow.id in (one.indicator, flow_id(names.get(one.indicator, "")))]
    fixed = (codes["REF_AREA"], codes["TIME_PERIOD"], codes["UNIT_MEASURE"])
    there = [one for one in mine if (one.area, str(one.year), one.unit) == fixed]
    if table:
        return [one for one in there if own_codes(one, table).items() & codes.items() == _own(flow, codes)]
    breakdowns, categories = (codes_for(getattr(one, name) for one in mine) for name in ("dimension", "category"))
    said = tuple(codes.get(name) for name in ("DIMENSION", "CATEGORY", "SEX", "AGE"))
    return [one for one in there if (breakdowns[one.dimension], categories[one.category], one.sex, one.age) == said]


def _own(flow: Flow, codes: Mapping[str, str]) -> set[tuple[str, str]]:
    return {(name, codes[name]) for name in flow.dimensions}


def open_errors(actor: Actor, publication: Publication, flow: Flow, cell: Cell) -> list[Finding]:
    """The open errors that the checks found at a figure, for who may see them."""
    dataset = publication.dataset
    if publication.load is not None:
        dataset = checks_of(publication.load, str(publication.tables.get("id", "")))
    if dataset is None or not readable(actor).filter(pk=dataset.pk).exists():
        return []
    codes = cell.codes
    found = Finding.objects.filter(dataset=dataset, current=True, severity=Gravity.ERROR, standing=Standing.OPEN)
    own = {"sex": codes.get("SEX", TOTAL), "age": codes.get("AGE", TOTAL)}
    found = found.filter(year=codes["TIME_PERIOD"][:4], unit=codes["UNIT_MEASURE"], **own)
    if publication.load is not None:
        dimension, category = place_of(flow.dimensions, codes)
        return list(found.filter(indicator=flow.id, dimension=dimension, category=category))
    places = {one.key for one in _standing(flow, cell, read_observations(observations_of(dataset)))}
    return [one for one in found.filter(area=codes["REF_AREA"]) if _key(one) in places]


def _key(one: Finding) -> tuple[object, ...]:
    return (one.area, one.indicator, one.dimension, one.category, one.sex, one.age, one.year, one.unit)
