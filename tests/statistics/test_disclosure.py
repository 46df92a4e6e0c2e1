"""Confidentiality, against an attacker who sees everything that is published and solves for the rest."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from cjin.core.rules.errors import Invalid
from cjin.statistics.rules.counting.cells import Counted
from cjin.statistics.rules.counting.tables import count_tables
from cjin.statistics.rules.disclosure import suppression
from cjin.statistics.rules.disclosure.primary import Rule, rule
from cjin.statistics.rules.disclosure.program import System, components, interval
from cjin.statistics.rules.disclosure.relations import Key, published
from cjin.statistics.rules.disclosure.suppression import protect
from cjin.statistics.rules.units import Status
from cjin.statistics.rules.writing import FORMATS, write_table
from cjin.statistics.rules.writing.rows import Lineage
from tests.statistics.tablesets import read_table_set
from tests.statistics.test_counting import loaded, made

TABLES = """
id: published-together
tables:
  - {id: tree, unit: offence, categories: level-2}
  - {id: by-sex, unit: offence, categories: ["01", "0101", "02", "05"], dimensions: [sex]}
  - {id: by-sex-and-area, unit: offence, categories: ["01", "05"], dimensions: [sex, area]}
  - {id: by-area, unit: offence, categories: ["01", "0101+0102", "0101", "0102"], dimensions: [area]}
  - {id: months, unit: offence, categories: ["01"], period: month}
  - {id: persons, unit: offence, categories: ["01", "05"], counted: persons, dimensions: [sex]}
"""
RULE = rule("counts-of-persons")


def tables(folder: Path, seed: int, rows: int) -> tuple[Counted, ...]:
    there, _ = loaded(made(rows, seed), folder)
    return count_tables(read_table_set(TABLES, "tables.yaml"), there).tables


def attacked(before: Sequence[Counted], after: Sequence[Counted]) -> dict[Key, tuple[float, float]]:
    """What somebody who sees all published cells can work out about each suppressed one."""
    truth = published(before)
    hidden = {key for key, places in truth.places.items() if all(_hidden(after[table], cell) for table, cell in places)}
    partly = {key for key, places in truth.places.items() if any(_hidden(after[table], cell) for table, cell in places)}
    assert hidden == partly, "a cell that is hidden in one table is shown in another"
    hidden |= truth.rests
    found = {}
    for keys, relations in components(list(truth.values), truth.relations):
        system = System.of(keys, relations)
        for key in hidden.intersection(keys):
            found[key] = interval(system, truth.values, hidden.intersection(keys), key)
    return found


def _hidden(table: Counted, position: int) -> bool:
    return list(table.cells())[position].status is Status.SUPPRESSED


@pytest.mark.parametrize(("seed", "rows"), [(1, 60), (2, 150), (3, 400)])
def test_an_attacker_learns_nothing_about_a_sensitive_cell(seed: int, rows: int, tmp_path: Path) -> None:
    before = tables(tmp_path, seed, rows)
    protected = protect(before, RULE)
    truth = published(before)
    assert protected.primary > 0
    found = attacked(before, protected.tables)
    for key, value in truth.values.items():
        if RULE.hides(value):
            low, high = found[key]
            assert high - low >= RULE.width, key
            assert low <= value <= high
    assert protected.broken == ()


def test_primary_suppression_alone_would_be_broken(tmp_path: Path) -> None:
    before = tables(tmp_path, 2, 150)
    only = protect(before, Rule("primary", "", threshold=RULE.threshold, width=0)).tables
    assert any(high - low < RULE.width for low, high in attacked(before, only).values())


def test_exempt_cells_stay_and_are_told_where_that_breaks_protection(tmp_path: Path) -> None:
    before = tables(tmp_path, 1, 60)
    protected = protect(before, RULE, exempt=lambda key: len(key) == 3)
    truth = published(before)
    for key, places in truth.places.items():
        if len(key) == 3 and not protected.broken:
            assert not any(_hidden(protected.tables[table], cell) for table, cell in places)


def test_suppressed_survives_every_format(tmp_path: Path) -> None:
    before = tables(tmp_path, 2, 150)
    (tree, *_rest) = protect(before, RULE).tables
    hidden = sum(cell.status is Status.SUPPRESSED for cell in tree.cells())
    assert hidden > 0
    assert all(cell.value is None for cell in tree.cells() if cell.status is Status.SUPPRESSED)
    for form in ("csv", "sdmx-csv"):
        text = write_table(tree, Lineage("x@1", "XA", "2024-01-01"), tmp_path, form).read_text(encoding="utf-8")
        assert text.count(",,Q,") == hidden
    assert set(FORMATS) == {"csv", "parquet", "xlsx", "sdmx-csv"}


def test_more_cells_than_can_be_looked_at_together_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tables(tmp_path, 1, 60)
    monkeypatch.setattr(suppression, "MOST", 10)
    with pytest.raises(Invalid) as raised:
        protect(before, RULE)
    assert "cells hang together, more than 10" in raised.value.faults[0].message
