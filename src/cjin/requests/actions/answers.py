"""Answers to requests that came in: put into a second language, drawn, signed, kept."""

import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.queries.people import signature_of
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Fault, Invalid, NotFound

from ..models import Letter, Request
from ..queries.answers import answer_to, answers_of, languages_for, last_told
from ..queries.cases import request_for
from ..rules.letter.answering import Answer, answer_data, answer_of
from ..rules.letter.content import checked_languages
from ..rules.letter.docx import as_docx
from ..rules.letter.drawing import drawn
from ..rules.letter.reading import ANSWER
from ..rules.letter.signing import signed, signer_of
from .cases import audit, check_revision, locked
from .letters import key_place
from .wordings import Put, faults_of, put


def answer_pdf(answer: Answer, languages: Sequence[str]) -> bytes:
    """The answer as a PDF with its data. Raises Invalid, and Unavailable where a font is missing."""
    data = answer_data(answer, languages)
    return drawn(answer_of(answer, languages), data, settings.CJIN_FONTS, attached=ANSWER)


def answer_docx(answer: Answer, languages: Sequence[str]) -> bytes:
    """A copy of the answer to work on. Raises Invalid."""
    return as_docx(answer_of(answer, languages))


def answer_json(answer: Answer, languages: Sequence[str]) -> bytes:
    """The data of the answer alone."""
    return json.dumps(answer_data(answer, languages), ensure_ascii=False, sort_keys=True, indent=1).encode()


def answer_name(request: Request, languages: Sequence[str], ending: str) -> str:
    """A name for the file of an answer."""
    return "-".join(["answer", request.theirs or request.reference, *languages]) + f".{ending}"


@transaction.atomic
def word_answer(
    *, reference: str, source: str, language: str, said: Sequence[Put], revision: int, by: User, now: datetime
) -> Request:
    """Puts what is told into a second language; an empty text takes it away. Passages that are not named stay.

    Raises NotAllowed, NotFound, Invalid for a text that cannot be kept and for other languages than those of the
    request, Outdated where the request was changed since ``revision``: each change of words counts as one.
    """
    today = timezone.localdate(now)
    check_can(by, Duty.REQUESTS_WRITE, today=today)
    request = locked(reference, by, now)
    check_revision(request, revision)
    if len(_languages(request, [source, language])) < 2:
        raise Invalid(_("Choose a second language."), [Fault("language", _("name another language"))])
    known = {one.unit: one.sha256 for one in answer_to(request, source, today).units}
    if faults := faults_of(said, known):
        raise Invalid(_("Some passages cannot be kept."), faults)
    for one in said:
        put(request, language, one, known[one.unit], by, now)
    if said:
        request.revision += 1
        request.save(update_fields=["revision"])
        detail = {"language": language, "units": len(said), "revision": request.revision}
        audit(request, "word-answer", by, detail, now)
    return request


def _languages(request: Request, languages: Sequence[str]) -> tuple[str, ...]:
    """One or two languages, each once. Raises Invalid for one that the request does not name."""
    chosen, named = checked_languages(languages), languages_for(request)
    strange = [one for one in chosen if one not in named]
    if strange:
        said = _("the request is not written in this language: %(language)s") % {"language": strange[0]}
        raise Invalid(_("The answer cannot be written in these languages."), [Fault("languages", said)])
    return chosen


def sign_answer(*, reference: str, languages: Sequence[str], revision: int, by: User, now: datetime) -> Letter:
    """Signs the answer to a request and keeps it; the first language is the one in which officers here wrote.

    Raises NotAllowed, NotFound, Invalid where a passage is not in the second language or the certificate is not good,
    Conflict where it is signed already, Outdated where the request was changed since ``revision``, Unavailable.
    """
    today = timezone.localdate(now)
    check_can(by, Duty.REQUESTS_SEND, today=today)
    request = request_for(by, reference, today=today)
    chosen = _languages(request, languages)
    _check_signable(request, revision)
    whose = signature_of(by, duty=Duty.REQUESTS_SEND, today=today)
    answer = answer_to(request, chosen[0], today, {one: whose.line(one) for one in chosen})
    if not answer.decisions:
        raise NotFound(_("There is nothing to answer yet."))
    if lacking := [one for language in chosen for one in answer.unworded(language)]:
        said = _("not all of the answer is in this language yet: %(language)s") % {"language": chosen[-1]}
        raise Invalid(_("The answer cannot be signed in these languages."), [Fault(one.unit, said) for one in lacking])
    place = key_place(now)
    pdf, key = answer_pdf(answer, chosen), signer_of(place, now)
    done = signed(pdf, place, name=whose.name, reason=request.reference, now=now, stamps=settings.CJIN_TIME_STAMPS)
    return _keep(request, chosen, last_told(answer.decisions), done, f"{whose.name}; {key}", by, now)


def _check_signable(request: Request, revision: int) -> None:
    check_revision(request, revision)
    if any(one.revision == revision for _number, one in answers_of(request)):
        raise Conflict(_("This answer is signed already."))


def _keep(
    request: Request, languages: Sequence[str], tells: int | None, pdf: bytes, whose: str, by: User, now: datetime
) -> Letter:
    try:
        with transaction.atomic():
            locked = Request.objects.select_for_update().get(pk=request.pk)
            _check_signable(locked, request.revision)
            made = Letter.objects.create(
                request=locked, name=answer_name(request, languages, "pdf"), languages=list(languages),
                signed_by=whose[:300], revision=locked.revision, tells=tells, sha256=sha256(pdf).hexdigest(),
                data=pdf, by=by, at=now,
            )  # fmt: skip
            detail = {"languages": list(languages), "revision": made.revision, "sha256": made.sha256}
            audit(request, "sign-answer", by, detail, now)
            return made
    except IntegrityError:
        raise Conflict(_("Somebody else has signed this letter just now.")) from None
