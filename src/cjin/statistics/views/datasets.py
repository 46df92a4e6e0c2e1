"""Datasets of ready figures: the list, one of them, its files, and reading one in."""

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Any

import pyarrow.parquet as parquet
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import CjinError, Conflict, Invalid, NotFound, Unavailable
from cjin.core.rules.spreadsheets import harmless
from cjin.statistics.actions.checking import check as run_checks
from cjin.statistics.actions.importing import import_file
from cjin.statistics.forms.findings import ImportForm
from cjin.statistics.forms.templates import TemplateForm
from cjin.statistics.models import COUNTED, Dataset, Gravity
from cjin.statistics.queries.datasets import dataset_for, listed, observations_of, years_in_part
from cjin.statistics.queries.findings import by_rule, words_of
from cjin.statistics.queries.publications import may_publish
from cjin.statistics.queries.readings import edits_figures, folder_of
from cjin.statistics.rules.aggregates.observations import KEY
from cjin.statistics.rules.aggregates.reading import APART, DAMAGE
from cjin.statistics.rules.checks.check import known
from cjin.statistics.views.inspecting import back_to, checked
from cjin.statistics.views.uploads import on_disk

MOST = 200
FILES = {"damage.csv": DAMAGE, "apart.csv": APART}
TONES = {1: "stopped", 2: "warning", 3: "open"}


@require_http_methods(["GET", "HEAD", "POST"])
def datasets(request: HttpRequest) -> HttpResponse:
    """The datasets that the reader may see, the newest first; who edits figures reads one in here."""
    may_edit = edits_figures(request.user)
    sent = request.method == "POST"
    form = ImportForm(*((request.POST, request.FILES) if sent else (None, None)))
    if sent and form.is_valid():
        check_can(request.user, Duty.STATISTICS_EDIT, today=timezone.localdate())
        try:
            done = _imported(request, form)
            _tell(request, done)
            return redirect(done)
        except (Invalid, NotFound, Unavailable, Conflict) as error:
            _put(form, error)
    context = {
        "datasets": listed(request.user)[:MOST],
        "counted": listed(request.user, counted=True)[:MOST],
        "form": form if may_edit else None,
        "template": TemplateForm(),
        "sent": sent,
    }
    return render(request, "statistics/datasets.html", context, status=422 if sent else 200)


def _imported(request: HttpRequest, form: ImportForm) -> Dataset:
    given = form.cleaned_data
    assert isinstance(request.user, User)
    return take_in(given["file"], layout=given["layout"], vintage=given["vintage"], by=request.user)


def _tell(request: HttpRequest, done: Dataset) -> None:
    if done.unchanged:
        messages.info(request, _("This was read in before as %(key)s; nothing changed.") % {"key": done.key})
    else:
        messages.success(request, _("%(key)s is read in and checked.") % {"key": done.key})


def take_in(
    file: "UploadedFile[Any]", *, layout: str, vintage: date | None = None, source: str = "", by: User
) -> Dataset:
    """Reads a file of ready figures that was sent, and runs the checks over it."""
    now = timezone.now()
    with on_disk([file]) as (path,):
        done = import_file(path=path, layout=layout, vintage=vintage, source=source, by=by, now=now)
    run_checks(dataset=done, by=by, now=now)
    return done


def _put(form: ImportForm, error: CjinError) -> None:
    form.add_error("file", error.message)
    for fault in error.faults[:50] if isinstance(error, Invalid) else ():
        form.add_error("file", str(fault))


@require_safe
def dataset(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What was read, what was wrong with it, what the checks found."""
    one = dataset_for(request.user, slug, number)
    may_edit = edits_figures(request.user)
    address = {name: reverse("statistics:dataset-file", args=[slug, number, name]) for name in _files()}
    context = {
        "dataset": one,
        "counted": one.layout == COUNTED,
        "report": one.report,
        "in_part": sorted({str(year) for _table, year in years_in_part(one)}),
        "damage": one.report.get("damage", []),
        "checks": [_row(one, row) for row in by_rule(one)],
        "may_edit": may_edit,
        "downloads": [{"label": name, "url": url, "type": ""} for name, url in address.items()],
        "findings": f"{reverse('statistics:findings')}?dataset={one.key}",
    }
    if may_publish(request.user) and one.layout != COUNTED:
        context["publish"] = reverse("statistics:publish-dataset", args=[slug, number])
    return render(request, "statistics/dataset.html", context)


def _row(one: Dataset, row: tuple[str, int, int, int]) -> dict[str, Any]:
    rule, severity, count, still_open = row
    check = known().get(rule)
    return {
        "message": dict(check.message) if check else {"en": rule},
        "severity": Gravity(severity).label,
        "tone": TONES[severity],
        "count": count,
        "open": still_open,
        "url": f"{reverse('statistics:findings')}?dataset={one.key}&rule={rule}",
    }


@require_POST
def check(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Runs the checks again."""
    check_can(request.user, Duty.STATISTICS_EDIT, today=timezone.localdate())
    one = dataset_for(request.user, slug, number)
    by = request.user
    assert isinstance(by, User)
    run_checks(dataset=one, by=by, now=timezone.now())
    return checked(request, one, back_to(request.POST.get("back", "")))


def _files() -> tuple[str, ...]:
    return ("observations.csv", "observations.parquet", *FILES)


@require_safe
def download(request: HttpRequest, slug: str, number: int, file: str) -> HttpResponseBase:
    """The observations with the words that travel with them, the damage, or the rows set apart."""
    one = dataset_for(request.user, slug, number)
    name = f"{slug}-{number}-{file}"
    if file == "observations.csv":
        lines = StreamingHttpResponse(_lines(one), content_type="text/csv; charset=utf-8")
        lines["Content-Disposition"] = f'attachment; filename="{name}"'
        return lines
    path = observations_of(one) if file == "observations.parquet" else folder_of(one) / FILES.get(file, "-")
    if file not in _files() or not path.is_file():
        raise NotFound(_("There is no such file."))
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)


def _lines(one: Dataset) -> Iterator[str]:
    """One observation a line; the words of what was explained or accepted stand with every figure of that key."""
    words: dict[tuple[Any, ...], list[str]] = {}
    for row in words_of(one).exclude(words="").values_list(*KEY, "words"):
        words.setdefault(row[:-1], []).append(row[-1])
    file = parquet.ParquetFile(observations_of(one))
    names = [name for name in file.schema_arrow.names if name not in ("sheet", "row")]
    yield "\ufeff" + _csv([*(name.rstrip("_") for name in names), "explanation"])
    for batch in file.iter_batches(batch_size=5_000, columns=names):
        rows = [_flat(row, names, words) for row in batch.to_pylist()]
        yield "".join(rows)


def _flat(row: dict[str, Any], names: list[str], words: dict[tuple[Any, ...], list[str]]) -> str:
    said = words.get(tuple(row[name] for name in KEY), [])
    return _csv([*(row[name] for name in names), " / ".join(dict.fromkeys(said))])


def _csv(values: list[Any]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerow([safe(value) for value in values])
    return out.getvalue()


def safe(value: Any) -> Any:
    """A text that no spreadsheet takes for a formula; a number stays one, whole where it is."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return harmless(value)
