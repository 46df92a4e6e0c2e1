"""Checks of the catalogue, what they found, and deciding on it."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Body, Query

from cjin.core.api.cursors import Page, Paging, page
from cjin.core.api.fields import only
from cjin.core.api.versions import check_unchanged, etag
from cjin.core.rules.errors import Fault, Invalid, NotFound

from ..models import Finding
from ..queries.findings import among, beside, finding_for
from ..rules.aggregates.observations import KEY
from ..rules.checks.check import Severity, known
from ..rules.checks.figures import Series
from ..rules.checks.vtl import rulesets
from ..views.findings import ACTS, message
from .asking import editing
from .router import router


@router.get("/checks", summary="Checks of the catalogue")
def checks(request: HttpRequest) -> list[dict[str, Any]]:
    """Every check with its kind, severity, sentence by language and parameters."""
    return [one.told() for one in known().values()]


@router.get("/checks.vtl", summary="Checks as rulesets of VTL 2.1")
def checks_vtl(request: HttpRequest) -> HttpResponse:
    """The checks as text for other programs that validate."""
    return HttpResponse(rulesets(known().values()), content_type="text/plain; charset=utf-8")


@router.get("/findings", response=Page[dict[str, Any]], summary="What checks found")
def findings(
    request: HttpRequest,
    paging: Query[Paging],
    dataset: str = "",
    severity: Literal["", "error", "warning", "info"] = "",
    standing: Literal["", "open", "explained", "accepted"] = "",
    rule: str = "",
    area: str = "",
) -> dict[str, Any]:
    """Findings of the datasets that the asker may see, the gravest first, by filters (``dataset`` is a key)."""
    grave = str(int(Severity[severity.upper()])) if severity else ""
    wanted = {"dataset": dataset, "severity": grave, "standing": standing, "rule": rule, "area": area}
    found = among(request.user, wanted).select_related("dataset__source")
    return page(found, paging, order=["severity", "pk"], shown=_finding)


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "id": one.pk,
        "dataset": one.dataset.key if one.dataset else None,
        "check": one.rule,
        "severity": Severity(one.severity).name.lower(),
        "message": message(one.rule),
        **{name: getattr(one, name) for name in KEY},
        "values": one.values,
        "standing": one.standing,
        "words": one.words,
        "decided_at": one.decided_at,
        "decided_by": str(one.decided_by) if one.decided_by else None,
        "revision": one.revision,
        "current": one.current,
    }


@router.get("/findings/{int:pk}", summary="A finding")
def one_finding(request: HttpRequest, response: HttpResponse, pk: int) -> dict[str, Any]:
    """A finding with its figures over years and vintages; its ETag is what a decision names."""
    one = finding_for(request.user, pk)
    response["ETag"] = _version(one)
    return _finding(one) | {"figures": [_series(each) for each in beside(one)]}


def _series(one: Series) -> dict[str, Any]:
    values = {year: {"value": value, "said": said} for year, (value, said) in one.values.items()}
    return {"key": dict(one.key), "vintage": one.vintage, "values": values}


@router.post("/findings/{int:pk}/{verb}", summary="Explain, accept or reopen a finding")
def decide(
    request: HttpRequest, response: HttpResponse, pk: int, verb: str, arguments: Body[dict[str, Any]]
) -> dict[str, Any]:
    """A decision with the fields of its form: ``words`` explain, or say why something is accepted.

    ``If-Match`` carries the ETag of the finding. Needs the duty statistics.edit.
    """
    person = editing(request)
    if verb not in ACTS:
        raise NotFound(_("There is no such act."))
    one = finding_for(request.user, pk)
    check_unchanged(request, _version(one))
    kind, run, _label, _done = ACTS[verb]
    only(arguments, kind.base_fields, "body")
    form = kind({**arguments, "revision": one.revision})
    if not form.is_valid():
        faults = [Fault(name, str(said)) for name, messages in form.errors.items() for said in messages]
        raise Invalid(_("Some of what was sent cannot be taken."), faults)
    done = run(finding=one, by=person, now=timezone.now(), **form.cleaned_data)
    response["ETag"] = _version(done)
    return _finding(finding_for(request.user, pk))


def _version(one: Finding) -> str:
    return etag("finding", one.pk, one.revision)
