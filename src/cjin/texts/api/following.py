"""What texts ask, commission and continue, and confirming what they ask."""

from typing import Annotated, Any, Literal

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Query, Schema

from cjin.core.api.versions import check_unchanged, etag
from cjin.core.queries.readers import reader_of
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Fault, Invalid
from cjin.reference.models import Topic

from ..actions.taking import prepare, take
from ..queries.changes import stamp
from ..queries.instruments import Instrument, instrument_named
from ..queries.reading import work_for
from ..queries.told import commitments_told, mandates_told, parallels_told
from ..rules.calendar import OTHER
from ..rules.commitments.files import MOST_BYTES
from ..rules.commitments.lexicon import acts, kinds
from .router import router
from .writing import person_with

Slug = Annotated[str, Field(max_length=160)]


class Asked(Schema):
    """Which commitments are wanted; empty is any."""

    actor: str = ""
    act: str = ""
    state: Literal["", "proposed", "confirmed", "reworded"] = ""
    topic: Slug = ""


class Commissioned(Schema):
    """Which mandates are wanted; empty is any."""

    organ: str = ""
    year: int | None = Field(None, ge=1900, le=2999)
    output: str = ""
    instrument: Slug = ""
    state: Literal["", "proposed", "confirmed"] = ""


class Alike(Schema):
    """Which parallels are wanted: with another instrument, of one provision; the rejected ones too."""

    instrument: Slug = ""
    provision: Slug = ""
    rejected: bool = False


class Confirmed(Schema):
    """What a file confirmed, or would confirm where it was only checked."""

    provisions: int
    changed: int
    proposed_left_out: int
    checked_only: bool
    changes: list[str]


@router.get("/mandates", summary="What organs were asked to bring about")
def mandates(request: HttpRequest, wanted: Query[Commissioned]) -> list[dict[str, Any]]:
    """Mandates by instrument and provision, as ``cjin texts mandates --json`` tells them.

    ``state`` says whether a person said what shall come of one, or rules only propose it.
    """
    organs = {one.organ: one for one in kinds("actor").values() if one.organ} | {OTHER: None}
    _known("organ", wanted.organ, organs)
    _known("output", wanted.output, kinds("output"))
    return list(
        mandates_told(
            reader_of(request),
            organ=wanted.organ,
            year=wanted.year,
            output=wanted.output,
            instrument=wanted.instrument,
            state=wanted.state,
        )
    )


@router.get("/{slug}/commitments", summary="What the provisions of an instrument ask")
def commitments(request: HttpRequest, response: HttpResponse, slug: str, wanted: Query[Asked]) -> list[dict[str, Any]]:
    """Commitments in the order of the text, as ``cjin texts commitments --json`` tells them.

    Confirmed ones where somebody decided about the provision, else those that rules propose: ``state`` says which.
    What was confirmed for another wording than that of the text is "reworded", with what rules propose beside it. The
    ETag names all that is confirmed of the instrument, and its text: confirming asks for it.
    """
    _known("actor", wanted.actor, kinds("actor"))
    _known("act", wanted.act, acts())
    if wanted.topic and not Topic.objects.filter(slug=wanted.topic).exists():
        _unknown("topic", wanted.topic)
    instrument = instrument_named(slug, reader_of(request))
    response["ETag"] = version_of(instrument)
    return list(
        commitments_told(instrument, actor=wanted.actor, act=wanted.act, state=wanted.state, topic=wanted.topic)
    )


@router.post(
    "/{slug}/commitments", response=Confirmed, summary="Confirm what the provisions of an instrument ask",
    openapi_extra={"requestBody": {"required": True, "content": {
        "application/json": {"schema": {"type": "array", "items": {"type": "object"}}},
        "multipart/form-data": {"schema": {"type": "object", "properties": {
            "file": {"type": "string", "format": "binary"}}}},
    }}},
)  # fmt: skip
def confirm(request: HttpRequest, response: HttpResponse, slug: str, check: bool = False) -> Confirmed:
    """Takes confirmed commitments, all or none: a list of rows as JSON, or a ``file`` (CSV, XLSX or JSON).

    Rows are those of the file that the page of commitments gives; rows that are only proposed are left out.
    ``If-Match`` carries the ETag of the instrument's commitments. With ``check`` nothing is taken, and none is asked
    for. Needs the duty texts.edit.
    """
    person = person_with(request, Duty.TEXTS_EDIT)
    data, name = _sent(request)
    instrument = instrument_named(slug, reader_of(request))
    seen = stamp(instrument)
    if not check:
        check_unchanged(request, version_of(instrument))
    prepared = prepare(data, name, reader=reader_of(request), only=slug)
    if not check:
        take(prepared, by=person, now=timezone.now(), seen=seen)
    response["ETag"] = version_of(instrument)
    return Confirmed(
        provisions=len(prepared.asked),
        changed=len(prepared.changes),
        proposed_left_out=prepared.proposed,
        checked_only=check,
        changes=[f"{slug}/{one.eid}" for one in prepared.changes],
    )


@router.get("/{slug}/parallels", summary="Provisions of other instruments that are like those of this one")
def parallels(request: HttpRequest, slug: str, wanted: Query[Alike]) -> list[dict[str, Any]]:
    """Pairs by provision, confirmed ones before those that rules suggest: ``suggested`` says which.

    ``verdict`` is what somebody said: "accepted", "rejected" or null. ``reasons`` are told where ``provision`` names
    one. With ``rejected`` those that were rejected are told too; this needs the duty texts.edit.
    """
    if wanted.rejected:
        person_with(request, Duty.TEXTS_EDIT)
    reader = reader_of(request)
    found = work_for(reader, slug)
    return list(
        parallels_told(found, reader, other=wanted.instrument, provision=wanted.provision, rejected=wanted.rejected)
    )


def version_of(instrument: Instrument) -> str:
    """The ETag of what is confirmed of an instrument and of its text."""
    return etag("commitments", instrument.slug, stamp(instrument))


def _sent(request: HttpRequest) -> tuple[bytes, str]:
    """The rows that came, and the name that tells their format. Raises Invalid."""
    if request.content_type == "application/json":
        return request.body, "body.json"
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        said = _("Send rows as JSON, or a file.")
        raise Invalid(said, [Fault("file", said)])
    if (file.size or 0) > MOST_BYTES:
        raise Invalid(_("The file is too large."), [Fault("file", str(file.size))])
    return file.read(), file.name or "file"


def _known(name: str, value: str, known: Any) -> None:
    if value and value not in known:
        _unknown(name, value)


def _unknown(name: str, value: str) -> None:
    said = _("“%(value)s” is not known here.") % {"value": value[:60]}
    raise Invalid(said, [Fault(name, said)])
