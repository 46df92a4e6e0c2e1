"""Letters of the requests of this node: drawn, signed once for each revision, kept."""

import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Fault, Invalid
from cjin.core.rules.keptkeys import kept
from cjin.directory.queries.entries import THE_NODE

from ..models import Letter, Request
from ..queries.cases import request_for
from ..queries.kept import signed_letter
from ..queries.letters import content_of, data_of, unworded_in
from ..queries.surroundings import missing_of
from ..queries.timetables import office_day
from ..rules.case.process import Direction, process
from ..rules.letter.content import checked_languages
from ..rules.letter.docx import as_docx
from ..rules.letter.drawing import drawn
from ..rules.letter.keys import KeyPlace, demonstration_pem
from ..rules.letter.signing import signed, signer_of
from ..rules.letter.units import source_language
from .cases import audit, check_revision

DEMONSTRATION_KEY = "letters-demonstration.pem"


def key_place(now: datetime) -> KeyPlace:
    """Where the key of letters is by the settings; without any, one for demonstrations, made on first use."""
    if settings.CJIN_PKCS11["module"]:
        return KeyPlace(**settings.CJIN_PKCS11)
    if settings.CJIN_LETTER_KEY:
        return KeyPlace(settings.CJIN_LETTER_KEY, settings.CJIN_LETTER_PASSWORD)
    path = Path(settings.CJIN_HOME) / DEMONSTRATION_KEY
    kept(path, lambda: demonstration_pem(settings.CJIN_NODE_NAME, now))
    return KeyPlace(str(path))


def is_demonstration_key() -> bool:
    """Whether letters are signed with a key that is for demonstrations only."""
    return not settings.CJIN_PKCS11["module"] and not settings.CJIN_LETTER_KEY


def letter_pdf(request: Request, languages: Sequence[str], *, signer: str = "", now: datetime) -> bytes:
    """The letter of a request as it stands, not signed. Raises Invalid, and Unavailable where a font is missing."""
    content = content_of(request, languages, signer=signer, now=now, today=office_day(now))
    return drawn(content, data_of(request), settings.CJIN_FONTS)


def letter_docx(request: Request, languages: Sequence[str], *, now: datetime) -> bytes:
    """A copy of the letter to work on. Raises Invalid."""
    return as_docx(content_of(request, languages, now=now, today=office_day(now)))


def letter_json(request: Request) -> bytes:
    """The data of the letter alone, which are the same in every language."""
    return json.dumps(data_of(request), ensure_ascii=False, sort_keys=True, indent=1).encode()


def letter_name(request: Request, languages: Sequence[str], ending: str) -> str:
    """A name for the file of a letter, which is the same everywhere."""
    return "-".join([request.theirs or request.reference, *languages]) + f".{ending}"


def sign(*, reference: str, languages: Sequence[str], revision: int | None = None, by: User, now: datetime) -> Letter:
    """Signs the letter of an approved request and keeps it; each revision is signed once.

    Raises NotAllowed, NotFound, Invalid where something is missing or the certificate is not good, Conflict where it
    is not approved or signed already, Outdated where it was changed since ``revision``, Unavailable.
    """
    today = timezone.localdate(now)
    check_can(by, Duty.REQUESTS_SEND, today=today)
    request = request_for(by, reference, today=today)
    _check_signable(request, request.revision if revision is None else revision)
    gaps = missing_of(request, THE_NODE, office_day(now))
    if gaps:
        raise Invalid(_("Something is missing in the request."), [Fault(one.item, str(one.gap)) for one in gaps])
    chosen = _checked(request, languages)
    place, name = key_place(now), by.called
    # The letter is drawn and signed before the row is locked: a time stamp authority may take its time.
    whose = signer_of(place, now)
    pdf = letter_pdf(request, chosen, signer=name, now=now)
    done = signed(pdf, place, name=name, reason=request.reference, now=now, stamps=settings.CJIN_TIME_STAMPS)
    return _keep(request, chosen, done, f"{name}; {whose}", by, now)


def _checked(request: Request, languages: Sequence[str]) -> list[str]:
    """The languages of a letter that is signed. Raises Invalid for one in which not all of the request was approved."""
    chosen, named = checked_languages(languages), request.answers.get("languages", ())
    for one in chosen:
        if one not in named:
            said = _("the request is not written in this language: %(language)s")
        elif one != source_language(request.answers) and unworded_in(request, one):
            said = _("not all of the request is in this language yet: %(language)s")
        else:
            continue
        fault = Fault("languages", said % {"language": one})
        raise Invalid(_("The letter cannot be signed in these languages."), [fault])
    return list(chosen)


def is_signable(request: Request) -> bool:
    """Whether the letter of a request can be signed where it stands."""
    return request.state in process(Direction(request.direction)).marked("signable")


def _check_signable(request: Request, revision: int) -> None:
    check_revision(request, revision)
    if not is_signable(request):
        raise Conflict(_("A letter is signed when its request is approved."))
    before = signed_letter(request)
    if before is not None:
        raise Conflict(_("This letter is signed already: %(by)s.") % {"by": before.signed_by})


def _keep(request: Request, languages: Sequence[str], pdf: bytes, whose: str, by: User, now: datetime) -> Letter:
    try:
        with transaction.atomic():
            locked = Request.objects.select_for_update().get(pk=request.pk)
            _check_signable(locked, request.revision)
            made = Letter.objects.create(
                request=locked, name=letter_name(request, languages, "pdf"), languages=list(languages),
                signed_by=whose[:300], revision=locked.revision, sha256=sha256(pdf).hexdigest(), data=pdf, by=by,
                at=now,
            )  # fmt: skip
            detail = {"languages": list(languages), "revision": made.revision, "sha256": made.sha256}
            audit(request, "sign", by, detail, now)
            return made
    except IntegrityError:
        raise Conflict(_("Somebody else has signed this letter just now.")) from None
