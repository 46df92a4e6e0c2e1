"""Answers to requests that came in: put into a second language, drawn, signed, kept."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.queries.people import signature_of
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Fault, Invalid, NotFound, Outdated
from cjin.core.rules.storable import UNSEEN

from ..models import Letter, Request, Wording
from ..queries.answers import answer_to, answers_of
from ..queries.cases import request_for
from ..rules.letter.answering import Answer, answer_data, answer_of
from ..rules.letter.content import checked_languages
from ..rules.letter.docx import as_docx
from ..rules.letter.drawing import drawn
from ..rules.letter.signing import signed, signer_of
from .cases import audit
from .letters import key_place

ATTACHED = "answer.json"
LONGEST = 20_000


def answer_pdf(answer: Answer, languages: Sequence[str]) -> bytes:
    """The answer as a PDF with its data. Raises Invalid, and Unavailable where a font is missing."""
    return drawn(answer_of(answer, languages), answer_data(answer), settings.CJIN_FONTS, attached=ATTACHED)


def answer_docx(answer: Answer, languages: Sequence[str]) -> bytes:
    """A copy of the answer to work on. Raises Invalid."""
    return as_docx(answer_of(answer, languages))


def answer_json(answer: Answer) -> bytes:
    """The data of the answer alone."""
    return json.dumps(answer_data(answer), ensure_ascii=False, sort_keys=True, indent=1).encode()


def answer_name(request: Request, languages: Sequence[str], ending: str) -> str:
    """A name for the file of an answer."""
    return "-".join(["answer", request.theirs or request.reference, *languages]) + f".{ending}"


@transaction.atomic
def word_answer(
    *, reference: str, source: str, language: str, texts: Mapping[str, str], by: User | None, now: datetime
) -> None:
    """Puts what is told into a second language; an empty text takes it away.

    Raises NotAllowed, NotFound, Invalid for a text that cannot be kept.
    """
    today = timezone.localdate(now)
    check_can(by, Duty.REQUESTS_WRITE, today=today)
    request = request_for(by, reference, today=today)
    known = {one.unit: one for one in answer_to(request, source, today).units}
    checked_languages([source, language])
    faults = [Fault(unit[:80], why) for unit, text in texts.items() if (why := _wrong(unit, text, known))]
    if faults:
        raise Invalid(_("Some passages cannot be kept."), faults)
    for unit, text in texts.items():
        place: dict[str, Any] = {"request": request, "language": language, "unit": unit}
        if not text.strip():
            Wording.objects.filter(**place).delete()
            continue
        told = {"text": _plain(text), "status": "human", "source_sha256": known[unit].sha256, "by": by, "at": now}
        Wording.objects.update_or_create(**place, defaults=told)
    audit(request, "word-answer", by, {"language": language, "units": len(texts)}, now)


def _wrong(unit: str, text: str, known: Mapping[str, object]) -> str:
    if unit not in known:
        return _("is no passage of this request")
    if len(text) > LONGEST:
        return _("at most %(most)s signs") % {"most": LONGEST}
    return _("there is a sign in it that cannot be seen; remove it") if UNSEEN.search(_plain(text)) else ""


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def sign_answer(*, reference: str, languages: Sequence[str], revision: int, by: User, now: datetime) -> Letter:
    """Signs the answer to a request and keeps it; the first language is the one in which officers here wrote.

    Raises NotAllowed, NotFound, Invalid where a passage is not in the second language or the certificate is not good,
    Conflict where it is signed already, Outdated where the request was changed since ``revision``, Unavailable.
    """
    today = timezone.localdate(now)
    check_can(by, Duty.REQUESTS_SEND, today=today)
    request, chosen = request_for(by, reference, today=today), checked_languages(languages)
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
    return _keep(request, chosen, done, f"{whose.name}; {key}", by, now)


def _check_signable(request: Request, revision: int) -> None:
    if request.revision != revision:
        raise Outdated(_("Somebody has changed this request since; look at it again."))
    if any(one.revision == revision for _number, one in answers_of(request)):
        raise Conflict(_("This answer is signed already."))


def _keep(request: Request, languages: Sequence[str], pdf: bytes, whose: str, by: User, now: datetime) -> Letter:
    try:
        with transaction.atomic():
            locked = Request.objects.select_for_update().get(pk=request.pk)
            _check_signable(locked, request.revision)
            made = Letter.objects.create(
                request=locked, name=answer_name(request, languages, "pdf"), languages=list(languages),
                signed_by=whose[:300], revision=locked.revision, sha256=sha256(pdf).hexdigest(), data=pdf, by=by,
                at=now,
            )  # fmt: skip
            detail = {"languages": list(languages), "revision": made.revision, "sha256": made.sha256}
            audit(request, "sign-answer", by, detail, now)
            return made
    except IntegrityError:
        raise Conflict(_("Somebody else has signed this letter just now.")) from None
