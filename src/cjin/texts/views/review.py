"""The review of a text: its source beside its structure, the acts that correct it, and its way to readers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from cjin.core.models import User
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import CjinError, Conflict, Invalid, NotFound

from ..forms.editing import DraftForm
from ..forms.importing import put_errors
from ..models import Expression
from ..queries.drafts import reviewing_duties, text_for_review
from .acts import ACTS
from .reviewed import page_of


@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Source and structure side by side; ``unit`` in the query opens the forms of one unit."""
    duties = reviewing_duties(request.user, today=timezone.localdate())
    text = text_for_review(pk)
    return _page(request, text, duties, unit=request.GET.get("unit", ""))


@require_POST
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Does one act, then shows the page where it was done. What was typed stays through any error."""
    duties = reviewing_duties(request.user, today=timezone.localdate())
    if verb not in ACTS:
        raise NotFound("")
    text, chosen = text_for_review(pk), ACTS[verb]
    form = chosen.form(request.POST, auto_id=f"{verb}_%s")
    status = 422
    if form.is_valid():
        try:
            done = chosen.run(expression=text, **form.arguments(), by=_person(request), now=timezone.now())
            messages.success(request, str(chosen.done))
            return redirect(_address(done, text))
        except (Invalid, Conflict) as error:
            status = error.status
            text = text_for_review(pk)
            _put(form, error, text.revision)
    return _page(request, text, duties, bound=(verb, form), unit=request.POST.get("eid", ""), status=status)


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _put(form: DraftForm, error: CjinError, revision: int) -> None:
    """The error beside its field; the form goes on from the revision that is now on the page."""
    put_errors(form, error, None)
    form.data = {**{name: form.data[name] for name in form.data}, "revision": str(revision)}


def _address(done: str | Expression | None, text: Expression) -> str:
    """Where an act leads: to the unit it made, to the text it made, or to the list where it left none."""
    if done is None:
        return reverse("texts:drafts")
    if isinstance(done, Expression):
        return reverse("texts:review", args=[done.pk])
    return f"{reverse('texts:review', args=[text.pk])}?unit={done}#unit-{done}"


def _page(
    request: HttpRequest,
    text: Expression,
    duties: frozenset[Duty],
    *,
    bound: tuple[str, DraftForm] | None = None,
    unit: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = page_of(text, duties, unit, bound, today=timezone.localdate())
    return render(request, "texts/review.html", context, status=status)
