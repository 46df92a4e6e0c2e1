"""Rates: counts beside a population, of the whole or of the same sex and age."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import StringIO

import numpy as np

from cjin.core.rules.errors import Fault, Invalid
from cjin.statistics.rules.counting.cells import PERIOD, Counted
from cjin.statistics.rules.counting.decoding import Numbers
from cjin.statistics.rules.units import TOTAL

SHARED = ("sex", "age")
"""Dimensions by which a population is told."""


@dataclass(frozen=True)
class Population:
    """How many people there were: by year, sex and age group, ``_T`` for all."""

    source: str
    people: Mapping[tuple[str, str, str], float]

    def of(self, year: str, sex: str, age: str) -> float:
        """The people of a year, not a number where the population does not tell."""
        return self.people.get((year, sex, age), float("nan"))


def read_population(text: str, name: str) -> Population:
    """A population from CSV with TIME_PERIOD and OBS_VALUE, and SEX and AGE where it has them. Raises Invalid."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    reader = csv.DictReader(StringIO(lines))
    try:
        return _population(reader, name)
    except csv.Error as error:
        where = f"{name}, line {reader.line_num + 1}"  # the line that was being read is not counted yet
        raise Invalid(f"{name} is no population.", [Fault(where, f"this is no row: {error}")]) from error


def _population(reader: "csv.DictReader[str]", name: str) -> Population:
    missing = [column for column in ("TIME_PERIOD", "OBS_VALUE") if column not in (reader.fieldnames or [])]
    if missing:
        faults = [Fault(f"{name}, line 1", f"the column {one} is missing") for one in missing]
        raise Invalid(f"{name} is no population.", faults)
    people: dict[tuple[str, str, str], float] = {}
    faults = []
    for row in reader:
        where = f"{name}, line {reader.line_num}"
        key = (row["TIME_PERIOD"] or "", row.get("SEX") or TOTAL, row.get("AGE") or TOTAL)
        if key in people:
            faults.append(Fault(where, f"{', '.join(key)} comes twice"))
        people[key] = _people(row["OBS_VALUE"] or "", where, faults)
    if faults:
        raise Invalid(f"{name} cannot be used.", faults)
    return Population(name, people)


def _people(said: str, where: str, faults: list[Fault]) -> float:
    try:
        value = float(said)
    except ValueError:
        value = -1.0
    if not 0 < value < 1e11:
        faults.append(Fault(where, f"“{said[:20]}” is no number of people"))
    return value


def with_rates(counted: Counted, population: Population | None) -> Counted:
    """The table with a rate in each cell for which the population tells a number; as it is where it asks for none."""
    if counted.table.rate is None or population is None:
        return counted
    people = _beside(counted, population)
    return replace(counted, rates=counted.values / people * counted.table.rate.per)


def _beside(counted: Counted, population: Population) -> Numbers:
    """The people beside each cell, in the shape of the table."""
    names = [axis.name for axis in counted.axes]
    shared = [names.index(one) if one in names else None for one in SHARED]
    codes = [counted.axes[place].codes if place is not None else (TOTAL,) for place in shared]
    years = [code[:4] for code in counted.axes[names.index(PERIOD)].codes]
    people = np.array([[[population.of(year, sex, age) for age in codes[1]] for sex in codes[0]] for year in years])
    shape = [1] * len(names)
    shape[names.index(PERIOD)] = len(years)
    for place, lengths in zip(shared, people.shape[1:], strict=True):
        if place is not None:
            shape[place] = lengths
    return np.broadcast_to(people.reshape(shape), counted.values.shape)
