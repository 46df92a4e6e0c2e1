"""Questions to the directory: who is competent, who is here, what is known of one body on a day, its seats."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Schema
from pydantic import Field

from cjin.core.api.cursors import Page, Paging, part
from cjin.core.api.versions import etag, is_known
from cjin.core.queries.readers import reader_of
from cjin.core.rules.errors import Fault, Invalid, NotFound
from cjin.core.rules.identifiers import StateCode

from ..actions.signing import signed_directory
from ..models import Body
from ..queries.entries import Listed, body_for, competent, is_told_all, known_on, version_of
from ..queries.posts import posts_of
from ..rules.competence import Question
from ..rules.files import known_as_data
from ..rules.freshness import freshness
from ..rules.kinds import BodyKind, Function
from ..rules.offences import offences
from ..rules.telling import told_answer
from .router import router

type Data = dict[str, Any]


class Who(Schema):
    """The question: a State and a kind of request; the rest narrows it."""

    state: str = Field(description="Code of three letters.")
    kind: Function
    offence: str = Field("", description="A category of ICCS: 0101.")
    place: str = Field("", max_length=120, description="A part of the State.")
    instrument: str = Field("", max_length=120, description="The work under which help is asked: untoc-2000.")
    measure: str = Field("", max_length=120, description="The kind of assistance: bank-records.")
    urgent: bool = False
    on: date | None = Field(None, description="The day that is asked for; today without it.")


class Bodies(Schema):
    """Which bodies are wanted, and as of which day."""

    state: str = ""
    kind: BodyKind | None = None
    function: Function | None = None
    language: str = ""
    on: date | None = None


@router.get("/who", summary="Who is competent?")
def who(request: HttpRequest, asked: Query[Who]) -> Data:
    """Competent bodies, those named most closely first; where nobody is known, ``unknown`` says why. Never a guess."""
    if asked.offence and asked.offence not in offences():
        raise Invalid("There is no such offence.", [Fault("query.offence", "a code of ICCS is expected, such as 0101")])
    question = Question(
        StateCode.of(asked.state), asked.kind, asked.on or timezone.localdate(), asked.offence, asked.place.strip(),
        asked.instrument, asked.measure, asked.urgent,
    )  # fmt: skip
    return told_answer(competent(reader_of(request), question))


@router.get("/bodies", response=Page[dict[str, Any]], summary="Who is here")
def bodies(request: HttpRequest, paging: Query[Paging], asked: Query[Bodies]) -> Data:
    """The entries that stand on a day and that the asker may know of, by State and name."""
    day = asked.on or timezone.localdate()
    found = known_on(reader_of(request), day, state=asked.state.upper())
    return part([told(one, day) for one in found if _fits(one, asked)], paging)


def _fits(one: Listed, asked: Bodies) -> bool:
    entry = one.known.entry
    return (
        (asked.kind is None or entry.kind is asked.kind)
        and (asked.function is None or any(own.function is asked.function for own in entry.competences))
        and (not asked.language or asked.language in entry.languages)
    )


def told(one: Listed, day: date) -> Data:
    """An entry with its days, how fresh it is, and where it comes from."""
    return known_as_data(one.known) | {
        "freshness": str(freshness(one.known.verified, day)),
        "origin": one.known.origin,
        "release": str(one.body.release),
    }


@router.get("/bodies/{slug}", summary="One body")
def one_body(request: HttpRequest, response: HttpResponse, slug: str, on: date | None = None) -> Any:
    """What is known of a body on a day; 404 where nothing stands about it then. The ETag is what a change names."""
    reader, day = reader_of(request), on or timezone.localdate()
    body = body_for(reader, slug)
    tag = etag_of(body, told_all=is_told_all(body, reader))
    if on is None and is_known(request, tag):
        return HttpResponse(status=304, headers={"ETag": tag})
    found = next((one for one in known_on(reader, day, slug=slug) if one.body.pk == body.pk), None)
    if found is None:
        raise NotFound(f"Nothing is known of “{slug}” on {day}.")
    response["ETag"] = tag
    return told(found, day)


def etag_of(body: Body, *, told_all: bool = True) -> str:
    """The version of a body for whoever is told all of it, or only what is for the public."""
    return etag(body.pk, version_of(body), told_all)


@router.get("/bodies/{slug}/seats", summary="Seats and posts of a body")
def seats(request: HttpRequest, slug: str, on: date | None = None) -> list[Data]:
    """Each post or group of seats with who holds it on a day, and how many are open."""
    found = posts_of(body_for(reader_of(request), slug), on or timezone.localdate())
    return [
        {
            "post": one.post.slug,
            "title": dict(one.post.title),
            "group": one.post.group,
            "seats": one.post.seats,
            "open": one.open,
            "held_by": [
                {name: getattr(term, name) for name in ("holder", "state", "since", "until", "manner")}
                for term in one.terms
            ],
        }
        for one in found
    ]


@router.get("/signed", summary="The signed directory of this node")
def signed(request: HttpRequest) -> HttpResponse:
    """What is public of this node's directory as a JWS, good for 30 days; its key is told by another way."""
    return HttpResponse(signed_directory(now=timezone.now()), content_type="application/jose+json")
