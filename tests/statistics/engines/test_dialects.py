"""The SQL of a table set for engines that are not here: it parses as theirs, and asks for nothing that they lack."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from cjin.core.rules.errors import Invalid
from cjin.statistics.rules.counting.held import Load
from cjin.statistics.rules.counting.tables import count_tables, needs_of
from cjin.statistics.rules.engines import embedded
from cjin.statistics.rules.engines.answers import table_of
from cjin.statistics.rules.engines.dialects import Dialect, queries
from cjin.statistics.rules.tableset import TableSet
from cjin.statistics.rules.units import Unit
from tests.statistics.engines.records import loaded, made
from tests.statistics.engines.tables import RULES, UNITS, shipped
from tests.statistics.tablesets import read_table_set
from tests.statistics.test_counting import TABLES

FUNCTIONS = {"CAST", "COALESCE", "COUNT", "EXTRACT", "ROW_NUMBER", "SUM"}
"""All that the queries call. Trino documents each: conversion, conditional, aggregate, window and date functions."""
WORDS = """
alter, and, as, auto, between, by, case, cast, constraint, create, cross, cube, current_catalog,
current_date, current_path, current_role, current_schema, current_time, current_timestamp,
current_user, deallocate, delete, describe, distinct, drop, else, end, escape, except, exists,
extract, false, for, from, full, group, grouping, having, in, inner, insert, intersect, into, is,
join, json_array, json_exists, json_object, json_query, json_table, json_value, left, like, listagg,
localtime, localtimestamp, natural, normalize, not, null, on, or, order, outer, prepare, recursive,
right, rollup, select, skip, table, then, trim, true, uescape, union, unnest, using, values, when,
where, with
"""
RESERVED = frozenset(WORDS.replace(",", " ").split())
"""The reserved words of Trino: none of them may be a name without quotes."""


@pytest.fixture(scope="module")
def loads(tmp_path_factory: pytest.TempPathFactory) -> list[Load]:
    place, rows = tmp_path_factory.mktemp("loads"), made(300, 5)
    asked = [(unit, "") for unit in UNITS] + [(Unit.OFFENCE, rules) for rules in RULES[1:]]
    return [loaded(rows, place / str(number), unit, rules) for number, (unit, rules) in enumerate(asked)]


def asked_of(loads: list[Load]) -> Iterator[tuple[TableSet, Load]]:
    for load in loads:
        yield from ((one, load) for one in shipped(load.mapping.unit))
    yield from ((read_table_set(TABLES, "tables.yaml"), load) for load in loads if load.mapping.unit is Unit.OFFENCE)


def names_of(query: exp.Expression) -> set[str]:
    return {one.name for one in query.find_all(exp.Identifier) if not one.args["quoted"]}


def calls_of(query: exp.Expression, dialect: Dialect) -> set[str]:
    """The functions that a query calls, as its dialect spells them."""
    found = (one for one in query.find_all(exp.Func) if not isinstance(one, (exp.Case, exp.If, exp.Connector)))
    return {one.sql(str(dialect)).partition("(")[0] for one in found}


@pytest.mark.parametrize("dialect", [Dialect.TRINO, Dialect.SPARK])
def test_the_text_for_another_engine_parses_and_read_back_counts_the_same(
    loads: list[Load], dialect: Dialect, tmp_path: Path
) -> None:
    seen = 0
    for tables, load in asked_of(loads):
        embedded.export(load, tmp_path / "records.parquet")
        expected = {one.table.id: list(one.cells()) for one in count_tables(tables, load).tables}
        texts, _ = queries(tables, load, dialect, "police.main.records")
        with duckdb.connect() as connection:
            connection.execute("ATTACH ':memory:' AS police")
            connection.execute(f"CREATE VIEW police.main.records AS FROM '{tmp_path / 'records.parquet'}'")
            for need in needs_of(tables, load)[0]:
                (parsed,) = sqlglot.parse(texts[need.table.id], read=str(dialect))
                assert isinstance(parsed, exp.Select)
                assert calls_of(parsed, dialect) <= FUNCTIONS
                assert not names_of(parsed) & RESERVED
                rows = connection.execute(parsed.sql("duckdb")).fetchall()
                assert list(table_of(need, load, rows).cells()) == expected[need.table.id], need.table.id
                seen += 1
    assert seen >= 27


def test_the_records_are_named_as_a_table_or_not_at_all(loads: list[Load]) -> None:
    (tables,) = shipped(Unit.OFFENCE)
    for name in ("", "a b", "a.b.c.d", "records; DROP TABLE x", "a..b", "1a"):
        with pytest.raises(Invalid):
            queries(tables, loads[0], Dialect.TRINO, name)


def test_what_cannot_be_counted_is_told_beside_the_queries(loads: list[Load]) -> None:
    found, refused = queries(shipped(Unit.OFFENCE)[0], loads[0], Dialect.TRINO)
    assert (len(found), len(refused)) == (7, 16)
    assert refused["victims"] == "the load holds records of offence, this table counts victim"
