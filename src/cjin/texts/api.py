"""Works, their texts and provisions under /api/v1/texts."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Query, Router, Schema
from ninja.files import UploadedFile

from cjin.core.api.cursors import Page, Paging, page
from cjin.core.api.scopes import check_scope
from cjin.core.api.versions import check_unchanged
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.queries.readers import reader_of
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import NotFound
from cjin.core.rules.identifiers import Language
from cjin.texts.actions.importing import import_source
from cjin.texts.actions.publishing import publish as do_publish
from cjin.texts.models import Expression, Work
from cjin.texts.queries.editions import edition_of
from cjin.texts.queries.expressions import text_by_key
from cjin.texts.queries.reading import texts_of, work_for, works_for
from cjin.texts.rules.export.formats import json_of
from cjin.texts.rules.parse import parse
from cjin.texts.rules.reading import read_bytes
from cjin.texts.rules.report import report
from cjin.texts.views.downloads import file_of, text_of, version_of

router = Router()


class WorkOut(Schema):
    """A work: an instrument as such, with the texts of it that the asker may read."""

    slug: str
    title: dict[str, str]
    symbol: str
    annex: int
    adopted: date | None
    body: str
    known: bool


class TextOut(Schema):
    """A text of a work. ``key`` names it in every other call."""

    key: str
    language: str
    version: int
    stage: str
    current: bool
    title: str
    etag: str


class WorkWithTexts(WorkOut):
    """A work and its texts, current ones first."""

    texts: list[TextOut]


class ImportOut(Schema):
    """What an import did: the drafts it made, or the texts that the same file gave before."""

    unchanged: bool
    texts: list[TextOut]


@router.get("", response=Page[WorkOut], summary="Instruments")
def works(request: HttpRequest, paging: Query[Paging], symbol: str = "") -> dict[str, Any]:
    """All works by identifier, also those whose text is not loaded; ``symbol`` narrows to one document."""
    found = works_for(reader_of(request))
    found = found.filter(symbol=symbol) if symbol else found
    return page(found, paging, order=["slug"], shown=_work)


def _work(work: Work) -> dict[str, Any]:
    fields = ("slug", "symbol", "annex", "adopted", "body", "known")
    return {name: getattr(work, name) for name in fields} | {"title": dict(work.title)}


@router.post("/parse", summary="Read a file without storing it")
def parse_file(request: HttpRequest, file: File[UploadedFile], language: str | None = None) -> dict[str, Any]:
    """The instruments of a file as ``cjin texts parse --json`` prints them. Needs the duty texts.edit."""
    _check_editor(request)
    return report(parse(_source(file), _language(language)))


@router.post("/import", response=ImportOut, summary="Import a file as drafts")
def import_file(request: HttpRequest, file: File[UploadedFile], language: str | None = None) -> dict[str, Any]:
    """A draft of every instrument in the file. Needs the duty texts.edit."""
    person = _check_editor(request)
    imported = import_source(source=_source(file), language=_language(language), by=person, now=timezone.now())
    return {"unchanged": imported.unchanged, "texts": [_text(one) for one in imported.expressions]}


def _check_editor(request: HttpRequest) -> User:
    check_scope(request, Duty.TEXTS_EDIT)
    check_can(request.user, Duty.TEXTS_EDIT, today=timezone.localdate())
    assert isinstance(request.user, User)
    return request.user


def _language(given: str | None) -> str | None:
    """One of the six languages, or none. Raises Invalid."""
    return str(Language.of(given)) if given else None


def _source(file: UploadedFile) -> Any:
    return read_bytes(file.read(), file.name or "file")


@router.post("/publish/{key}", response=TextOut, summary="Publish a draft")
def publish(request: HttpRequest, key: str) -> dict[str, Any]:
    """Publishes the draft with this key. ``If-Match`` carries the ETag of the draft. Needs the duty texts.publish."""
    check_scope(request, Duty.TEXTS_PUBLISH)
    check_can(request.user, Duty.TEXTS_PUBLISH, today=timezone.localdate())
    text = text_by_key(key, None)
    check_unchanged(request, version_of(text))
    assert isinstance(request.user, User)
    return _text(do_publish(expression=text, revision=text.revision, by=request.user, now=timezone.now()))


def _text(expression: Expression) -> dict[str, Any]:
    return {
        "key": expression.key,
        "language": expression.language,
        "version": expression.number,
        "stage": expression.stage,
        "current": expression.is_current,
        "title": expression.title,
        "etag": version_of(expression),
    }


@router.get("/{slug}", response=WorkWithTexts, summary="An instrument and its texts")
def work(request: HttpRequest, slug: str) -> dict[str, Any]:
    """One work with the texts that the asker may read."""
    found = work_for(reader_of(request), slug)
    return _work(found) | {"texts": [_text(one) for one in texts_of(found, reader_of(request))]}


@router.get("/{slug}/text", summary="The whole text of an instrument")
def text(request: HttpRequest, slug: str, language: str = "", version: str = "") -> HttpResponse:
    """The text with every provision and note, as the JSON export has it. A language that is not there is refused."""
    return file_of(request, text_of(request, slug, language, version), "json")


@router.get("/{slug}/export/{ending}", summary="A text in one of the formats of export")
def export(
    request: HttpRequest,
    slug: str,
    ending: Literal["akn.xml", "json", "html", "txt", "docx", "pdf"],
    language: str = "",
    version: str = "",
) -> HttpResponse:
    """The text as a file."""
    return file_of(request, text_of(request, slug, language, version), ending)


@router.get("/{slug}/provisions/{eid}", summary="One provision")
def provision(request: HttpRequest, slug: str, eid: str, language: str = "", version: str = "") -> dict[str, Any]:
    """The provision with this identifier (``para_61``), its notes and what names its text."""
    expression = text_of(request, slug, language, version)
    whole = json_of(edition_of(expression))
    units = [*_rows(whole["preamble"]), *_rows(whole["operative"])]
    found = next((unit for unit in units if unit["id"] == f"{slug}/{eid}"), None)
    if found is None:
        raise NotFound(_("There is no provision %(eid)s in this text.") % {"eid": eid[:160]})
    notes = whole["notes"] if isinstance(whole["notes"], dict) else {}
    cited = {label: notes[label] for label in found["footnotes"] if label in notes}
    return {**found, "notes": cited, "text_key": expression.key, "language": expression.language}


def _rows(value: object) -> list[dict[str, Any]]:
    return value if isinstance(value, list) else []
