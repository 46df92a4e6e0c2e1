"""The workbook of a reply: downloaded, brought back, looked at, and taken."""

import secrets
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cjin.core.forms import OWN_NAMES
from cjin.core.models import User
from cjin.core.rules.errors import Conflict, Fault, Invalid, NotFound
from cjin.core.rules.identifiers import Language
from cjin.core.rules.tables import FORMATS

from ...actions.importing import Looked, Undecided, look, take
from ...forms.faults import refused, told
from ...models import Respondent
from ...queries.answers import answers_of
from ...queries.compiling import names_of
from ...queries.forms import form_of
from ...queries.measures import measures_of
from ...queries.replying import Seen, own_reply
from ...queries.telling import told_reply
from ...queries.workbooks import sheet_of
from ...rules.vocabulary import shown
from ...rules.workbook.reading import LARGEST
from ...rules.workbook.writing import as_workbook
from ..people import acting, spoken

NODE, WORKBOOK, CHOICE = "node", "workbook", "of:"
KEPT, MOST_KEPT = 24 * 3600, 3
"""A workbook that was looked at and not taken is thrown away after so many seconds; of one person's for one respondent
only the newest stay.
"""


@require_safe
def file(request: HttpRequest, slug: str, key: str, language: str) -> HttpResponse:
    """The workbook in a language, with everything that is answered so far."""
    seen = own_reply(acting(request), slug, key, today=timezone.localdate())
    if language not in Language.ALL:
        raise NotFound(_("There is no such page."))
    response = HttpResponse(as_workbook(sheet_of(seen.respondent, language)), content_type=FORMATS["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="{slug}-{key}-{language}.xlsx"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def workbook(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Downloads and the way back: first what a workbook would change is shown, then it is taken."""
    by = acting(request)
    seen = own_reply(by, slug, key, today=timezone.localdate())
    context: dict[str, Any] = {}
    status = 200
    if request.method == "POST":
        try:
            context = _take(request, seen, by) if "token" in request.POST else _look(request, seen, by)
        except Undecided as error:
            context, status = _asked_again(request, seen, error), error.status
        except (Invalid, Conflict) as error:
            faults = told(error.faults) if isinstance(error, Invalid) else []
            context, status = {"refused": refused(error.message), "faults": faults}, error.status
        except FileNotFoundError:
            context, status = {"refused": _gone().message}, _gone().status
    context |= {
        "round": seen.respondent.round, "respondent": seen.respondent, "largest": LARGEST // 1024**2,
        "name": names_of([seen.respondent], spoken())[seen.respondent.key],
        "languages": [(code, OWN_NAMES[code]) for code in Language.ALL],
    }  # fmt: skip
    return render(request, "cycles/answers/workbook.html", context, status=status)


def _look(request: HttpRequest, seen: Seen, by: User) -> dict[str, Any]:
    sent = request.FILES.get("file")
    if sent is None:
        raise Invalid(_("Choose a file."), [])
    if (sent.size or 0) > LARGEST:
        said = _("it is larger than %(size)s MB; a workbook of this form is much smaller") % {
            "size": LARGEST // 1024**2
        }
        raise Invalid(_("The file is too large."), [Fault(sent.name or "", said)])
    path = _kept(sent, seen.respondent, by)
    try:
        looked = look(respondent=seen.respondent, path=path, by=by, now=timezone.now())
    except (Invalid, Conflict):
        path.unlink(missing_ok=True)
        raise
    return _told(looked, seen.respondent) | {"token": Signer().sign(path.name), "file_name": sent.name}


def _take(request: HttpRequest, seen: Seen, by: User) -> dict[str, Any]:
    path = _again(request.POST["token"], seen.respondent, by)
    chosen = _chosen(request)
    of_workbook = {mark.rpartition(":")[0] for mark, said in chosen.items() if said == WORKBOOK}
    before = {one.question: one.reply for one in answers_of(seen.respondent).values()}
    looked = take(
        respondent=seen.respondent, path=path, of_workbook=of_workbook, decided=chosen, by=by, now=timezone.now()
    )
    path.unlink(missing_ok=True)
    return _told(looked, seen.respondent, before=before) | {"taken": True}


def _chosen(request: HttpRequest) -> dict[str, str]:
    """What is to stand where both sides differ, by the mark of what was seen."""
    said = {name.removeprefix(CHOICE): said for name, said in request.POST.items() if name.startswith(CHOICE)}
    return {mark: side for mark, side in said.items() if side in (NODE, WORKBOOK)}


def _asked_again(request: HttpRequest, seen: Seen, error: Undecided) -> dict[str, Any]:
    """The comparison once more, with what was chosen so far; the workbook stays where it is kept."""
    kept = {"token": request.POST["token"], "file_name": request.POST.get("file_name", "")[:200]}
    return _told(error.looked, seen.respondent, _chosen(request)) | kept | {"undecided": error.message}


def _kept(sent: "UploadedFile[Any]", respondent: Respondent, by: User) -> Path:
    """Keeps a file until it is taken, under a name that only who brought it gets to know."""
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR)
    mine = f"workbook-{respondent.pk}-{by.pk}-"
    there = sorted((_brought(one), one) for one in folder.glob("workbook-*.xlsx"))
    own = [one for _moment, one in there if one.name.startswith(mine)]
    for old in {one for moment, one in there if moment < time.time() - KEPT} | set(own[: 1 - MOST_KEPT]):
        old.unlink(missing_ok=True)
    path = folder / f"{mine}{secrets.token_hex(16)}.xlsx"
    with path.open("wb") as target:
        for part in sent.chunks():
            target.write(part)
    return path


def _brought(path: Path) -> float:
    """When a file was brought; one that another request has just removed, long ago."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _gone() -> Conflict:
    return Conflict(_("This workbook is not here any more; bring it again."))


def _again(token: str, respondent: Respondent, by: User) -> Path:
    try:
        name = Signer().unsign(token)
    except BadSignature:
        name = ""
    path = Path(settings.FILE_UPLOAD_TEMP_DIR) / name
    if not name.startswith(f"workbook-{respondent.pk}-{by.pk}-") or not path.is_file():
        raise _gone()
    if _brought(path) < time.time() - KEPT:
        path.unlink(missing_ok=True)
        raise _gone()
    return path


def _told(
    looked: Looked, respondent: Respondent, chosen: Mapping[str, str] = MappingProxyType({}), before: Any = None
) -> dict[str, Any]:
    form, language = form_of(respondent.round), spoken()
    titles = {one.name: shown(one.title, language) for one in measures_of(respondent.state)} if respondent.state else {}
    stored = {one.question: one.reply for one in answers_of(respondent).values()} if before is None else before

    def words(question: str, reply: Any) -> Any:
        return told_reply(form.question(question), reply, language, titles)

    return {
        "looked": looked,
        "changes": [
            (form.question(one).text, words(one, stored.get(one)), words(one, reply))
            for one, reply in looked.changes.items()
        ],
        "differs": [
            (one, form.question(one.question).text, words(one.question, one.node), words(one.question, one.workbook),
             chosen.get(one.mark, ""))
            for one in looked.differs
        ],
        "cells": [(one.where, " ".join(told([Fault("", one.message)]))) for one in looked.faults],
    }  # fmt: skip
