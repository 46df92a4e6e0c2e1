"""National schemes and their correspondence to ICCS: reading, the acts of the review page, import and export."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Body, File, Query
from ninja.files import UploadedFile

from cjin.core.api.cursors import Page, Paging, page
from cjin.core.api.fields import only
from cjin.core.api.scopes import check_scope
from cjin.core.api.versions import check_unchanged, etag
from cjin.core.queries.readers import reader_of
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Fault, Invalid, NotFound

from ..actions.scheming import import_sheet, make
from ..forms.schemes import ReviewForm
from ..models import Entry, Scheme
from ..queries import schemes as queries
from ..rules.correspondence import COLUMNS
from ..rules.linksheets import plain_row
from ..views.acts import ACTS
from ..views.schemes import download, editor
from .router import router

BY_CODES = ("codes", "codes_placed", "codes_settled")
BY_RECORDS = ("load", "records", "records_placed", "records_settled")


@router.get("/schemes", response=Page[dict[str, Any]], summary="National schemes")
def schemes(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """Schemes that the asker may see."""
    return page(queries.schemes(reader_of(request)), paging, order=["slug"], shown=_scheme)


def _scheme(one: Scheme) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("slug", "title", "version", "area")}


@router.post("/schemes", summary="Make a scheme")
def make_scheme(request: HttpRequest, slug: Body[str], title: Body[str], version: Body[str] = "") -> dict[str, Any]:
    """A scheme without codes. Needs the duty statistics.edit."""
    check_scope(request, Duty.STATISTICS_EDIT)
    return _scheme(make(slug=slug, title=title, version=version, by=editor(request), now=timezone.now()))


@router.get("/schemes/{slug}", summary="A scheme and how much of it is covered")
def scheme(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Where its codes stand, and its coverage by codes and, for who edits figures, by records."""
    one = queries.scheme_by_slug(slug, reader_of(request))
    load = queries.load_for(request.user, one)
    covered = queries.coverage(one, load)
    fields = (*BY_CODES, *(BY_RECORDS if load else ()))
    return _scheme(one) | {
        "standing": queries.by_standing(one),
        "coverage": {name: getattr(covered, name) for name in fields},
    }


@router.get("/schemes/{slug}/codes", response=Page[dict[str, Any]], summary="Codes of a scheme")
def codes(
    request: HttpRequest, slug: str, paging: Query[Paging], standing: str = "", branch: str = "", q: str = ""
) -> dict[str, Any]:
    """Codes in their order with their rows; by standing, by section of ICCS, by words."""
    one = queries.scheme_by_slug(slug, reader_of(request))
    found = queries.entries(one, queries.Wanted(standing, branch, q[:200]))
    return page(found, paging, order=["position"], shown=_entry)


def _entry(one: Entry) -> dict[str, Any]:
    rows = [dict(zip(COLUMNS, plain_row(each), strict=True)) for each in queries.links_of(one)]
    return {
        "code": one.code,
        "title": one.title,
        "standing": one.standing,
        "revision": one.revision,
        "rows": [{name: text for name, text in row.items() if name not in ("code", "title")} for row in rows],
    }


@router.get("/schemes/{slug}/export/{ending}", summary="A scheme as a file")
def export(request: HttpRequest, slug: str, ending: Literal["xlsx", "csv"]) -> HttpResponse:
    """The codes with their rows, as the import takes them."""
    return download(request, slug, ending)


@router.post("/schemes/{slug}/import", summary="Bring codes in from a file")
def import_file(request: HttpRequest, slug: str, file: File[UploadedFile]) -> dict[str, Any]:
    """Takes XLSX or CSV whole or not at all; every faulty cell is told. Needs the duty statistics.edit."""
    check_scope(request, Duty.STATISTICS_EDIT)
    person = editor(request)
    one = queries.scheme_by_slug(slug, reader_of(request))
    done = import_sheet(scheme=one, content=file.read(), name=file.name or "file", by=person, now=timezone.now())
    return {"made": done.made, "changed": done.changed, "same": done.same}


@router.get("/schemes/{slug}/codes/{path:code}", summary="One code")
def code_of(request: HttpRequest, response: HttpResponse, slug: str, code: str) -> dict[str, Any]:
    """A code with its rows; its ETag is what an act names."""
    one = queries.entry_of(slug, code, reader_of(request))
    response["ETag"] = _version(one)
    return _entry(one)


@router.post("/schemes/{slug}/acts/{verb}/{path:code}", summary="Propose, accept, dispute, decide, exclude")
def act(
    request: HttpRequest, response: HttpResponse, slug: str, verb: str, code: str, arguments: Body[dict[str, Any]]
) -> dict[str, Any]:
    """Any act of the review page with the fields of its form. ``If-Match`` carries the ETag of the code."""
    check_scope(request, Duty.STATISTICS_EDIT)
    person = editor(request)
    if verb not in ACTS:
        raise NotFound(_("There is no act %(verb)s.") % {"verb": verb[:40]})
    one = queries.entry_of(slug, code, reader_of(request))
    check_unchanged(request, _version(one))
    only(arguments, ACTS[verb].form.base_fields, "body")
    form = ACTS[verb].form({**arguments, "revision": one.revision})
    if not form.is_valid():
        raise _faulty(form)
    done = ACTS[verb].run(entry=one, **form.arguments(), by=person, now=timezone.now())
    response["ETag"] = _version(done)
    return _entry(queries.entry_of(slug, code))


def _faulty(form: ReviewForm) -> Invalid:
    faults = [Fault(name, str(message)) for name, messages in form.errors.items() for message in messages]
    return Invalid(_("Some of what was sent cannot be taken."), faults)


def _version(one: Entry) -> str:
    return etag("scheme", one.scheme_id, one.code, one.revision)
