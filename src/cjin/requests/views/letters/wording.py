"""What the passages of a request say in another language: the source at one side, a field at the other."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cjin.core.models import User
from cjin.core.permissions import can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Fault, Invalid, NotFound

from ...actions.cases import looked_at
from ...actions.wordings import Put, put_wordings, take_wordings
from ...models import Request
from ...queries.letters import units_of, wordings_of
from ...queries.writing import is_writable
from ...rules.letter.exchange import FORMATS, as_file, passages
from ...rules.letter.units import LANGUAGES, Unit, Wording, source_language, words_in
from ...rules.wording import words
from ..officers import officer

MOST_SENT = 8_000_000
"""Bytes of a translator's file."""


@require_http_methods(["GET", "HEAD", "POST"])
def wording(request: HttpRequest, reference: str, language: str) -> HttpResponse:
    """The passages side by side; ``POST`` keeps what was written, or takes a file."""
    by = officer(request)
    found = _found(reference, language, by)
    if request.method != "POST":
        return _page(request, found, language, by)
    revision = int(said) if (said := request.POST.get("revision", "")).isdecimal() and len(said) < 10 else 0
    try:
        _keep(request, found, language, revision, by)
    except Invalid as error:
        return _page(request, found, language, by, faults=error.faults, status=422)
    except Conflict as error:
        fresh = _found(reference, language, by)
        return _page(request, fresh, language, by, faults=[Fault("", error.message)], status=error.status)
    return redirect("requests:wording", reference, language)


def _found(reference: str, language: str, by: User) -> Request:
    found = looked_at(reference=reference, by=by, now=timezone.now())
    if language not in LANGUAGES or language == source_language(found.answers):
        raise NotFound(_("The request is not put into this language."))
    return found


def _keep(request: HttpRequest, found: Request, language: str, revision: int, by: User) -> None:
    now, reference = timezone.now(), found.reference
    file = request.FILES.get("file")
    if isinstance(file, UploadedFile):
        if (file.size or 0) > MOST_SENT:
            raise Invalid(_("The file was not taken."), [Fault("file", _("it is too large"))])
        many = take_wordings(
            reference=reference, language=language, content=file.read(), name=file.name or "file", revision=revision,
            by=by, now=now,
        )  # fmt: skip
        said = ngettext("%(count)d passage was taken.", "%(count)d passages were taken.", many)
        messages.success(request, said % {"count": many})
        return
    put_wordings(
        reference=reference, language=language, said=_sent(request, found, language), revision=revision, by=by, now=now
    )
    messages.success(request, _("Saved."))


def _sent(request: HttpRequest, found: Request, language: str) -> list[Put]:
    """The passages that were changed: what was left alone keeps the source that it was made from."""
    stood = {one.unit: one for one in wordings_of(found) if one.language == language}
    changed = []
    for unit in units_of(found):
        if f"text:{unit.unit}" not in request.POST:
            continue
        text, status = request.POST[f"text:{unit.unit}"], request.POST.get(f"status:{unit.unit}", "human")
        before = stood.get(unit.unit)
        looked = f"looked:{unit.unit}" in request.POST
        if looked or _differs(text, status, before):
            changed.append(Put(unit.unit, text, status))
    return changed


def _differs(text: str, status: str, before: Wording | None) -> bool:
    now = text.replace("\r\n", "\n").strip()
    return now != (before.text if before else "") or bool(before and now and status != before.status)


def _page(
    request: HttpRequest, found: Request, language: str, by: User, *, faults: Sequence[Fault] = (), status: int = 200
) -> HttpResponse:
    units, stood = units_of(found), {one.unit: one for one in wordings_of(found) if one.language == language}
    may_write = is_writable(found) and can(by, Duty.REQUESTS_WRITE, today=timezone.localdate())
    wrong = {one.where: one.message for one in faults}
    rows = [_row(request, found, unit, stood.get(unit.unit), wrong.get(unit.unit, "")) for unit in units]
    total = sum(words_in(unit.text) for unit in units)
    done = sum(words_in(unit.text) for unit, row in zip(units, rows, strict=True) if row["standing"] == "done")
    context = {
        "case": found, "language": language, "source": source_language(found.answers), "rows": rows,
        "total": total, "done": done, "may_write": may_write, "faults": faults, "statuses": _statuses(),
    }  # fmt: skip
    return render(request, "requests/letters/wording.html", context, status=status)


def _statuses() -> list[tuple[str, str]]:
    return [("human", _("by a person")), ("certified", _("certified")), ("machine", _("by a machine"))]


def _row(request: HttpRequest, found: Request, unit: Unit, said: Wording | None, wrong: str) -> dict[str, Any]:
    text = request.POST.get(f"text:{unit.unit}", said.text if said else "")
    status = request.POST.get(f"status:{unit.unit}", str(said.status) if said else "human")
    return {
        "unit": unit, "label": _label(found, unit), "text": text, "status": status, "wrong": wrong,
        "standing": _standing(unit, said), "is_short": len(unit.text) < 120,
    }  # fmt: skip


def _standing(unit: Unit, said: Wording | None) -> str:
    if said is None:
        return "missing"
    if said.is_stale(unit):
        return "stale"
    return "machine" if said.status == "machine" else "done"


def _label(found: Request, unit: Unit) -> str:
    said = words(get_language() or "en")
    item, *rest = unit.unit.split("/")
    label = said.label(found.kind, item)
    return f"{label} {rest[0]}: {said.part(rest[1])}" if rest else label


@require_safe
def file(request: HttpRequest, reference: str, language: str, form: str) -> HttpResponse:
    """All passages as a file for a translator."""
    found = _found(reference, language, officer(request))
    if form not in FORMATS:
        raise NotFound(_("Passages are given out as XLSX or JSON."))
    content, kind = as_file(passages(units_of(found), wordings_of(found), language), form)
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{found.reference}-{language}.{form}"'
    return response
