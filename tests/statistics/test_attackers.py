"""Confidentiality, against an attacker who knows nothing of how cells were protected.

He takes every combination of codes that a record can have as an unknown number, writes each shown cell as a sum of
those, and solves for what is hidden, and for the difference of any two shown cells of which one is inside the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest

from cjin.statistics.rules.classification import iccs
from cjin.statistics.rules.counting.cells import Counted
from cjin.statistics.rules.counting.tables import count_tables
from cjin.statistics.rules.disclosure.finer import finer
from cjin.statistics.rules.disclosure.primary import rule
from cjin.statistics.rules.disclosure.program import System, interval
from cjin.statistics.rules.disclosure.relations import Key, Relation
from cjin.statistics.rules.disclosure.suppression import Around, protect
from cjin.statistics.rules.units import Attempts
from tests.statistics.tablesets import read_table_set
from tests.statistics.test_counting import loaded, made

RULE = rule("counts-of-persons")
YEAR = "2019"
TARGETS = {"0100": "0101", "0110": "0102", "0200": "0201", "0400": "0501", "0500": "06", "9999": ""}
POSSIBLE = (*TARGETS.values(), "0103", "0202", "0301", "0502")
"""Categories that a record can have for all that the attacker knows."""
SEXES, AREAS, TRIED = ("M", "F", "_U"), ("north", "south", "_U"), ("ATT", "COM", "_U")
YEARS = {"Y0T14", "Y15T17", "Y18T39", "Y40T", "_U"}
WIDER = {
    "Y0T17": {"Y0T14", "Y15T17"},
    "Y15T39": {"Y15T17", "Y18T39"},
    "Y0T39": {"Y0T14", "Y15T17", "Y18T39"},
    "_T": YEARS,
}
SETS = {
    "a category and some of what is inside": """
  - {id: one, unit: offence, categories: ["01", "02", "05"], dimensions: [sex]}
  - {id: two, unit: offence, categories: ["0101", "0201", "0501"], dimensions: [sex]}
""",
    "all offences and some categories": """
  - {id: one, unit: offence, dimensions: [sex, area]}
  - {id: two, unit: offence, categories: level-1, dimensions: [area]}
""",
    "a category and what is two levels below": """
  - {id: one, unit: offence, categories: ["01", "0201", "06"], dimensions: [area]}
  - {id: two, unit: offence, categories: ["0101", "02", "0201+06"], dimensions: [area]}
""",
    "all, completed and narrowed": """
  - {id: one, unit: offence, categories: ["01", "05"], dimensions: [sex]}
  - {id: two, unit: offence, categories: ["01", "05"], dimensions: [sex], attempts: excluded}
  - {id: three, unit: offence, categories: ["01", "05"], dimensions: [area], where: {attempted: [COM]}}
""",
    "narrowed to several codes": """
  - {id: one, unit: offence, dimensions: [area]}
  - {id: two, unit: offence, dimensions: [area], where: {sex: [M, F]}}
  - {id: three, unit: offence, dimensions: [area], where: {sex: [F, _U]}}
  - {id: four, unit: offence, where: {sex: [M], attempted: [COM]}}
""",
    "groups of ages that cut through each other": """
  - {id: one, unit: offence, dimensions: [age, sex], ages: [0, 18, 40]}
  - {id: two, unit: offence, dimensions: [age, area], ages: [0, 15, 40]}
  - {id: three, unit: offence, dimensions: [age], ages: [0, 40]}
""",
    "sets that cut through each other": """
  - {id: one, unit: offence, categories: ["01", "02", "0101+0201"], dimensions: [sex]}
  - {id: two, unit: offence, categories: ["0101", "0102", "02+05", "0101+0102+06"]}
""",
    "inclusion and exclusion": """
  - {id: one, unit: offence, dimensions: [sex]}
  - {id: two, unit: offence, dimensions: [area]}
  - {id: three, unit: offence, where: {sex: [M], area: [north]}}
  - {id: four, unit: offence, categories: ["01"], where: {sex: [F]}}
""",
    "narrowed twice, with nothing between": """
  - {id: one, unit: offence}
  - {id: two, unit: offence, where: {sex: [M, F], attempted: [COM, _U], area: [north, south]}}
""",
}


@dataclass(frozen=True)
class Told:
    """A cell as the attacker has it: the unknowns that it is the sum of, its value, and whether it is shown."""

    name: Key
    sums: frozenset[Key]
    value: float
    shown: bool


def told(table: Counted, shown: Counted) -> Iterator[Told]:
    """The cells of a year of a table."""
    names = [axis.name for axis in table.axes]
    for cell, seen in zip(table.cells(), shown.cells(), strict=True):
        codes = dict(zip(names, cell.codes, strict=True))
        if codes["period"] == YEAR and cell.value is not None:
            sums = frozenset(one for one in product(POSSIBLE, SEXES, AREAS, TRIED, YEARS) if _in(one, codes, table))
            yield Told((table.table.id, *cell.codes), sums, cell.value, seen.value is not None)


def _in(one: Key, codes: dict[str, str], table: Counted) -> bool:
    target, *others, age = one
    asked = table.table
    path = iccs().path(target) if target else ()
    inside = not asked.categories or set(path) & set(asked.categories[codes["category"]])
    tried = {Attempts.ONLY: {"ATT"}, Attempts.EXCLUDED: {"COM", "_U"}}.get(
        asked.attempts or Attempts.INCLUDED, {*TRIED}
    )
    own = dict(zip(("sex", "area", "attempted"), others, strict=True))
    narrowed = all(own[name] in those for name, those in asked.where.items())
    split = all(codes.get(name, "_T") in ("_T", code) for name, code in own.items())
    aged = age in WIDER.get(codes.get("age", "_T"), {codes.get("age")})
    return bool(inside) and own["attempted"] in tried and narrowed and split and aged


def cells_of(declared: str, folder: Path, seed: int) -> list[Told]:
    """Everything that is told of a year, with what is hidden in it."""
    rows = [row for row in made(220, seed) if row["offence"] in TARGETS]
    there, _ = loaded(rows, folder)
    before = count_tables(read_table_set(f"id: told\ntables:{declared}", "told"), there).tables
    inside = finer([one.table for one in before])
    around = Around(finer=count_tables(inside, there).tables if inside else ())
    after = protect(before, RULE, around=around).tables
    return [one for table, shown in zip(before, after, strict=True) for one in told(table, shown)]


def bounds(cells: Sequence[Told], wanted: Told) -> tuple[float, float]:
    """The least and the greatest value that the attacker finds for a cell that he does not see."""
    unknown = sorted({one for cell in cells for one in cell.sums})
    seen = [cell for cell in cells if cell.shown or cell == wanted]
    relations = [Relation(cell.name, tuple(sorted(cell.sums))) for cell in seen]
    system = System.of([*unknown, *(cell.name for cell in seen)], relations)
    return interval(system, {cell.name: cell.value for cell in seen}, {*unknown, wanted.name}, wanted.name)


@pytest.mark.parametrize("declared", SETS.values(), ids=SETS)
@pytest.mark.parametrize("seed", [1, 2])
def test_hidden_cells_and_differences_of_shown_ones_stay_hidden(declared: str, seed: int, tmp_path: Path) -> None:
    cells = cells_of(declared, tmp_path, seed)
    for cell in cells:
        if RULE.hides(cell.value):
            assert not cell.shown, cell.name
            low, high = bounds(cells, cell)
            assert high - low >= RULE.width, (cell.name, cell.value, low, high)
    shown = [cell for cell in cells if cell.shown]
    for one, other in product(shown, shown):
        if other.sums < one.sums:
            assert not RULE.hides(one.value - other.value), (one.name, other.name, one.value, other.value)
