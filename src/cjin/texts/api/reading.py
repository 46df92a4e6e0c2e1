"""Works, their texts and provisions under /api/v1/texts."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query

from cjin.core.api.cursors import Page, Paging, page
from cjin.core.queries.readers import reader_of
from cjin.core.rules.errors import NotFound

from ..models import Work
from ..queries.editions import edition_of
from ..queries.reading import texts_of, work_for, works_for
from ..rules.export.formats import json_of
from ..views.downloads import file_of, text_of
from .router import router
from .schemas import WorkOut, WorkWithTexts, text_out


@router.get("", response=Page[WorkOut], summary="Instruments")
def works(request: HttpRequest, paging: Query[Paging], symbol: str = "") -> dict[str, Any]:
    """All works by identifier, also those whose text is not loaded; ``symbol`` narrows to one document."""
    found = works_for(reader_of(request))
    found = found.filter(symbol=symbol) if symbol else found
    return page(found, paging, order=["slug"], shown=_work)


def _work(work: Work) -> dict[str, Any]:
    fields = ("slug", "symbol", "annex", "adopted", "body", "known")
    return {name: getattr(work, name) for name in fields} | {"title": dict(work.title)}


@router.get("/{slug}", response=WorkWithTexts, summary="An instrument and its texts")
def work(request: HttpRequest, slug: str) -> dict[str, Any]:
    """One work with the texts that the asker may read."""
    found = work_for(reader_of(request), slug)
    return _work(found) | {"texts": [text_out(one) for one in texts_of(found, reader_of(request))]}


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
