"""What the units of a request say in other languages: written, and taken from a translator's file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cjin.core.models import User
from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.storable import UNSEEN

from ..models import Request, Wording
from ..queries.cases import draft_of
from ..rules.letter.data import only_asked
from ..rules.letter.exchange import read_file
from ..rules.letter.units import GIVEN, LANGUAGES, source_language, units
from ..rules.writing.answers import LONGEST_WORDS
from .cases import audit, to_write, written_by


@dataclass(frozen=True, slots=True)
class Put:
    """What a unit is to say: an empty text takes it away. ``source_sha256`` is that of the text it was made from, empty
    for the one that stands now.
    """

    unit: str
    text: str
    status: str = "human"
    source_sha256: str = ""


@transaction.atomic
def put_wordings(
    *, reference: str, language: str, said: Sequence[Put], revision: int, by: User, now: datetime
) -> Request:
    """Writes what units say in a language, while the request is written.

    Raises NotAllowed, NotFound, Invalid with the unit of each fault, Conflict where it is written no more, Outdated.
    """
    request = to_write(reference, revision, by, now)
    known = {one.unit: one.sha256 for one in units(only_asked(draft_of(request)))}
    faults = faults_of(said, known)
    if language not in LANGUAGES or language == source_language(request.answers):
        faults.append(Fault("language", f"a language of letters other than the original is expected: {language[:10]}"))
    if faults:
        raise Invalid(_("Some passages cannot be kept."), faults)
    for one in said:
        put(request, language, one, known[one.unit], by, now)
    written_by(request, by)
    detail = {"language": language, "units": len(said), "revision": request.revision}
    audit(request, "word", by, detail, now)
    return request


def take_wordings(
    *, reference: str, language: str, content: bytes, name: str, revision: int, by: User, now: datetime
) -> int:
    """Takes what a translator's file says; how many passages it says. Raises as ``put_wordings`` does."""
    said = [Put(one["unit"], one["text"], one["status"], one["source_sha256"]) for one in read_file(content, name)]
    put_wordings(reference=reference, language=language, said=said, revision=revision, by=by, now=now)
    return len(said)


def faults_of(said: Sequence[Put], known: Mapping[str, str]) -> list[Fault]:
    """What is wrong with passages, of which the ``known`` ones can be kept; nothing where all can."""
    return [Fault(one.unit[:80], why) for one in said if (why := _wrong(one, known))]


def _wrong(one: Put, known: Mapping[str, str]) -> str:
    """What is wrong with a passage; nothing where it can be kept."""
    if one.unit not in known:
        return _("is no passage of this request")
    if one.status not in GIVEN:
        return _("say who put it so: a person, a certified translator or a machine")
    if len(one.text) > LONGEST_WORDS:
        return _("at most %(most)s signs") % {"most": LONGEST_WORDS}
    return _("there is a sign in it that cannot be seen; remove it") if UNSEEN.search(_plain(one.text)) else ""


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def put(request: Request, language: str, one: Put, sha256: str, by: User, now: datetime) -> None:
    """Keeps what a passage says in a language; ``sha256`` is that of the text which stands now."""
    text = _plain(one.text)
    place: dict[str, Any] = {"request": request, "language": language, "unit": one.unit}
    if not text:
        Wording.objects.filter(**place).delete()
        return
    made_from = one.source_sha256 if len(one.source_sha256) == 64 else sha256
    told = {"text": text, "status": one.status, "source_sha256": made_from}
    if Wording.objects.filter(**place, **told).exists():
        return
    Wording.objects.update_or_create(**place, defaults=told | {"by": by, "at": now})
