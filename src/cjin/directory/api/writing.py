"""Keeping the directory: entries from a day on, files, verifications, what is due. All need the duty directory.edit."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Body as Sent
from ninja import File, Form, Schema
from ninja.files import UploadedFile

from cjin.core.api.scopes import check_scope
from cjin.core.api.versions import check_unchanged
from cjin.core.models import User
from cjin.core.queries.readers import reader_of
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.release import ReleaseLevel

from ..actions.recording import write_all, write_entry
from ..actions.verifying import verify
from ..models import Body
from ..queries.entries import due_on, own_body_for, version_of
from ..rules.files import read
from ..rules.freshness import due_on as last_good_day
from ..rules.reading import read_known
from ..views.editors import editor
from .asking import Data, etag_of
from .router import router


class FileIn(Schema):
    """How a file is to be taken: from which day, for whom, whether only to look."""

    since: date | None = None
    release: ReleaseLevel | None = None
    check: bool = False


class VerificationIn(Schema):
    """Who made sure of which body, on which day, and how."""

    body: str
    by_name: str
    on: date | None = None
    note: str = ""


def _editing(request: HttpRequest) -> User:
    check_scope(request, Duty.DIRECTORY_EDIT)
    return editor(request)


@router.put("/bodies/{slug}", summary="Write an entry from a day on")
def write(request: HttpRequest, response: HttpResponse, slug: str, entry: Sent[dict[str, Any]]) -> Data:
    """What holds of a body from ``since`` on, with the fields of an entry; earlier days keep what they say.

    ``If-Match`` carries the ETag of the body where it is here already.
    """
    by = _editing(request)
    if entry.get("body", slug) != slug:
        raise Invalid("The entry is of another body.", [Fault("body.body", f"“{slug}” is expected")])
    if told := {"verified", "verified_by", "recorded"} & set(entry):
        raise Invalid("Verifications have an address of their own.", [Fault(f"body.{min(told)}", "leave it out")])
    known = read_known({**entry, "body": slug}, "body")
    here = Body.objects.filter(slug=slug, origin=None).first()
    version = version_of(here) if here else ""
    if here:
        check_unchanged(request, etag_of(own_body_for(reader_of(request), slug)))
    done = write_entry(
        entry=known.entry, since=known.since, until=known.until, version=version, by=by, now=timezone.now()
    )
    response["ETag"] = etag_of(Body.objects.get(slug=slug, origin=None))
    return {"body": slug, "done": done}


@router.post("/file", summary="Take a file of entries, or look at what it would change")
def take_file(request: HttpRequest, file: File[UploadedFile], asked: Form[FileIn]) -> Data:
    """A CSV, XLSX or JSON as the directory is downloaded, all or nothing; with ``check`` nothing is written."""
    by = _editing(request)
    entries = read(file.read(), file.name or "file", since=asked.since)
    found = write_all(entries=entries, release=asked.release, check=asked.check, by=by, now=timezone.now())
    return asdict(found) | {"checked_only": asked.check}


@router.post("/verifications", summary="Say that somebody made sure of an entry")
def verification(request: HttpRequest, said: VerificationIn) -> Data:
    """The same again is written once. ``due_after`` is the last day on which this is good."""
    by, now = _editing(request), timezone.now()
    day = said.on or timezone.localdate(now)
    made = verify(slug=said.body, on=day, by_name=said.by_name, note=said.note, by=by, now=now)
    return {"body": said.body, "on": made.on, "by_name": made.by_name, "due_after": last_good_day(made.on)}


@router.get("/due", summary="What is to be verified again")
def due(request: HttpRequest) -> list[Data]:
    """The node's own entries that are due, old or were never verified; those never verified first."""
    _editing(request)
    return [
        {"body": one.body.slug, "freshness": str(fresh), "verified": one.known.verified}
        for one, fresh in due_on(reader_of(request), timezone.localdate())
    ]
