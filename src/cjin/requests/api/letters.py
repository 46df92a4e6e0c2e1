"""Letters under /api/v1/requests: their data, passages in other languages, signing, and files that come in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Schema, Status, UploadedFile

from cjin.core.api.versions import check_unchanged
from cjin.core.rules.duties import Duty

from ..actions.arrivals import take_file
from ..actions.cases import looked_at
from ..actions.letters import sign
from ..actions.wordings import Put, put_wordings
from ..queries.cases import request_for
from ..queries.kept import Kept, letter_named, letters_of
from ..queries.letters import data_of, units_of, wordings_of
from ..rules.letter.exchange import passages
from ..views.officers import officer
from .cases import etag_of
from .router import officer_for, router

type Data = dict[str, Any]


class SignIn(Schema):
    """The languages of a letter: one or two."""

    languages: list[str]


class PassageIn(Schema):
    """What a unit says in a language; an empty text takes it away."""

    unit: str
    text: str
    status: str = "human"
    source_sha256: str = ""


@router.post("/letters/taken", response={201: dict[str, Any], 200: dict[str, Any]}, summary="Take in a letter")
def taken(request: HttpRequest, file: File[UploadedFile]) -> Status[Data]:
    """Takes a signed letter or a shared draft as a request; 200 where this very file was here before.

    What is refused is named, and kept. Needs the duty requests.write.
    """
    by = officer_for(request, Duty.REQUESTS_WRITE)
    assert file.file is not None
    found = take_file(file=file.file, size=file.size or 0, name=file.name or "file", by=by, now=timezone.now())
    told = {"reference": found.request.reference, "state": found.request.state, "signature": str(found.outcome)}
    return Status(201 if found.is_new else 200, told | {"found": found.told})


@router.get("/{reference}/data", summary="The data of the letter of a request")
def data(request: HttpRequest, reference: str) -> Data:
    """What the letter carries, as ``cjin-request/1``. Each look is written down."""
    return data_of(looked_at(reference=reference, by=officer(request), now=timezone.now()))


@router.get("/{reference}/wordings/{language}", summary="The passages of a request in a language")
def wordings(request: HttpRequest, reference: str, language: str) -> list[dict[str, str]]:
    """Every unit with its source and what it says in the language so far."""
    found = looked_at(reference=reference, by=officer(request), now=timezone.now())
    return passages(units_of(found), wordings_of(found), language)


@router.put("/{reference}/wordings/{language}", summary="Write passages in a language")
def word(
    request: HttpRequest, response: HttpResponse, reference: str, language: str, said: list[PassageIn]
) -> list[dict[str, str]]:
    """Passages that are not sent stay. ``If-Match`` carries the ETag of the request. Needs the duty requests.write."""
    by = officer_for(request, Duty.REQUESTS_WRITE)
    found = request_for(by, reference, today=timezone.localdate())
    check_unchanged(request, etag_of(found))
    put = [Put(one.unit, one.text, one.status, one.source_sha256) for one in said]
    made = put_wordings(
        reference=reference, language=language, said=put, revision=found.revision, by=by, now=timezone.now()
    )
    response["ETag"] = etag_of(made)
    return passages(units_of(made), wordings_of(made), language)


@router.get("/{reference}/letters", summary="The letters of a request")
def letters(request: HttpRequest, reference: str) -> list[Data]:
    """Those that were signed here, and those that came in; ``earlier``: their text is approved no more."""
    found = looked_at(reference=reference, by=officer(request), now=timezone.now())
    return [as_data(one) for one in letters_of(found)]


@router.post("/{reference}/letters", response={201: dict[str, Any]}, summary="Sign the letter of a request")
def sign_letter(request: HttpRequest, reference: str, said: SignIn) -> Status[Data]:
    """Signs the letter of an approved request, once. ``If-Match`` carries the ETag. Needs the duty requests.send."""
    by = officer_for(request, Duty.REQUESTS_SEND)
    found = request_for(by, reference, today=timezone.localdate())
    check_unchanged(request, etag_of(found))
    made = sign(
        reference=reference, languages=said.languages, revision=found.revision, by=by, now=timezone.now()
    )  # fmt: skip
    return Status(201, as_data(next(one for one in letters_of(found) if one.letter.pk == made.pk)))


def as_data(kept: Kept) -> Data:
    """A letter without its file."""
    one = kept.letter
    return {
        "letter": kept.number, "earlier": kept.earlier, "name": one.name,
        "languages": list(one.languages), "signed_by": one.signed_by,
        "received": one.received, "revision": one.revision, "sha256": one.sha256, "at": one.at.isoformat(),
    }  # fmt: skip


@router.get("/{reference}/letters/{letter}", summary="A letter as it is kept")
def one_letter(request: HttpRequest, reference: str, letter: int) -> HttpResponse:
    """The file itself, byte for byte."""
    kept = letter_named(looked_at(reference=reference, by=officer(request), now=timezone.now()), letter)
    return HttpResponse(bytes(kept.data), content_type=kept.media_type)
