"""Whole tables of a publication as files: CSV with its description for the Web, XLSX with notes, Parquet."""

from collections.abc import Sequence

import pyarrow as arrow
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cjin.core.rules.errors import NotFound, Unavailable
from cjin.statistics.models import Publication
from cjin.statistics.queries.labels import title_of
from cjin.statistics.queries.lineage import revisions_of
from cjin.statistics.queries.publications import file_of, flow_in, publication_for
from cjin.statistics.queries.sdmx import label, metadata_of
from cjin.statistics.rules.publishing.flows import Flow
from cjin.statistics.rules.publishing.metadata import headings
from cjin.statistics.rules.publishing.reading import Wanted, cells_of
from cjin.statistics.rules.sdmx.table import Portion, table
from cjin.statistics.rules.writing.answers import Sheet, as_xlsx
from cjin.statistics.rules.writing.csvw import MEDIA_TYPE, as_csv, described
from cjin.statistics.views import made

ENDINGS = ("csv", "csv-metadata.json", "xlsx", "parquet")
FORM = "xlsx 1"
"""Another one whenever the same table is written otherwise."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def table_file(request: HttpRequest, slug: str, number: int, flow: str, ending: str) -> HttpResponseBase:
    """A table of a publication in one of ENDINGS."""
    one = publication_for(request.user, slug, number)
    if one.withdrawn_at is not None:
        raise NotFound(_("This publication was withdrawn: %(why)s") % {"why": one.withdrawn_why})
    said, name = flow_in(one, flow), f"{slug}-{number}-{flow}"
    if not file_of(one, flow).is_file():
        raise Unavailable(_("The files of these figures are not in their place just now."))
    if ending == "parquet":
        return FileResponse(file_of(one, flow).open("rb"), as_attachment=True, filename=f"{name}.parquet")
    if ending == "xlsx":
        return _xlsx(request, one, said, f"{name}.xlsx")
    if ending == "csv":
        return _csv(request, _data(one, said), f"{name}.csv")
    if ending == "csv-metadata.json":
        return HttpResponse(_described(one, said, _data(one, said)), content_type=MEDIA_TYPE)
    raise NotFound(_("There is no such file."))


def _data(one: Publication, flow: Flow) -> arrow.Table:
    cells = cells_of(flow, [file_of(one, flow.id)], Wanted())
    return table(flow, [Portion(cells, flow.rules, one.vintage.isoformat(), one.key)])


def _csv(request: HttpRequest, data: arrow.Table, name: str) -> HttpResponse:
    response = _kept(HttpResponse(as_csv(data), content_type="text/csv; charset=utf-8; header=present"), name)
    response["Link"] = f'<{request.path.removesuffix("csv")}csv-metadata.json>; rel="describedby"; type="{MEDIA_TYPE}"'
    return response


def _kept(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _described(one: Publication, flow: Flow, data: arrow.Table) -> str:
    facts = {
        "title": title_of(flow),
        "publisher": one.source.title,
        "issued": one.published_at.date().isoformat(),
        "identifier": f"{one.key}/{flow.id}",
    }
    return described(flow, data, f"{flow.id}.csv", lambda name: label(name, ""), get_language() or "en", facts)


def _xlsx(request: HttpRequest, one: Publication, flow: Flow, name: str) -> HttpResponseBase:
    """The cells, and as notes what each heading of the reference metadata says; made once for all who read the same."""
    said = metadata_of(one, revisions_of(request.user, one))
    notes = [(headings()[heading], text) for heading, text in said.items()]
    title = title_of(flow)
    key = made.key_of(FORM, one.key, str(file_of(one, flow.id).stat().st_mtime_ns), flow.id, title, *map(str, notes))
    if request.headers.get("If-None-Match") == f'"{key}"':
        return HttpResponse(status=304)
    path = made.once(f"{key}.xlsx", lambda: as_xlsx(_sheet(title, _data(one, flow), notes)))
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=_XLSX)
    answer["ETag"] = f'"{key}"'
    return answer


def _sheet(title: str, data: arrow.Table, notes: Sequence[tuple[str, str]]) -> Sheet:
    rows = [
        [_number(value) if name == "OBS_VALUE" else value for name, value in row.items()] for row in data.to_pylist()
    ]
    return Sheet(title, data.column_names, rows, notes)


def _number(said: str) -> float | None:
    return float(said) if said else None


def downloads_of(one: Publication, flow: str) -> list[dict[str, str]]:
    """The files of a table, as a page lists them."""
    labels = {"csv": "CSV", "csv-metadata.json": "CSVW", "xlsx": "XLSX", "parquet": "Parquet"}
    return [
        {
            "label": labels[ending],
            "url": reverse("statistics:table-file", args=[one.source.slug, one.number, flow, ending]),
        }
        for ending in ENDINGS
    ]
