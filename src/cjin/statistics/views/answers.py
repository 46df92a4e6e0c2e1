"""Answers as files and as charts: exactly what the page shows, by the same address."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.shell.views.charts import LOOK
from cjin.statistics.queries.codes import status_word
from cjin.statistics.queries.exploring import Answer
from cjin.statistics.queries.labels import name_of
from cjin.statistics.queries.noting import notes_of
from cjin.statistics.queries.sdmx import message, portions_shown
from cjin.statistics.queries.wording import titled
from cjin.statistics.rules.publishing.flows import MEASURES
from cjin.statistics.rules.sdmx.data import MEDIA, ending_of
from cjin.statistics.rules.writing.answers import WRITERS, Sheet

CODED_ONLY = frozenset({"TIME_PERIOD"})
SDMX = {"sdmx-csv-2.0": "SDMX-CSV", "sdmx-ml-3.0": "SDMX-ML", "sdmx-json-2.0": "SDMX-JSON"}
"""The formats of SDMX that pages offer, with their names; they are called as the API calls them."""


def file_of(answer: Answer, form: str) -> HttpResponse:
    """The answer as a file of one of the formats."""
    name = answer.held.flow.id[:80]
    if form in SDMX:
        found = portions_shown(answer.held, answer.grid.shown)
        content: str | bytes = message(answer.held, found, form, prepared=timezone.now())
        kind, name = MEDIA[form], f"{name}.sdmx.{ending_of(form)}"
    else:
        write, kind = WRITERS[form]
        content, name = write(sheet_of(answer)), f"{name}.{form}"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def sheet_of(answer: Answer) -> Sheet:
    """The cells of an answer, each with codes and labels, and the notes that belong to them."""
    names = [
        part for name in answer.held.flow.key for part in ((name,) if name in CODED_ONLY else (name, f"{name}_LABEL"))
    ]
    rows = [[*_codes(answer, cell.codes), *_said(cell)] for cell in answer.grid.shown]
    return Sheet(titled(answer), [*names, *MEASURES, "OBS_STATUS_LABEL"], rows, list(_notes(answer)))


def _codes(answer: Answer, codes: Any) -> Iterator[str]:
    for name in answer.held.flow.key:
        yield codes[name]
        if name not in CODED_ONLY:
            yield answer.labels.of(name, codes[name])


def _said(cell: Any) -> list[str | float | bool | None]:
    confidential = "C" if cell.confidential else "F"
    return [cell.value, cell.status, confidential, cell.broken, cell.comment, status_word(cell.status)]


def _notes(answer: Answer) -> Iterator[tuple[str, str]]:
    yield _("Data as of"), answer.as_of.isoformat()
    for note in notes_of(answer.parts):
        one = note.publication
        yield f"{one.key}: {name_of('SOURCE')}", one.source.title
        yield f"{one.key}: {_('Vintage')}", one.vintage.isoformat()
        for rule, word in note.rules:
            yield f"{one.key}: {rule}", word
        if note.protection:
            yield f"{one.key}: {name_of('CONF_STATUS')}", note.protection


def without_look(request: HttpRequest) -> dict[str, str]:
    """What the address of a chart asks of its figures; how the chart is to look is not asked of them."""
    return {name: said for name, said in request.GET.dict().items() if name not in LOOK}


def downloads(address: str, query: str) -> list[dict[str, str]]:
    """Links to the same answer as files."""
    joined = f"{address}?{query}&" if query else f"{address}?"
    own = [(form, form.upper(), kind) for form, (_write, kind) in WRITERS.items()]
    return [
        {"label": label, "url": f"{joined}format={form}", "type": kind.partition(";")[0]}
        for form, label, kind in (*own, *((form, label, MEDIA[form]) for form, label in SDMX.items()))
    ]
