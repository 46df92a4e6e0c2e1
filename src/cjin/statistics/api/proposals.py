"""Proposals of a scheme that wait for a reviewer, and their acceptance all at once."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Body

from cjin.core.api.scopes import check_scope
from cjin.core.api.versions import check_unchanged, etag
from cjin.core.queries.readers import reader_of
from cjin.core.rules.duties import Duty

from ..actions.accepting import accept_all
from ..queries.proposals import proposals, version_of
from ..queries.schemes import Wanted, scheme_by_slug
from ..views.schemes import editor
from .router import router

MOST_WORDS = 200


@router.get("/schemes/{slug}/proposals", summary="Proposals that wait for a reviewer")
def waiting(request: HttpRequest, response: HttpResponse, slug: str, branch: str = "", q: str = "") -> dict[str, Any]:
    """How many codes are proposed, by section of ICCS and by words; the ETag is what their acceptance names."""
    one = scheme_by_slug(slug, reader_of(request))
    found = list(proposals(one, Wanted(branch=branch, words=q[:MOST_WORDS])))
    response["ETag"] = etag(version_of(found))
    return {"count": len(found), "codes": [each.code for each in found]}


@router.post("/schemes/{slug}/proposals", summary="Accept all proposals at once")
def accept(
    request: HttpRequest, slug: str, reason: Body[str], branch: Body[str] = "", q: Body[str] = ""
) -> dict[str, Any]:
    """Accepts what the same filter shows; ``If-Match`` carries its ETag. Needs the duty statistics.edit."""
    check_scope(request, Duty.STATISTICS_EDIT)
    person = editor(request)
    one, wanted = scheme_by_slug(slug, reader_of(request)), Wanted(branch=branch, words=q[:MOST_WORDS])
    version = version_of(proposals(one, wanted))
    check_unchanged(request, etag(version))
    count = accept_all(scheme=one, wanted=wanted, version=version, reason=reason, by=person, now=timezone.now())
    return {"accepted": count}
