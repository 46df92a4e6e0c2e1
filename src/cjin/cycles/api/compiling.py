"""Compilations and reports under /api/v1/cycles/rounds."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File
from ninja.files import UploadedFile

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.identifiers import Language

from ..models import Round
from ..permissions import asks, check_can_ask, check_can_compile
from ..queries.compiled import compiled
from ..queries.crossing import crossed
from ..queries.documents import FORMATS, document_of, wrong_in
from ..queries.named import matrix_of
from ..queries.rounds import round_named
from ..queries.series import over_rounds
from .router import Data, person, router

LARGEST = 20_000_000


@router.get("/rounds/{slug}/compilation", summary="What the replies say together")
def compilation(request: HttpRequest, slug: str, language: str = "en") -> Data:
    """Response by group, how far provisions are implemented, difficulties, practices, other answers, needs.

    For everybody once the round is closed, unless fewer than three of the replies are without a name; before that for
    those who ask. States are named for a good practice only
    where they agreed to be named or published their reply. What needs are about in words of their own is told to those
    who ask alone, to others as “other”.
    """
    whole = asks(request.user, today=timezone.localdate())
    return compiled(_round(request, slug), Language.of(language), now=timezone.now(), whole=whole)


@router.get("/rounds/{slug}/series", summary="What the replies say over rounds")
def series(request: HttpRequest, slug: str, language: str = "en") -> Data:
    """States of implementation in this round and those before it, and how they changed among who told both times."""
    public = not asks(request.user, today=timezone.localdate())
    return over_rounds(_round(request, slug), Language.of(language), public=public)


@router.get("/rounds/{slug}/matrix", summary="What named States told")
def matrix(request: HttpRequest, slug: str, language: str = "en", section: str = "", region: str = "") -> Data:
    """The state in practice by State and provision, for those that agreed to be named or published, by name.

    ``closed`` are provisions that are not told by name: what replies without a name told would be known as well.
    """
    return matrix_of(_round(request, slug), Language.of(language), section=section, group=region)


@router.get("/rounds/{slug}/figures", summary="What the replies say beside published figures")
def figures(request: HttpRequest, slug: str, language: str = "en", topic: str = "", figure: str = "") -> Data:
    """One topic beside one indicator: its provisions, the median, and both for named States. Beside is not because."""
    found, code = _round(request, slug), Language.of(language)
    return crossed(found, code, topic=topic, figure=figure, actor=request.user, now=timezone.now())


def _round(request: HttpRequest, slug: str) -> Round:
    found = round_named(slug)
    check_can_compile(request.user, found, today=timezone.localdate())
    return found


@router.get("/rounds/{slug}/report", summary="The draft report")
def report(
    request: HttpRequest, slug: str, language: str = "en", format: Literal["docx", "pdf", "html"] = "docx"
) -> HttpResponse:
    """The draft report of the Secretary-General with the edits made in it. Needs the duty cycles.ask."""
    check_can_ask(person(request), today=timezone.localdate())
    code = Language.of(language)
    content = document_of(round_named(slug), code, format, now=timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="{round_named(slug).slug}-report-{code}.{format}"'}
    return HttpResponse(content, content_type=FORMATS[format], headers=headers)


@router.post("/reports/checked", summary="Check a finished report")
def checked(request: HttpRequest, file: File[UploadedFile]) -> list[Data]:
    """Works out every number of a DOCX report once more; an empty list where all are right. Needs cycles.ask."""
    check_can_ask(person(request), today=timezone.localdate())
    if (file.size or 0) > LARGEST:
        raise Invalid("This file is too large.", [Fault("file", f"at most {LARGEST // 1_000_000} MB are taken")])
    wrong = wrong_in(file.read(), now=timezone.now())
    return [{"where": one.where, "message": one.message, "text": one.text} for one in wrong]
