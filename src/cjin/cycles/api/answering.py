"""Replies under /api/v1/cycles/rounds/{round}/replies: answers, sections, clearing, workbooks, measures."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Body, File, Schema, Status
from ninja.files import UploadedFile

from cjin.core.api.versions import check_unchanged, etag
from cjin.core.models import Post
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Fault, Invalid, NotFound

from ..actions.answering import save
from ..actions.clearing import hand, move_part, move_reply
from ..actions.importing import look, take
from ..actions.measures import put_measure
from ..models import Respondent
from ..permissions import check_can_measure
from ..queries.answers import answers_of, counted
from ..queries.evidence import pieces_of, standings_of
from ..queries.ghosts import ghosts_of
from ..queries.looking import LookUp, look_up
from ..queries.measures import as_data, measures_of
from ..queries.replying import given_to, own_reply, reply_for
from ..queries.workbooks import sheet_of
from ..rules.workbook.reading import LARGEST
from ..rules.workbook.writing import as_workbook
from .router import Data, person, router

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PartActIn(Schema):
    """What is said with an act on a section."""

    note: str = ""
    post: int | None = None


class ReplyActIn(Schema):
    """What is said with an act on a whole reply."""

    note: str = ""
    consents: bool | None = None


class MeasureIn(Schema):
    """A measure of a State."""

    title: dict[str, str]
    type: str
    since: date | None = None
    until: date | None = None
    evidence: list[dict[str, Any]] = []
    links: dict[str, str] | None = None
    revision: int = 0


def _own(request: HttpRequest, slug: str, key: str, duty: Duty | None = None) -> Respondent:
    """A reply that belongs to whoever asks. Raises NotFound for all others as for none."""
    return own_reply(person(request, duty), slug, key, today=timezone.localdate()).respondent


@router.get("/rounds/{slug}/replies/{key}", summary="Your reply")
def reply(request: HttpRequest, slug: str, key: str) -> Data:
    """The answers of your State as they stand, each with its revision; what was said before, with its source."""
    found = _own(request, slug, key)
    answers = answers_of(found)
    return {
        "respondent": found.key, "standing": found.standing, "revision": found.revision,
        "answers": {name: {"reply": one.reply, "revision": one.revision} for name, one in answers.items()},
        "before": {
            name: {"reply": one.reply, "why": one.why, "round": one.round, "question": one.question,
                   "provisions": [place for place in one.provisions if place]}
            for name, one in ghosts_of(found).items()
            if name not in answers
        },
    }  # fmt: skip


@router.get("/rounds/{slug}/replies/{key}/cleared", summary="A reply that was given")
def cleared(request: HttpRequest, slug: str, key: str) -> Data:
    """The last clearing that stands, for the State itself and for those who ask; for all others what was published.

    Figures are as they were cited; ``evidence`` says where each leads and what became of it since.
    """
    seen = reply_for(request.user, slug, key, today=timezone.localdate())
    last = given_to(seen)
    if last is None:
        raise NotFound("This reply was not given yet.")
    cited = standings_of(pieces_of(counted(last.content).values()), request.user)
    return {
        "respondent": seen.respondent.key,
        "number": last.number,
        "sha256": last.sha256,
        "at": last.at.isoformat(),
        "evidence": [
            {"kind": kind, "ref": ref, "url": one.url, "since": one.since or None} for (kind, ref), one in cited.items()
        ],
        **last.content,
    }


@router.get("/evidence", summary="Look up what can be cited")
def evidence(
    request: HttpRequest, kind: str, words: str = "", indicator: str = "", codes: str = "", state: str = ""
) -> Data:
    """Provisions, documents of the library and published figures that you may see and cite.

    Of an ``indicator`` its figures are given, of the ``state`` where it has some; ``codes`` choose others, as
    ``REF_AREA:KEN,SEX:F``. What is found is cited by its ``kind`` and ``ref``; the rest is filled in when it is saved.
    """
    chosen = dict(one.partition(":")[::2] for one in codes.split(",") if ":" in one)
    looked = look_up(LookUp(kind, words, indicator, chosen), person(request), state.upper())
    return {
        "found": [
            {"kind": one.kind, "ref": one.ref, "words": one.words, "url": one.url, "notes": list(one.notes)}
            for one in looked.found
        ],
        "choices": {
            name.removeprefix("c."): [{"code": code, "label": label, "chosen": is_chosen}
                                      for code, label, is_chosen in options]
            for name, _label, options in looked.choices
        },
    }  # fmt: skip


@router.put("/rounds/{slug}/replies/{key}/answers/{question}", summary="Save an answer")
def saved(
    request: HttpRequest, response: HttpResponse, slug: str, key: str, question: str, reply: Body[dict[str, Any]]
) -> Data:
    """Saves a reply in its plain form; an empty object empties it. ``If-Match`` names the revision as an ETag.

    Needs the duty cycles.answer. 412 where somebody saved another one meanwhile, 409 where it is closed to changes.
    """
    found = _own(request, slug, key, Duty.CYCLES_ANSWER)
    stored = answers_of(found, [question]).get(question)
    revision = stored.revision if stored else 0
    check_unchanged(request, _tag(found, question, revision))
    by = person(request)
    made = save(respondent=found, question=question, reply=reply, revision=revision, by=by, now=timezone.now())
    response["ETag"] = _tag(found, question, made.revision)
    return {"reply": made.reply, "revision": made.revision}


@router.get("/rounds/{slug}/replies/{key}/answers/{question}", summary="An answer")
def answer(request: HttpRequest, response: HttpResponse, slug: str, key: str, question: str) -> Data:
    """The reply to one question, null where there is none, with the ETag that a change names."""
    found = _own(request, slug, key)
    stored = answers_of(found, [question]).get(question)
    revision = stored.revision if stored else 0
    response["ETag"] = _tag(found, question, revision)
    return {"reply": stored.reply if stored else None, "revision": revision}


def _tag(respondent: Respondent, question: str, revision: int) -> str:
    return etag(respondent.pk, question, revision)


@router.post("/rounds/{slug}/replies/{key}/sections/{section}/{act}", response={204: None}, summary="Move a section on")
def section_act(request: HttpRequest, slug: str, key: str, section: str, act: str, said: PartActIn) -> Status[None]:
    """``hand`` it to a post, ``submit``, ``take-back``, or ``return`` it with a note.

    Submitting needs the duty cycles.answer, handing and returning cycles.clear.
    """
    own = act in ("submit", "take-back")
    found = _own(request, slug, key, Duty.CYCLES_ANSWER if own else Duty.CYCLES_CLEAR)
    by, now = person(request), timezone.now()
    if act == "hand":
        hand(respondent=found, section=section, post=_post(said.post), by=by, now=now)
    else:
        move_part(respondent=found, section=section, act=act, note=said.note, by=by, now=now)
    return Status(204, None)


def _post(number: int | None) -> Post | None:
    if number is None:
        return None
    found = Post.objects.select_related("organization").filter(pk=number).first()
    if found is None:
        raise Invalid("This post is not here.", [Fault("body.post", "the number of a post of your State is expected")])
    return found


@router.post("/rounds/{slug}/replies/{key}/acts/{act}", summary="Clear a reply, or move it on")
def reply_act(request: HttpRequest, slug: str, key: str, act: str, said: ReplyActIn) -> Data:
    """``clear``, ``publish``, ``correct`` or ``withdraw``. Needs the duty cycles.clear, and If-Match of the reply."""
    found = _own(request, slug, key, Duty.CYCLES_CLEAR)
    check_unchanged(request, etag(found.pk, found.revision))
    made = move_reply(
        respondent=found, act=act, revision=found.revision, note=said.note, consents=said.consents, by=person(request),
        now=timezone.now(),
    )  # fmt: skip
    return {"standing": made.standing, "revision": made.revision}


@router.get("/rounds/{slug}/replies/{key}/standing", summary="Where a reply stands")
def standing(request: HttpRequest, response: HttpResponse, slug: str, key: str) -> Data:
    """Where the reply of your State stands, with the ETag that an act names."""
    found = _own(request, slug, key)
    response["ETag"] = etag(found.pk, found.revision)
    return {"standing": found.standing, "revision": found.revision, "consents": found.consents}


@router.get("/rounds/{slug}/replies/{key}/workbook", summary="The form as a workbook")
def workbook(request: HttpRequest, slug: str, key: str, language: str = "en") -> HttpResponse:
    """An XLSX workbook with what was answered so far, to be filled offline."""
    found = _own(request, slug, key)
    name = f"{slug}-{found.key}-{language[:2]}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(as_workbook(sheet_of(found, language)), content_type=XLSX, headers=headers)


@router.post("/rounds/{slug}/replies/{key}/workbook", summary="Bring a filled workbook back")
def take_workbook(
    request: HttpRequest, slug: str, key: str, file: File[UploadedFile], look_only: bool = True, of_workbook: str = ""
) -> Data:
    """What a workbook changes, with each fault by sheet and cell; it is taken with ``look_only=false``.

    Where both sides changed a question nothing is overwritten but what ``of_workbook`` names, divided by commas. Needs
    the duty cycles.answer.
    """
    found = _own(request, slug, key, Duty.CYCLES_ANSWER)
    by, now = person(request), timezone.now()
    if (file.size or 0) > LARGEST:
        raise Invalid("This file is too large.", [Fault("file", f"at most {LARGEST // 1024**2} MB are taken")])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "workbook.xlsx"
        path.write_bytes(file.read())
        if look_only:
            return look(respondent=found, path=path, by=by, now=now).as_data()
        wanted = [one.strip() for one in of_workbook.split(",") if one.strip()]
        return take(respondent=found, path=path, of_workbook=wanted, by=by, now=now).as_data()


@router.get("/measures/{state}", summary="The measures of your State")
def measures(request: HttpRequest, state: str) -> list[Data]:
    """What your State has entered once, with the provisions that each measure answers."""
    _check_state(request, state)
    return [as_data(one) | {"revision": one.revision} for one in measures_of(state.upper())]


@router.put("/measures/{state}/{name}", summary="Enter a measure, or change one")
def measure(request: HttpRequest, state: str, name: str, said: MeasureIn) -> Data:
    """Keeps a measure of your State. ``revision`` is the one that was read, 0 for a new one; else 412."""
    made = put_measure(
        state=state, name=name, title=said.title, type=said.type, since=said.since, until=said.until,
        evidence=said.evidence, links=said.links, revision=said.revision, by=person(request, Duty.CYCLES_ANSWER),
        now=timezone.now(),
    )  # fmt: skip
    return as_data(made) | {"revision": made.revision}


def _check_state(request: HttpRequest, state: str) -> None:
    check_can_measure(person(request), state.upper(), today=timezone.localdate())
