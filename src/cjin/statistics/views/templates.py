"""Workbooks for ready figures, to be filled and read in again."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cjin.statistics.forms.templates import TemplateForm
from cjin.statistics.rules.aggregates.templates.writing import write_template
from cjin.statistics.rules.tableset import TableSet, table_set
from cjin.statistics.views import made

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The workbook that is asked for; the form where nothing is said yet, or something is wrong with it."""
    form = TemplateForm(request.GET or None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        return workbook(said["tables"], said["years"], said["area"])
    return render(request, "statistics/template.html", {"form": form}, status=422 if form.is_bound else 200)


def workbook(name: str, years: Sequence[int], area: str) -> HttpResponse:
    """The workbook of a table set; last year's where no year is named. Raises NotFound, Invalid for too many.

    It is made once a day for all who ask for the same: it has the day on which it was made.
    """
    declared, today = table_set(name), timezone.localdate()
    asked = sorted(set(years)) or [today.year - 1]
    key = made.key_of("template", repr(declared), repr(asked), area, today.isoformat())
    path = made.once(f"{key}.xlsx", lambda: _written(declared, asked, area))
    answer = HttpResponse(path.read_bytes(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{declared.id}.xlsx"'
    return answer


def _written(declared: TableSet, years: Sequence[int], area: str) -> bytes:
    with TemporaryDirectory() as folder:
        return write_template(declared, Path(folder) / "template.xlsx", years=years, area=area).read_bytes()
