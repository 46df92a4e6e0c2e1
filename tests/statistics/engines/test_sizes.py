"""Tables that would be too large: refused with their size by every engine, before anything is counted."""

import pytest

from cjin.core.rules.errors import Invalid
from cjin.statistics.rules.concepts import Role, concepts
from cjin.statistics.rules.counting import sizes
from cjin.statistics.rules.counting.held import Load
from cjin.statistics.rules.counting.keeping import counted
from cjin.statistics.rules.counting.tables import count_tables
from cjin.statistics.rules.engines import embedded
from cjin.statistics.rules.engines.dialects import Dialect, queries
from cjin.statistics.rules.tableset import TableSet
from tests.statistics.engines.records import loaded, made
from tests.statistics.tablesets import read_table_set

CLOSED = ", ".join(one.id for one in concepts().values() if one.role is Role.CODE)
SMALL = "{id: small, unit: offence, dimensions: [sex, area]}"
LARGE = f"{{id: large, unit: offence, dimensions: [{CLOSED}]}}"


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Load:
    return loaded(made(400, 11), tmp_path_factory.mktemp("loads") / "load")


def declared(*tables: str) -> TableSet:
    return read_table_set(f"{{id: sizes, tables: [{', '.join(tables)}]}}", "sizes")


def test_a_table_of_every_dimension_is_refused_alike(there: Load) -> None:
    tables = declared(SMALL, LARGE)
    told = [found.refused for found in (count_tables(tables, there), counted(tables, there), counted(tables, there))]
    told += [embedded.count(tables, there).refused, queries(tables, there, Dialect.TRINO)[1]]
    for refused in told:
        assert refused == told[0]
        assert list(refused) == ["large"]
        assert "cells, and a table has at most 2000000" in refused["large"]
    with pytest.raises(Invalid) as caught:
        count_tables(declared(LARGE), there)
    assert [fault.where for fault in caught.value.faults] == ["large"]


def test_the_last_cell_that_fits_is_counted(there: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    cells = count_tables(declared(SMALL), there).tables[0].values.size
    monkeypatch.setattr(sizes, "MOST_CELLS", cells)
    assert count_tables(declared(SMALL), there).tables
    monkeypatch.setattr(sizes, "MOST_CELLS", cells - 1)
    with pytest.raises(Invalid, match="No table"):
        count_tables(declared(SMALL), there)


def test_what_a_table_narrows_by_is_counted_too(there: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    table = "{id: narrowed, unit: offence, dimensions: [sex], where: {area: [north], weapon: [FIREARM]}}"
    table = table.replace("FIREARM", next(iter(concepts()["weapon"].codes)))
    places = len(there.periods(declared(table).tables[0].period).codes)
    for name in ("sex", "area", "weapon"):
        places *= len(there.codes[name])
    monkeypatch.setattr(sizes, "MOST_PLACES", places)
    assert count_tables(declared(table), there).tables
    monkeypatch.setattr(sizes, "MOST_PLACES", places - 1)
    for engine in (count_tables, embedded.count):
        with pytest.raises(Invalid) as caught:
            engine(declared(table), there)
        assert f"{places} combinations" in caught.value.faults[0].message
