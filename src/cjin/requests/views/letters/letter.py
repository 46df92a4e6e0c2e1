"""The letter of a request as it will look, its files, and signing it."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cjin.core.models import User
from cjin.core.permissions import can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Invalid, NotFound, Unavailable

from ...actions.cases import looked_at
from ...actions.letters import (
    is_demonstration_key,
    is_signable,
    letter_docx,
    letter_json,
    letter_name,
    letter_pdf,
    sign,
)
from ...forms.letters import LanguagesForm
from ...models import Request
from ...queries.kept import letter_named, letters_of, signed_letter
from ...queries.letters import content_of, is_draft, languages_of, unworded_in
from ...queries.timetables import office_day
from ..officers import officer

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, reference: str) -> HttpResponse:
    """The letter in one language or two; ``POST`` signs it."""
    by = officer(request)
    found = looked_at(reference=reference, by=by, now=timezone.now())
    form, chosen = _chosen(request.POST if request.method == "POST" else request.GET, found)
    status, refused = 200, []
    if request.method == "POST" and not form.is_valid():
        status, refused = 422, [_("Choose one language, or two.")]
    elif request.method == "POST":
        try:
            sign(reference=reference, languages=chosen, revision=form.cleaned_data["revision"], by=by,
                 now=timezone.now())  # fmt: skip
            messages.success(request, _("The letter is signed. Send it, and say that it was sent."))
            return redirect("requests:letter", reference)
        except Invalid as error:
            status, refused = 422, [error.message, *map(str, error.faults)]
        except (Conflict, Unavailable) as error:
            status, refused = error.status, [error.message]
    context = _context(found, form, chosen, by) | {"refused": refused}
    return render(request, "requests/letters/letter.html", context, status=status)


def _chosen(sent: Any, found: Request) -> tuple[LanguagesForm, list[str]]:
    """The form, and the languages that are chosen: those of the request unless something else is."""
    named = languages_of(found)
    first = {"first": named[0] if named else "en", "second": named[1] if len(named) > 1 else ""}
    form = LanguagesForm({**first, "revision": found.revision, **{name: sent[name] for name in sent}}, named=named)
    said = form.cleaned_data if form.is_valid() else first
    return form, list(dict.fromkeys(one for one in (said["first"], said["second"]) if one))


def _context(found: Request, form: LanguagesForm, chosen: Sequence[str], by: User) -> dict[str, Any]:
    now = timezone.now()
    today = timezone.localdate(now)
    content = content_of(found, chosen, now=now, today=office_day(now))
    query = urlencode({"languages": ",".join(chosen)})
    return {
        "case": found,
        "form": form,
        "letter": content,
        "rows_of": content.sections,
        "is_draft": is_draft(found),
        "downloads": [
            {"label": label, "url": f"{reverse('requests:letter-file', args=[found.reference, ending])}?{query}",
             "type": TYPES[ending]}
            for ending, label in (("pdf", "PDF"), ("docx", "DOCX"), ("json", "JSON"))
        ],
        "kept": letters_of(found),
        "may_sign": is_signable(found) and not signed_letter(found) and can(by, Duty.REQUESTS_SEND, today=today),
        "is_demonstration": is_demonstration_key(),
        "lacking": [(one, len(lacks)) for one in languages_of(found)[1:] if (lacks := unworded_in(found, one))],
        "others": languages_of(found)[1:],
        "has_comments": found.state in ("shared-draft", "draft-received"),
    }  # fmt: skip


@require_safe
def file(request: HttpRequest, reference: str, ending: str) -> HttpResponse:
    """The letter as it stands, not signed, as PDF, DOCX or JSON."""
    by = officer(request)
    found = looked_at(reference=reference, by=by, now=timezone.now())
    if ending not in TYPES:
        raise NotFound(_("A letter is PDF, DOCX or JSON."))
    named = [one for one in request.GET.get("languages", "").split(",") if one] or languages_of(found)[:2]
    if ending == "json":
        return _download(letter_json(found), letter_name(found, [], ending), TYPES[ending])
    make = letter_pdf if ending == "pdf" else letter_docx
    return _download(make(found, named, now=timezone.now()), letter_name(found, named, ending), TYPES[ending])


@require_safe
def signed(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """A letter that was signed here, or came in, as it is kept."""
    by = officer(request)
    kept = letter_named(looked_at(reference=reference, by=by, now=timezone.now()), number)
    return _download(bytes(kept.data), kept.name, kept.media_type)


def _download(data: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    safe = "".join(sign if sign.isalnum() or sign in "-._" else "_" for sign in name if sign.isascii()) or "letter"
    response["Content-Disposition"] = f'attachment; filename="{safe}"'
    return response
