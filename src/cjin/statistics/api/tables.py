"""Table sets, and the tables of a load before confidentiality: for those who edit figures."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import Field

from cjin.core.api.cursors import Page, Paging, part
from cjin.core.rules.errors import Fault, Invalid, NotFound

from ..models import Load
from ..queries.loads import counting, lineage, load_by_key, loads_for
from ..rules.counting.covering import uncovered
from ..rules.counting.keeping import counted
from ..rules.counting.provisional import provisional
from ..rules.counting.tables import Outcome
from ..rules.tableset import Table, TableSet, set_names, table_set
from ..rules.writing.rows import header, rows
from ..views.templates import workbook
from .asking import editing
from .router import router

type Year = Annotated[int, Field(ge=1900, le=2200)]
type Area = Annotated[str, Field(max_length=20)]


@router.get("/table-sets", summary="Table sets of the catalogue")
def sets(request: HttpRequest) -> list[dict[str, Any]]:
    """Every table set with its tables: what each counts, of which categories, by which dimensions."""
    return [_set(table_set(name)) for name in set_names()]


@router.get("/table-sets/{name}", summary="A table set")
def one_set(request: HttpRequest, name: str) -> dict[str, Any]:
    """A table set with its tables."""
    return _set(table_set(name))


@router.get("/table-sets/{name}/template.xlsx", summary="A workbook for ready figures")
def template(
    request: HttpRequest, name: str, year: Query[list[Year] | None] = None, area: Query[Area] = ""
) -> HttpResponse:
    """A workbook that asks for the figures of a table set, as the import takes it; last year's without ``year``.

    At most 20 years, a ``year`` each.
    """
    return workbook(name, year or [], area)


def _set(one: TableSet) -> dict[str, Any]:
    return {"id": one.id, "title": one.title, "tables": [_table(table) for table in one.tables]}


def _table(one: Table) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "unit": str(one.unit),
        "counted": str(one.counted),
        "categories": list(one.categories),
        "dimensions": list(one.dimensions),
        "period": str(one.period),
    }


@router.get("/loads/{key}/tables/{name}", summary="Tables that can be counted from a load")
def tables(request: HttpRequest, key: str, name: str) -> dict[str, Any]:
    """The tables of a set over a load with how many cells they have, and why others were not counted.

    ``periods`` are those that the records do not cover whole, by table, with the status of their figures.
    Before confidentiality: needs the duty statistics.edit.
    """
    one, outcome = _outcome(request, key, name)
    found = [{"id": table.table.id, "title": table.table.title, "cells": table.values.size} for table in outcome.tables]
    base = counting(one)
    periods = {table.table.id: known for table in outcome.tables if (known := uncovered(table, base))}
    return {"load": one.key, "set": name, "tables": found, "periods": periods, "refused": outcome.refused}


@router.get("/loads/{key}/tables/{name}/{table}", response=Page[dict[str, Any]], summary="A table of a load")
def table(request: HttpRequest, key: str, name: str, table: str, paging: Query[Paging]) -> dict[str, Any]:
    """One row a cell with its codes, value, status and source, as in the files of ``cjin statistics tables``.

    Before confidentiality: needs the duty statistics.edit.
    """
    one, outcome = _outcome(request, key, name)
    for each in outcome.tables:
        if each.table.id == table:
            columns = header(each)
            said = rows(provisional(each, counting(one)), lineage(one))
            return part((dict(zip(columns, row, strict=True)) for row in said), paging)
    if table in outcome.refused:
        raise Invalid(_("This table cannot be counted from this load."), [Fault(table, outcome.refused[table])])
    raise NotFound(_("There is no table %(table)s in %(set)s.") % {"table": table[:80], "set": name})


def _outcome(request: HttpRequest, key: str, name: str) -> tuple[Load, Outcome]:
    editing(request)
    one = load_by_key(key, loads_for(request.user))
    return one, counted(table_set(name), counting(one))
