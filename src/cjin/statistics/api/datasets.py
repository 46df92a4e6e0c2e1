"""Ready figures: datasets, their files, reading one in, and the checks over it."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from ninja import File, Form, Query
from ninja.files import UploadedFile

from cjin.core.api.cursors import Page, Paging, page

from ..actions.checking import check
from ..models import Dataset
from ..queries.datasets import dataset_by_key, listed, readable
from ..queries.findings import by_rule
from ..rules.checks.check import Severity
from ..views.datasets import download, take_in
from .asking import editing
from .readings import reading_out
from .router import router


@router.get("/datasets", response=Page[dict[str, Any]], summary="Datasets of ready figures")
def datasets(request: HttpRequest, paging: Query[Paging], source: str = "", counted: bool = False) -> dict[str, Any]:
    """Datasets that the asker may see, the last first, each with how many findings are open.

    With ``counted`` those that were counted here from loads, to be checked; they are no ready figures, and who edits
    figures sees them.
    """
    found = listed(request.user, counted=counted)
    return page(found.filter(source__slug=source) if source else found, paging, order=["-pk"], shown=_brief)


def _brief(one: Any) -> dict[str, Any]:
    return dataset_out(one) | {"open_findings": one.open_findings}


def dataset_out(one: Dataset) -> dict[str, Any]:
    """A dataset without its report."""
    return reading_out(one) | {"layout": one.layout, "file": one.file, "checked_at": one.checked_at}


@router.post("/datasets", summary="Read ready figures in")
def import_dataset(
    request: HttpRequest,
    file: File[UploadedFile],
    layout: Form[str],
    vintage: Form[date | None] = None,
    source: Form[str] = "",
) -> dict[str, Any]:
    """Reads a file in and runs all checks over it; the same file again changes nothing, and ``unchanged`` says so.

    ``layout`` is how the file is laid out (unodc, template, sdmx); ``vintage`` is the day of the figures: without it
    that of the file's name, or the last day of the last year in a file of the portal, or today. The same file again is
    another dataset only where another ``vintage`` is said. ``source`` is the identifier of their source, that of the
    layout without it. Needs the duty statistics.edit.
    """
    person = editing(request)
    done = take_in(file, layout=layout, vintage=vintage, source=source, by=person)
    return _whole(done) | {"unchanged": done.unchanged}


@router.get("/datasets/{key}", summary="A dataset")
def one_dataset(request: HttpRequest, key: str) -> dict[str, Any]:
    """A dataset (unodc-portal@2, or the last of unodc-portal): what was read, what was wrong, what checks found."""
    return _whole(dataset_by_key(key, readable(request.user)))


def _whole(one: Dataset) -> dict[str, Any]:
    checks = [
        {"check": rule, "severity": Severity(severity).name.lower(), "found": count, "open": still_open}
        for rule, severity, count, still_open in by_rule(one)
    ]
    return dataset_out(one) | {"report": one.report, "checks": checks}


@router.post("/datasets/{key}/check", summary="Run the checks again")
def check_dataset(request: HttpRequest, key: str) -> dict[str, Any]:
    """Runs all checks of the catalogue; what was decided of a finding stays. Needs the duty statistics.edit."""
    person = editing(request)
    one = dataset_by_key(key, readable(request.user))
    check(dataset=one, by=person, now=timezone.now())
    return _whole(one)


@router.get("/datasets/{key}/files/{file}", summary="A file of a dataset")
def file_of(request: HttpRequest, key: str, file: str) -> HttpResponseBase:
    """``observations.csv`` or ``observations.parquet``, ``damage.csv``, or ``apart.csv`` (rows set apart)."""
    one = dataset_by_key(key, readable(request.user))
    return download(request, one.source.slug, one.number, file)
