"""Forms under /api/v1/cycles/forms."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Body, Status

from cjin.core.api.versions import check_unchanged, etag
from cjin.core.queries.readers import reader_of
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Fault, Invalid

from ..actions.forms import put_form
from ..forms.form_faults import faults_told
from ..models import FormVersion
from ..queries.asking import form_made_from
from ..queries.forms import form_version, forms_seen
from ..rules.form.reading import written_form
from .router import Data, person, router


@router.get("/forms", summary="Forms")
def forms(request: HttpRequest) -> list[Data]:
    """The versions of all forms of this node; a draft is told to those who ask."""
    return [
        {"form": one.form, "version": one.version, "title": one.definition["title"], "kind": one.definition["kind"],
         "in_use": one.frozen_at is not None}
        for one in forms_seen(request.user, today=timezone.localdate())
    ]  # fmt: skip


@router.get("/forms/{form}/{version}", summary="A version of a form")
def one_form(request: HttpRequest, response: HttpResponse, form: str, version: int) -> Data:
    """The definition: sections, questions, conditions; with the ETag that a change of it names."""
    found = form_version(form, version, forms_seen(request.user, today=timezone.localdate()))
    response["ETag"] = _tag(found)
    definition: Data = found.definition
    return definition


def _tag(one: FormVersion) -> str:
    return etag(one.pk, one.at.isoformat())


@router.post("/forms", response={201: dict[str, Any]}, summary="Keep a version of a form")
def put(request: HttpRequest, response: HttpResponse, definition: Body[dict[str, Any]]) -> Status[Data]:
    """Keeps a new version. Needs the duty cycles.ask; every fault is told.

    A version that is here already is answered with 409 and what to do, unless it says just the same.
    """
    by = person(request, Duty.CYCLES_ASK)
    with faults_told():
        made = put_form(definition=definition, seen="", by=by, now=timezone.now())
    response["ETag"] = _tag(made)
    return Status(201, {"form": made.form, "version": made.version})


@router.put("/forms/{form}/{version}", summary="Change a version of a form")
def change(
    request: HttpRequest, response: HttpResponse, form: str, version: int, definition: Body[dict[str, Any]]
) -> Data:
    """Changes a version that no round uses; If-Match names the one that was read. Needs the duty cycles.ask."""
    by, found = person(request, Duty.CYCLES_ASK), form_version(form, version)
    check_unchanged(request, _tag(found))
    if (definition.get("form"), definition.get("version")) != (form, version):
        raise Invalid("The address and the form differ.", [Fault("form", f"{form}, version {version}, is expected")])
    with faults_told():
        made = put_form(definition=definition, seen=found.at.isoformat(), by=by, now=timezone.now())
    response["ETag"] = _tag(made)
    return {"form": made.form, "version": made.version}


@router.get("/forms-of/{work}", summary="A form made from an instrument")
def made_from(request: HttpRequest, work: str, kind: str = "follow-up", with_proposed: bool = False) -> Data:
    """A follow-up form from what an instrument asks of States, or, as ``norm``, one on its use and application.

    It is not kept: change it as you like, and send it to ``POST /forms``.
    """
    return written_form(form_made_from(work, reader_of(request), norm=kind == "norm", with_proposed=with_proposed))
