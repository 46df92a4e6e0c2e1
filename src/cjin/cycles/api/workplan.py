"""The workplan of thematic discussions, and the reports of respondents, under /api/v1/cycles."""

from datetime import date
from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Schema, Status

from cjin.core.api.versions import check_unchanged, etag
from cjin.core.rules.duties import Duty
from cjin.core.rules.identifiers import Language

from ..actions.discussions import put_discussion, remove_discussion
from ..models import Discussion
from ..permissions import asks, check_can_compile
from ..queries.discussions import as_data, compilation_for, discussion_of, discussions
from ..queries.documents import FORMATS, cutoff_of, written
from ..queries.national import national_report
from ..queries.replying import reply_for
from ..queries.rounds import round_named
from .router import Data, person, router

type Format = Literal["docx", "pdf", "html"]


class DiscussionIn(Schema):
    """A thematic discussion on an instrument."""

    work: str
    title: dict[str, str]
    begins: date
    ends: date
    topics: list[str] = []
    sections: list[str] = []
    document: str = ""


@router.get("/workplan", summary="Thematic discussions")
def workplan(request: HttpRequest) -> list[Data]:
    """The thematic discussions, by instrument and day."""
    return [as_data(one) for _work, some in discussions() for one in some]


@router.post("/workplan", response={201: dict}, summary="Enter a discussion")
def enter(request: HttpRequest, response: HttpResponse, said: DiscussionIn) -> Status[Data]:
    """Enters a thematic discussion. Needs the duty cycles.ask."""
    made = put_discussion(**said.dict(), by=person(request, Duty.CYCLES_ASK), now=timezone.now())
    response["ETag"] = _tag(made)
    return Status(201, as_data(made))


@router.get("/workplan/{number}", summary="A discussion")
def discussion(request: HttpRequest, response: HttpResponse, number: int) -> Data:
    """A thematic discussion, with the ETag that a change of it names."""
    found = discussion_of(number)
    response["ETag"] = _tag(found)
    return as_data(found)


@router.put("/workplan/{number}", summary="Change a discussion")
def change(request: HttpRequest, response: HttpResponse, number: int, said: DiscussionIn) -> Data:
    """Changes a thematic discussion; If-Match names the one that was read. Needs the duty cycles.ask."""
    by, found = person(request, Duty.CYCLES_ASK), _read(request, number)
    made = put_discussion(**said.dict(), number=number, seen=found.at.isoformat(), by=by, now=timezone.now())
    response["ETag"] = _tag(made)
    return as_data(made)


@router.delete("/workplan/{number}", response={204: None}, summary="Take a discussion out")
def remove(request: HttpRequest, number: int) -> Status[None]:
    """Takes a discussion out of the workplan; If-Match names the one that was read. Needs the duty cycles.ask."""
    by, found = person(request, Duty.CYCLES_ASK), _read(request, number)
    remove_discussion(number=number, seen=found.at.isoformat(), by=by, now=timezone.now())
    return Status(204, None)


def _tag(one: Discussion) -> str:
    return etag(one.pk, one.at.isoformat())


def _read(request: HttpRequest, number: int) -> Discussion:
    """The discussion as it was read. Raises VersionNeeded, Outdated."""
    found = discussion_of(number)
    check_unchanged(request, _tag(found))
    return found


@router.get("/workplan/{number}/compilation", summary="The compilation for a discussion")
def compiled(
    request: HttpRequest, number: int, round: str, language: str = "en", format: Format = "docx"
) -> HttpResponse:
    """What the replies to a round say on its topics and sections; for everybody once the round is closed.

    Proposals that States made who did not agree to be named are worded for those who ask alone.
    """
    found = round_named(round)
    check_can_compile(request.user, found, today=timezone.localdate())
    day = cutoff_of(found, timezone.now())
    whole = asks(request.user, today=timezone.localdate())
    report = compilation_for(discussion_of(number), found, Language.of(language), cutoff=day, whole=whole)
    return _file(written(report, format, round_=found.slug, day=day), f"discussion-{number}-{report.language}", format)


@router.get("/rounds/{slug}/replies/{key}/report", summary="The report of a respondent")
def national(request: HttpRequest, slug: str, key: str, language: str = "en", format: Format = "docx") -> HttpResponse:
    """What one respondent replied, as its own report; for whoever may read the reply."""
    seen = reply_for(request.user, slug, key, today=timezone.localdate())
    report = national_report(seen, Language.of(language), now=timezone.now())
    return _file(written(report, format, day=timezone.localdate()), f"{slug}-{key}-{report.language}", format)


def _file(content: bytes, name: str, format: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{format}"'}
    return HttpResponse(content, content_type=FORMATS[format], headers=headers)
