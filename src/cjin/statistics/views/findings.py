"""Findings: the list with its filters, one of them with its figures side by side, and deciding on it."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import NotFound
from cjin.statistics.actions import checking
from cjin.statistics.forms.findings import AcceptForm, Decision, ExplainForm, ReopenForm
from cjin.statistics.models import Finding, Gravity, Standing
from cjin.statistics.queries.findings import FILTERS, among, beside, counts, finding_for, page_of, tally, total
from cjin.statistics.queries.labels import state_names
from cjin.statistics.queries.readings import edits_figures
from cjin.statistics.rules.aggregates.observations import KEY
from cjin.statistics.rules.checks.check import known
from cjin.statistics.rules.checks.figures import Series
from cjin.statistics.views.datasets import TONES, safe

ACTS: dict[str, tuple[type[Decision], Any, Any, Any]] = {
    "explain": (ExplainForm, checking.explain, gettext_lazy("Explain"), gettext_lazy("The finding is explained.")),
    "accept": (AcceptForm, checking.accept, gettext_lazy("Accept"), gettext_lazy("The finding is accepted.")),
    "reopen": (ReopenForm, checking.reopen, gettext_lazy("Open again"), gettext_lazy("The finding is open again.")),
}
"""What can be decided: the form, the action, its name and what it says when it is done."""
CHUNK = 100_000
STANDING_TONES = {"open": "open", "explained": "done", "accepted": "done"}


@require_safe
def findings(request: HttpRequest) -> HttpResponseBase:
    """The findings that the reader may see, by filters, the gravest first; the same list as CSV."""
    wanted = {name: request.GET.get(name, "")[:100] for name in FILTERS}
    found = among(request.user, wanted)
    if request.GET.get("format") == "csv":
        lines = StreamingHttpResponse(
            _lines(found.select_related("dataset__source").iterator(chunk_size=2_000)),
            content_type="text/csv; charset=utf-8",
        )
        lines["Content-Disposition"] = 'attachment; filename="findings.csv"'
        return lines
    counted = tally(request.user)
    page = page_of(found, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    context = {
        "rows": _rows(page.findings),
        "total": total(counted, wanted),
        "for_editors": not edits_figures(request.user) and not total(counted, dict.fromkeys(FILTERS, "")),
        "filters": _filters(wanted, counts(counted, wanted)),
        "filtered": any(wanted.values()),
        "previous": _address(wanted, before=page.before) if page.before else "",
        "next": _address(wanted, after=page.after) if page.after else "",
        "downloads": [{"label": "CSV", "url": _address(wanted, format="csv"), "type": "text/csv"}],
    }
    return render(request, "statistics/findings.html", context)


def _address(wanted: Mapping[str, str], **changes: str) -> str:
    given = urlencode({name: value for name, value in {**wanted, **changes}.items() if value})
    return reverse("statistics:findings") + (f"?{given}" if given else "")


def _filters(wanted: Mapping[str, str], counted: Mapping[str, list[tuple[str, int]]]) -> list[dict[str, Any]]:
    titles = {
        "dataset": pgettext("filter", "Dataset"),
        "severity": pgettext("filter", "Severity"),
        "standing": pgettext("filter", "State of the finding"),
        "rule": pgettext("filter", "Check"),
        "area": pgettext("filter", "Area"),
    }
    areas = state_names(code for code, _count in counted["area"])
    return [
        {"label": title, "options": [_option(wanted, name, value, count, areas) for value, count in counted[name]]}
        for name, title in titles.items()
        if counted[name]
    ]


def _option(wanted: Mapping[str, str], name: str, value: str, count: int, areas: Mapping[str, str]) -> dict[str, Any]:
    chosen = wanted[name] == value
    label: Any = areas.get(value, value) if name == "area" else value
    if name == "severity":
        label = Gravity(int(value)).label
    elif name == "standing":
        label = Standing(value).label
    elif name == "rule":
        label = _said(message(value))
    return {
        "label": label,
        "count": count,
        "chosen": chosen,
        "url": _address(wanted, **{name: "" if chosen else value}),
    }


def message(rule: str) -> Mapping[str, str]:
    """What a check says, by language; its identifier where the catalogue has it no more."""
    check = known().get(rule)
    return dict(check.message) if check else {"en": rule}


def _said(messages: Mapping[str, str]) -> str:
    return messages.get((get_language() or "en").partition("-")[0]) or messages["en"]


def _rows(shown: Sequence[Finding]) -> list[dict[str, Any]]:
    areas = state_names({one.area for one in shown})
    return [_row(one) | {"area": areas.get(one.area, one.area)} for one in shown]


def _row(one: Finding) -> dict[str, Any]:
    return {
        "finding": one,
        "message": message(one.rule),
        "severity": Gravity(one.severity).label,
        "tone": TONES[one.severity],
        "standing": Standing(one.standing).label,
        "standing_tone": STANDING_TONES[one.standing],
        "found": one.values.get("found"),
        "expected": one.values.get("expected"),
    }


@require_safe
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    """One finding with its figures over the years and vintages."""
    return _page(request, finding_for(request.user, pk), "", None)


@require_POST
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Explains, accepts or reopens a finding."""
    check_can(request.user, Duty.STATISTICS_EDIT, today=timezone.localdate())
    one = finding_for(request.user, pk)
    if verb not in ACTS:
        raise NotFound(_("There is no such act."))
    kind, run, _label, done = ACTS[verb]
    form = kind(request.POST, auto_id=f"{verb}_%s")
    if not form.is_valid():
        return _page(request, one, verb, form)
    by = request.user
    assert isinstance(by, User)
    run(finding=one, by=by, now=timezone.now(), **form.cleaned_data)
    messages.success(request, str(done))
    return redirect(one)


def _page(request: HttpRequest, one: Finding, verb: str, bound: Decision | None) -> HttpResponse:
    may_edit = edits_figures(request.user)
    series = beside(one)
    years = sorted({year for each in series for year in each.values})
    context = {
        **_row(one),
        "area": state_names([one.area]).get(one.area, one.area),
        "values": one.values,
        "key": {name: getattr(one, name) for name in KEY},
        "years": years,
        "series": [_line(each, years, one.year) for each in series],
        "acts": [_offer(one, name, verb, bound) for name in ACTS if name != "reopen" or one.standing != "open"]
        if may_edit
        else [],
        "form": bound,
    }
    return render(request, "statistics/finding.html", context, status=422 if bound else 200)


def _line(each: Series, years: list[int], year: int) -> dict[str, Any]:
    cells = [(at, *each.values.get(at, (None, "")), at == year and each.first) for at in years]
    return {"series": each, "cells": cells}


def _offer(one: Finding, name: str, verb: str, bound: Decision | None) -> dict[str, Any]:
    kind, _run, label, _done = ACTS[name]
    initial = {"revision": one.revision, "words": one.words}
    form = bound if bound is not None and name == verb else kind(initial=initial, auto_id=f"{name}_%s")
    url = reverse("statistics:decide", args=[one.pk, name])
    opened = name == verb or (name == "explain" and one.standing == "open")
    return {"verb": name, "label": label, "form": form, "url": url, "open": opened}


def _lines(found: Iterator[Finding]) -> Iterator[str]:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    out.write("\ufeff")
    writer.writerow(["dataset", "check", "severity", "state", *KEY, "found", "expected", "told", "explanation"])
    for one in found:
        key = [getattr(one, name) for name in KEY]
        told = [one.values.get("found"), one.values.get("expected"), one.values.get("told"), one.words]
        row = [str(one.dataset), one.rule, Gravity(one.severity).name.lower(), one.standing, *key, *told]
        writer.writerow([safe(value) for value in row])
        if out.tell() > CHUNK:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()
