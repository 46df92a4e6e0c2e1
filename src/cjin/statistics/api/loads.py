"""Sources and loads of unit records: what was read and how, the rows set apart, and loading files."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from ninja import File, Form, Query
from ninja.files import UploadedFile

from cjin.core.api.cursors import Page, Paging, page

from ..actions.loading import load_files
from ..models import Load, Source
from ..queries.loads import load_by_key, loads_for, poorly_placed
from ..queries.readings import edits_figures, seen_by
from ..rules.linkfiles import given
from ..rules.records.apart import many_apart
from ..views.loads import apart as rows_apart
from ..views.uploads import on_disk
from .asking import editing
from .readings import reading_out
from .router import router

REPORT = (
    "read", "kept", "apart", "reasons", "places", "unmapped", "lost_zeros", "coverage", "undated", "first_day",
    "last_day", "concepts",
)  # fmt: skip


@router.get("/sources", response=Page[dict[str, Any]], summary="Sources of figures")
def sources(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """Sources that the asker may see; who edits figures sees all."""
    found = seen_by(Source.objects.all(), request.user, via="")
    return page(found, paging, order=["slug"], shown=_source)


def _source(one: Source) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("slug", "title", "area", "unit", "release")}


@router.get("/loads", response=Page[dict[str, Any]], summary="Loads of unit records")
def loads(request: HttpRequest, paging: Query[Paging], source: str = "") -> dict[str, Any]:
    """Loads of the sources that the asker may see, the last first; their reports for who edits figures."""
    found = loads_for(request.user)
    may_edit = edits_figures(request.user)
    rows = found.filter(source__slug=source) if source else found
    return page(rows, paging, order=["-pk"], shown=lambda one: load_out(one) | (_report(one) if may_edit else {}))


def load_out(one: Load) -> dict[str, Any]:
    """A load as anybody may know of it who may see its source."""
    return reading_out(one) | {"unit": one.source.unit}


def _report(one: Load) -> dict[str, Any]:
    told = {name: one.report.get(name) for name in REPORT}
    many = many_apart(one.report["read"], one.report["apart"])
    return {"report": told, "poorly_placed": poorly_placed(one), "many_apart": many}


@router.post("/loads", summary="Load unit records")
def load(
    request: HttpRequest, files: File[list[UploadedFile]], mapping: Form[str], links: File[UploadedFile | None] = None
) -> dict[str, Any]:
    """Reads files (CSV, Parquet, XLSX) by a mapping (YAML), whole or not at all.

    The same again changes nothing, and ``unchanged`` says so.

    ``links`` is the offences' correspondence to ICCS as CSV or XLSX; that of this node without it. Rows that cannot be
    read are set apart and counted. At most 64 MB at once; more by the command line. Needs the duty statistics.edit.
    """
    person = editing(request)
    read = given(links.read(), links.name or "links") if links else None
    with on_disk(files) as paths:
        done = load_files(paths=paths, mapping=mapping, name="mapping", links=read, by=person, now=timezone.now())
    return load_out(done) | _report(done) | {"unchanged": done.unchanged}


@router.get("/loads/{key}", summary="A load")
def one_load(request: HttpRequest, key: str) -> dict[str, Any]:
    """A load (national-police@3, or the last of national-police); with its report, mapping and files for who edits."""
    one = load_by_key(key, loads_for(request.user))
    if not edits_figures(request.user):
        return load_out(one)
    return load_out(one) | _report(one) | {"mapping": one.mapping, "links": one.links, "files": one.files}


@router.get("/loads/{key}/apart.csv", summary="Rows of a load that could not be read")
def apart(request: HttpRequest, key: str) -> HttpResponseBase:
    """Each row as it stood in its file, with its line and the reason. Needs the duty statistics.edit."""
    editing(request)
    one = load_by_key(key, loads_for(request.user))
    return rows_apart(request, one.source.slug, one.number)
