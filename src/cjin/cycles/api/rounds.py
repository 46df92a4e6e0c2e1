"""Rounds under /api/v1/cycles/rounds."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Schema, Status
from pydantic import Field

from cjin.core.rules.duties import Duty
from cjin.core.rules.multilingual import Multilingual

from ..actions.rounds import REMINDERS, close, extend, note, open_round, reopen
from ..permissions import check_can_ask
from ..queries.forms import form_version
from ..queries.overview import rounds_told
from ..queries.replying import reply_for
from ..queries.rounds import round_named
from ..rules.rounds import Calling
from .router import Data, person, router


class RoundIn(Schema):
    """A round that is opened. ``respondents`` are State codes."""

    round: str
    title: dict[str, str]
    form: str
    version: int | None = None
    opens: date
    due: date
    respondents: list[str]
    calling: Calling = Calling.SCHEDULED
    languages: list[str] = ["en"]
    reminders: list[int] = Field(list(REMINDERS), description="Days before the end.")
    previous: str = ""
    note_verbale: date | None = Field(None, description="The day of the note verbale; it can be added later.")


class NoteIn(Schema):
    """The day of the note verbale; null where none is known."""

    note_verbale: date | None


class DueIn(Schema):
    """Another last day."""

    due: date


@router.get("/rounds", summary="Rounds")
def rounds(request: HttpRequest) -> list[Data]:
    """The rounds of this node, those that go on and the latest first, with how many were asked and replied.

    A reply that was withdrawn does not count.
    """
    return [_round(one) for one in rounds_told()]


def _round(one: Any) -> Data:
    return {
        "round": one.slug, "title": dict(one.title), "form": one.form.form, "version": one.form.version,
        "opens": one.opens.isoformat(), "due": one.due.isoformat(), "calling": one.calling,
        "closed_at": one.closed_at.isoformat() if one.closed_at else None, "simulated": one.simulated,
        "languages": one.languages, "previous": one.previous.slug if one.previous else None,
        "note_verbale": one.note_verbale.isoformat() if one.note_verbale else None, "asked": one.asked,
        "replied": one.replied,
    }  # fmt: skip


@router.post("/rounds", response={201: dict[str, Any]}, summary="Open a round")
def opened(request: HttpRequest, said: RoundIn) -> Status[Data]:
    """Puts a form to respondents; its version is frozen. Needs the duty cycles.ask."""
    made = open_round(
        slug=said.round, title=Multilingual(said.title), form=form_version(said.form, said.version), opens=said.opens,
        due=said.due, respondents=[one.upper() for one in said.respondents], calling=said.calling,
        languages=said.languages, reminders=said.reminders,
        previous=round_named(said.previous) if said.previous else None, note_verbale=said.note_verbale,
        by=person(request, Duty.CYCLES_ASK), now=timezone.now(),
    )  # fmt: skip
    return Status(201, {"round": made.slug, "asked": made.respondents.count()})


@router.get("/rounds/{slug}/progress", summary="How far a round is")
def progress(request: HttpRequest, slug: str) -> list[Data]:
    """Every respondent with how far each section is. Needs the duty cycles.ask; what was answered is not told."""
    check_can_ask(person(request), today=timezone.localdate())
    found = round_named(slug).respondents.prefetch_related("parts")
    return [
        {"respondent": one.key, "standing": one.standing, "due": one.due.isoformat() if one.due else None,
         "sections": [{"section": part.section, "standing": part.standing, "asked": part.asked, "replied": part.replied}
                      for part in one.parts.all()]}
        for one in found
    ]  # fmt: skip


@router.put("/rounds/{slug}/note-verbale", response={204: None}, summary="The day of the note verbale")
def noted(request: HttpRequest, slug: str, said: NoteIn) -> Status[None]:
    """Writes down the day of the note, while the round is open. Needs the duty cycles.ask."""
    by = person(request, Duty.CYCLES_ASK)
    note(round_=round_named(slug), day=said.note_verbale, by=by, now=timezone.now())
    return Status(204, None)


@router.post("/rounds/{slug}/close", response={204: None}, summary="Close a round")
def closed(request: HttpRequest, slug: str) -> Status[None]:
    """No reply is changed any more. Needs the duty cycles.ask."""
    close(round_=round_named(slug), by=person(request, Duty.CYCLES_ASK), now=timezone.now())
    return Status(204, None)


@router.post("/rounds/{slug}/reopen", response={204: None}, summary="Open a round again")
def reopened(request: HttpRequest, slug: str, said: DueIn) -> Status[None]:
    """Opens a closed round until another day. Needs the duty cycles.ask."""
    reopen(round_=round_named(slug), due=said.due, by=person(request, Duty.CYCLES_ASK), now=timezone.now())
    return Status(204, None)


@router.post("/rounds/{slug}/replies/{key}/extension", response={204: None}, summary="Give more time")
def extended(request: HttpRequest, slug: str, key: str, said: DueIn) -> Status[None]:
    """Gives one respondent more time. Needs the duty cycles.ask."""
    by, today = person(request, Duty.CYCLES_ASK), timezone.localdate()
    check_can_ask(by, today=today)
    extend(respondent=reply_for(by, slug, key, today=today).respondent, due=said.due, by=by, now=timezone.now())
    return Status(204, None)
