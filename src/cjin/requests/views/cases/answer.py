"""The answer to a request that came in: as it will look, in a second language, its files, and signing it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cjin.core.models import User
from cjin.core.permissions import can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Invalid, NotFound, Outdated, Unavailable
from cjin.directory.queries.wording import state_names

from ...actions.answers import answer_docx, answer_json, answer_pdf, sign_answer, word_answer
from ...actions.cases import looked_at
from ...actions.letters import is_demonstration_key
from ...actions.wordings import Put
from ...forms.answers import AnswerLanguagesForm, AnswerWordsForm
from ...models import Request
from ...queries.answers import answer_to, answers_of, languages_for
from ...queries.cases import case_of
from ...queries.worklists import other_state
from ...rules.letter.answering import Answer, answer_of
from ...rules.wording import spoken
from ..letters.letter import TYPES
from ..officers import officer


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """The answer in one language or two; ``POST`` keeps the words of the second one, or signs it."""
    by, now = officer(request), timezone.now()
    found = looked_at(reference=reference, by=by, now=now)
    form = _languages(request.GET, found)
    told, chosen = _answer(found, form)
    second = chosen[1] if len(chosen) > 1 else ""
    sent = request.POST if request.method == "POST" else None
    about: dict[str, Any] = {"answer": told, "language": second, "revision": found.revision}
    words = AnswerWordsForm(sent if sent and "words" in sent else None, **about)
    refused, status = [], 200
    if sent is not None:
        try:
            if _done(request, found, chosen, words, by):
                return redirect(f"{reverse('requests:answer', args=[reference])}?{_query(chosen)}")
            status = 422
        except Invalid as error:
            status, refused = 422, [error.message, *map(str, error.faults)]
        except (Conflict, Outdated, Unavailable) as error:
            status, refused = error.status, [error.message]
            if words.is_bound and words.is_valid():  # what was typed stays, beside what stands now
                words = AnswerWordsForm(None, **about, typed=words.changed)
    context = _context(found, told, chosen, by) | {"form": form, "words": words, "refused": refused, "second": second}
    return render(request, "requests/cases/answer.html", context, status=status)


def _languages(sent: QueryDict, found: Request) -> AnswerLanguagesForm:
    """The choice of languages: that of the reader first, where the request names it."""
    named = languages_for(found)
    reader = spoken(get_language() or "en")
    first = {"first": reader if reader in named else named[0], "second": ""}
    said = {name: sent[name] for name in first if name in sent}
    return AnswerLanguagesForm({**first, **said}, named=named, initial=first)


def _answer(found: Request, form: AnswerLanguagesForm) -> tuple[Answer, list[str]]:
    """The answer, with its languages. Raises NotFound where nothing was decided yet."""
    chosen = form.chosen
    told = answer_to(found, chosen[0], timezone.localdate())
    if not told.decisions:
        raise NotFound(_("There is nothing to answer yet."))
    return told, chosen


def _query(chosen: list[str]) -> str:
    return urlencode(dict(zip(("first", "second"), chosen, strict=False)))


def _done(request: HttpRequest, found: Request, chosen: list[str], words: AnswerWordsForm, by: User) -> bool:
    """Whether what was sent is done: words that are kept, or a signature."""
    now, reference = timezone.now(), found.reference
    if "words" in request.POST:
        if not words.is_valid():
            return False
        word_answer(
            reference=reference, source=chosen[0], language=chosen[-1], revision=words.cleaned_data["revision"],
            said=[Put(unit, text) for unit, text in words.changed.items()], by=by, now=now,
        )  # fmt: skip
        messages.success(request, _("Saved."))
        return True
    said = request.POST.get("revision", "")
    revision = int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0
    sign_answer(reference=reference, languages=chosen, revision=revision, by=by, now=now)
    messages.success(request, _("The answer is signed. Send it, and note that it was sent."))
    return True


def _context(found: Request, told: Answer, chosen: list[str], by: User) -> dict[str, Any]:
    today, code = timezone.localdate(), other_state(found)
    signed, may_send = answers_of(found), can(by, Duty.REQUESTS_SEND, today=today)
    files = {one: f"{reverse('requests:answer-file', args=[found.reference, one])}?{_query(chosen)}" for one in TYPES}
    return {
        "case": found,
        "other": state_names([code]).get(code, code),
        "letter": answer_of(told, chosen),
        "lacking": len(told.unworded(chosen[-1])),
        "is_untold": bool(case_of(found).untold),
        "downloads": [{"label": one.upper(), "url": files[one], "type": TYPES[one]} for one in files],
        "signed": signed,
        "may_word": can(by, Duty.REQUESTS_WRITE, today=today),
        "may_sign": may_send and all(one.revision != found.revision for _number, one in signed),
        "may_send": may_send,
        "is_demonstration": is_demonstration_key(),
    }


@require_safe
def file(request: HttpRequest, reference: str, ending: str) -> HttpResponse:
    """The answer as it stands, not signed, as PDF, DOCX or JSON."""
    found = looked_at(reference=reference, by=officer(request), now=timezone.now())
    told, chosen = _answer(found, _languages(request.GET, found))
    if ending not in TYPES:
        raise NotFound(_("A letter is PDF, DOCX or JSON."))
    if ending == "json":
        data = answer_json(told, chosen)
    else:
        data = answer_pdf(told, chosen) if ending == "pdf" else answer_docx(told, chosen)
    response = HttpResponse(data, content_type=TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="answer-{found.reference}.{ending}"'
    return response
