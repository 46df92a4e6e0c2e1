"""The answer to a request that came in, under /api/v1/requests: as data, in a second language, signed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Schema, Status
from pydantic import Field

from cjin.core.api.versions import check_unchanged
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import NotFound

from ..actions.answers import sign_answer, word_answer
from ..actions.cases import looked_at
from ..actions.wordings import Put
from ..models import Request
from ..queries.answers import answer_to, languages_for
from ..queries.cases import request_for
from ..queries.kept import letters_of
from ..rules.letter.answering import Answer, answer_data
from ..views.officers import officer
from .cases import etag_of
from .letters import as_data
from .router import officer_for, router

type Data = dict[str, Any]


class AnswerIn(Schema):
    """In which languages an answer is signed."""

    languages: list[str] = Field(
        min_length=1, max_length=2, description="The first is the one in which it was written."
    )


class WordsIn(Schema):
    """What an answer says in a second language."""

    source: str = Field(description="The language in which it was written.")
    language: str
    texts: dict[str, str] = Field(description="By passage (answer/7/reason); an empty text takes it away.")


@router.get("/{reference}/answer", summary="The answer to a request")
def answer(request: HttpRequest, reference: str) -> Data:
    """What is to be told, or was told last, as ``cjin-answer/1``."""
    found = looked_at(reference=reference, by=officer(request), now=timezone.now())
    return _whole(found, languages_for(found)[0])


def _whole(found: Request, source: str) -> Data:
    return answer_data(_told(found, source), languages_for(found))


def _told(found: Request, source: str) -> Answer:
    told = answer_to(found, source, timezone.localdate())
    if not told.decisions:
        raise NotFound("There is nothing to answer yet.")
    return told


@router.put("/{reference}/answer", summary="Put an answer into a second language")
def word(request: HttpRequest, response: HttpResponse, reference: str, said: WordsIn) -> Data:
    """Passages that are not sent stay. ``If-Match`` carries the ETag of the request. Needs the duty requests.write."""
    by = officer_for(request, Duty.REQUESTS_WRITE)
    found = request_for(by, reference, today=timezone.localdate())
    check_unchanged(request, etag_of(found))
    made = word_answer(
        reference=reference, source=said.source, language=said.language, revision=found.revision,
        said=[Put(unit, text) for unit, text in said.texts.items()], by=by, now=timezone.now(),
    )  # fmt: skip
    response["ETag"] = etag_of(made)
    return _whole(made, said.source)


@router.post("/{reference}/answer", response={201: dict[str, Any]}, summary="Sign the answer to a request")
def sign(request: HttpRequest, reference: str, said: AnswerIn) -> Status[Data]:
    """Signs what is to be told. ``If-Match`` carries the ETag of the request. Needs the duty requests.send."""
    by = officer_for(request, Duty.REQUESTS_SEND)
    found = request_for(by, reference, today=timezone.localdate())
    check_unchanged(request, etag_of(found))
    made = sign_answer(
        reference=reference, languages=said.languages, revision=found.revision, by=by, now=timezone.now()
    )
    return Status(201, as_data(next(one for one in letters_of(found) if one.letter.pk == made.pk)))
