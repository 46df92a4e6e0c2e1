"""Requests under /api/v1/requests: those that whoever asks may see, and what is done with them."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Body as Sent
from ninja import Query, Schema, Status
from pydantic import Field

from cjin.core.api.cursors import Page, Paging, page
from cjin.core.api.scopes import check_scope
from cjin.core.api.versions import check_unchanged, etag, is_known
from cjin.core.queries.readers import reader_of
from cjin.core.rules.duties import Duty

from ..actions.cases import act, looked_at, open_request, write
from ..models import Request
from ..permissions import seen_by
from ..queries.cases import acts_now, case_of, draft_of, events_of, request_for
from ..queries.surroundings import missing_of
from ..queries.timetables import office_day
from ..rules.case.details import checked_detail
from ..rules.case.process import OTHER, Direction, process
from ..rules.writing.drafts import as_data, read_draft
from ..views.officers import officer
from .bases import lack
from .router import officer_for, router

type Data = dict[str, Any]


class Requests(Schema):
    """Which requests are wanted."""

    direction: Direction | None = None
    state: str = Field("", description="Where it stands: draft, sent, executing …")
    kind: str = ""
    other: str = Field("", description="The other State, by its code.")


class RequestIn(Schema):
    """A request that begins: a draft, whether this State asks, whether it is sealed."""

    draft: dict[str, Any]
    direction: Direction = Direction.OUTGOING
    sealed: bool = False


class ChangeIn(Schema):
    """What is changed in a draft; an answer that is null is taken away."""

    answers: dict[str, Any] = {}
    addressee: str | None = None
    basis: str | None = None


class ActIn(Schema):
    """What is told with an act."""

    measure: str = ""
    detail: dict[str, Any] = {}


@router.get("", response=Page[dict[str, Any]], summary="Requests")
def listed(request: HttpRequest, paging: Query[Paging], asked: Query[Requests]) -> Data:
    """The requests that you may see, the newest first; sealed ones of others do not exist."""
    found = seen_by(officer(request), today=timezone.localdate())
    named = {"direction": str(asked.direction or ""), "state": asked.state, "kind": asked.kind}
    rows = found.filter(**{name: value for name, value in named.items() if value})
    if asked.other:
        other = asked.other.upper()
        rows = rows.filter(
            Q(direction=Direction.OUTGOING, requested=other) | Q(direction=Direction.INCOMING, requesting=other)
        )
    return page(rows.defer("answers"), paging, order=("-opened_at", "reference"), shown=_short)


def _short(one: Request) -> Data:
    return {
        "reference": one.reference, "direction": one.direction, "kind": one.kind, "requesting": one.requesting,
        "requested": one.requested, "state": one.state, "sealed": one.sealed, "opened_at": one.opened_at.isoformat(),
    }  # fmt: skip


@router.post("", response={201: dict[str, Any]}, summary="Begin a request")
def begin(request: HttpRequest, response: HttpResponse, said: RequestIn) -> Status[Data]:
    """Opens a request with a draft as ``cjin-request/1``. Needs the duty requests.write."""
    by = officer_for(request, Duty.REQUESTS_WRITE)
    draft = read_draft(said.draft, "body.draft")
    made = open_request(draft=draft, direction=said.direction, sealed=said.sealed, by=by, now=timezone.now())
    response["ETag"] = etag_of(made)
    return Status(201, _whole(made))


def etag_of(one: Request) -> str:
    """The version of a request that a change names."""
    return etag(one.pk, one.revision)


def _whole(one: Request) -> Data:
    return {
        **_short(one), "theirs": one.theirs, "revision": one.revision, "draft": as_data(draft_of(one)),
        "measures": dict(case_of(one).measures), "acts": acts_now(one),
    }  # fmt: skip


@router.get("/{reference}", summary="One request")
def one_request(request: HttpRequest, response: HttpResponse, reference: str) -> Any:
    """Where it stands, what it asks, and the acts that its state lets somebody do. Each look is written down."""
    found = looked_at(reference=reference, by=officer(request), now=timezone.now())
    tag = etag_of(found)
    if is_known(request, tag):
        return HttpResponse(status=304, headers={"ETag": tag})
    response["ETag"] = tag
    return _whole(found)


@router.get("/{reference}/missing", summary="What is missing in a request")
def missing(request: HttpRequest, reference: str) -> list[Data]:
    """What is missing or wrong by what the node knows today; an empty list where it can be approved."""
    found = looked_at(reference=reference, by=officer(request), now=timezone.now())
    return [lack(one) for one in missing_of(found, reader_of(request), office_day(timezone.now()))]


@router.get("/{reference}/events", summary="What happened to a request")
def events(request: HttpRequest, reference: str) -> list[Data]:
    """Every act in the order in which it happened, with what was told."""
    found = looked_at(reference=reference, by=officer(request), now=timezone.now())
    return [
        {"act": one.act, "at": one.at.isoformat(), "by": one.by, "measure": one.measure, "detail": dict(one.detail)}
        for one in events_of(found)
    ]


@router.patch("/{reference}", summary="Change a draft")
def change(request: HttpRequest, response: HttpResponse, reference: str, said: ChangeIn) -> Data:
    """Answers, the addressee or the basis of a draft. ``If-Match`` carries its ETag. Needs the duty requests.write."""
    by = officer_for(request, Duty.REQUESTS_WRITE)
    found = request_for(by, reference, today=timezone.localdate())
    check_unchanged(request, etag_of(found))
    made = write(
        reference=reference, revision=found.revision, answers=said.answers, addressee=said.addressee, basis=said.basis,
        by=by, now=timezone.now(),
    )  # fmt: skip
    response["ETag"] = etag_of(made)
    return _whole(made)


@router.post("/{reference}/acts/{name}", summary="Do something with a request")
def do(request: HttpRequest, response: HttpResponse, reference: str, name: str, said: Sent[ActIn]) -> Data:
    """An act of the process; every guard that is against it is named. ``If-Match`` carries the ETag of the request."""
    by = officer(request)
    found = request_for(by, reference, today=timezone.localdate())
    duty = process(Direction(found.direction)).act(name).duty
    check_scope(request, Duty.REQUESTS_WRITE if duty == OTHER else Duty(duty))
    check_unchanged(request, etag_of(found))
    made = act(
        reference=reference, act=name, revision=found.revision, measure=said.measure,
        detail=checked_detail(said.detail), by=by, now=timezone.now(),
    )  # fmt: skip
    response["ETag"] = etag_of(made)
    return _whole(made)
