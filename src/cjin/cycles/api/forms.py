"""Forms under /api/v1/cycles/forms."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Body, Status

from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import NotFound
from cjin.texts.models import Work

from ..actions.forms import put_form
from ..models import FormVersion
from ..queries.asking import asking_of, provisions_of
from ..queries.rounds import form_version
from ..rules.form.making import application, follow_up
from ..rules.form.reading import written_form
from .router import Data, person, router


@router.get("/forms", summary="Forms")
def forms(request: HttpRequest) -> list[Data]:
    """The versions of all forms of this node."""
    return [
        {"form": one.form, "version": one.version, "title": one.definition["title"], "kind": one.definition["kind"],
         "in_use": one.frozen_at is not None}
        for one in FormVersion.objects.all()
    ]  # fmt: skip


@router.get("/forms/{form}/{version}", summary="A version of a form")
def one_form(request: HttpRequest, form: str, version: int) -> Data:
    """The definition: sections, questions, conditions."""
    found: Data = form_version(form, version).definition
    return found


@router.post("/forms", response={201: dict[str, Any]}, summary="Keep a version of a form")
def put(request: HttpRequest, definition: Body[dict[str, Any]]) -> Status[Data]:
    """Keeps a new version, or changes one that no round uses. Needs the duty cycles.ask; every fault is told."""
    made = put_form(definition=definition, by=person(request, Duty.CYCLES_ASK), now=timezone.now())
    return Status(201, {"form": made.form, "version": made.version})


@router.get("/forms-of/{work}", summary="A form made from an instrument")
def made_from(request: HttpRequest, work: str, kind: str = "follow-up", with_proposed: bool = False) -> Data:
    """A follow-up form from what an instrument asks of States, or, as ``norm``, one on its use and application.

    It is not kept: change it as you like, and send it to ``POST /forms``.
    """
    found = Work.objects.filter(slug=work).first()
    if found is None:
        raise NotFound(f"There is no instrument “{work[:80]}”.")
    if kind == "norm":
        return written_form(application(work, found.title, provisions_of(found)))
    return written_form(follow_up(work, found.title, asking_of(found, with_proposed=with_proposed).asking))
