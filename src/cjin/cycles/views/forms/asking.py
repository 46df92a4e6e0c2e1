"""A question of a form that is composed: a new one, or one that is changed."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cjin.core.models import User
from cjin.core.queries.readers import reader_of
from cjin.core.rules.multilingual import Multilingual
from cjin.reference.models import Topic

from ...actions.composing import compose
from ...forms.composing_question import Around, QuestionForm
from ...forms.composing_rows import swapped
from ...models import FormVersion
from ...queries.forms import form_read
from ...queries.grids import grid_of, grids_offered
from ...queries.places import likely_places, place_of, unknown_among
from ...rules.form import composing
from ...rules.form.composing import QUESTION, mark_of
from ...rules.form.questions import Form, Kind, Question
from ...rules.vocabulary import shown
from ..people import spoken
from .composing import STEPS, go_on_knowing, to_compose
from .in_use import leads_on

SHOW, TAKE, SAVE, MORE = "show", "take", "save", "more"
OF_GRID = ("row_", "column_")
LISTS = ("option", "row", "column")


@require_http_methods(["GET", "HEAD", "POST"])
@leads_on
def question(request: HttpRequest, form: str, version: int, question: str = "") -> HttpResponse:
    """Shows a question, shows it again with the fields of another kind or condition, or keeps it."""
    by, now, stored = to_compose(request, form, version)
    read = stored.read()
    if question and request.method != "POST":
        read.question(question)
    if request.method != "POST":
        return _page(request, stored, _form(request, stored, read, question))
    if first := _shown_again(request.POST):
        return _page(request, stored, _form(request, stored, read, question, first=first))
    page = _form(request, stored, read, question, sent=request.POST)
    if kept := _save(page, stored, question, by, now):
        messages.success(request, _("It is kept."))
        if MORE in request.POST:
            return redirect(reverse("cycles:compose-question", args=[form, version, kept]) + "#lists")
        return redirect(reverse("cycles:compose", args=[form, version]) + f"#q-{kept}")
    go_on_knowing(page, stored, QUESTION, question)
    return _page(request, stored, page, status=page.status)


def _shown_again(sent: QueryDict) -> QueryDict | None:
    """What was typed where the page is only to be shown again: with other fields, or a row in another place."""
    for way, step in STEPS.items():
        part, _blank, number = sent.get(way, "").partition(" ")
        if part in LISTS and number.isdecimal() and len(number) < 4:
            return swapped(sent, part, int(number), step)
    return sent if SHOW in sent or TAKE in sent else None


def _save(page: QuestionForm, stored: FormVersion, old: str, by: User, now: datetime) -> str:
    """The name of the question where it was kept."""

    def save(seen: str, section: str, question: Question) -> str:
        page.own = f"question {question.question}"
        compose(
            version=stored, change=lambda form: composing.with_question(form, section, question, instead=old),
            part=(QUESTION, old) if old else None, seen=seen, by=by, now=now,
        )  # fmt: skip
        return question.question

    return page.do(save) or ""


def _form(
    request: HttpRequest, stored: FormVersion, read: Form, name: str, *,
    first: QueryDict | None = None, sent: QueryDict | None = None,
) -> QuestionForm:  # fmt: skip
    old = read.by_name.get(name) or Question(name, _kind(request.GET.get("kind", "")), Multilingual())
    told = first if first is not None else sent
    if told is not None and (taken := _table_taken(told)):
        old = replace(old, kind=Kind.TABLE, grid=grid_of(taken))
        if TAKE in told:
            first = _without_grid(told)
    section = read.section_of.get(name) or request.GET.get("section", "")
    page = QuestionForm(
        sent, around=_around(request, stored, read), question=old, section=section, is_new=not name, first=first
    )
    if sent is None:
        seen = mark_of(read, QUESTION, name) if name in read.by_name else ""
        page.initial["seen"] = first.get("seen", "") if first is not None else seen
    return page


def _kind(said: str) -> Kind:
    return Kind(said) if said in list(Kind) else Kind.TEXT


def _table_taken(told: QueryDict) -> str:
    """The table whose rows and columns the page shows, or is asked to show; it is the one that was chosen."""
    chosen = told.get("table", "") if TAKE in told else told.get("taken", "")
    return chosen if chosen in dict(grids_offered()) else ""


def _without_grid(told: QueryDict) -> QueryDict:
    found = told.copy()
    for name in [one for one in told if one.startswith(OF_GRID)]:
        del found[name]
    return found


def _around(request: HttpRequest, stored: FormVersion, read: Form) -> Around:
    language, reader = spoken(), reader_of(request)
    before = FormVersion.objects.filter(form=stored.form, version=stored.version - 1).first()
    return Around(
        read, before.read() if before else None, _names_had(stored),
        [(one.slug, shown(one.pref_label, language)) for one in Topic.objects.all()], grids_offered(),
        lambda texts: shown(texts, language),
        lambda places: unknown_among(places, language, reader) if places else (),
        lambda cited: place_of(cited, language, reader),
    )  # fmt: skip


def _names_had(stored: FormVersion) -> set[str]:
    """The names that questions of this form have or had: one that rests is not taken up by another question."""
    every = FormVersion.objects.filter(form=stored.form, version__lte=stored.version)
    return {name for one in every for name in form_read(one).by_name}


def _page(request: HttpRequest, stored: FormVersion, page: QuestionForm, *, status: int = 200) -> HttpResponse:
    grid = page.old.grid
    context: dict[str, Any] = {
        "form": page, "stored": stored, "title": stored.definition["title"],
        "places": likely_places(page.around.form, spoken(), reader_of(request)),
        "taken": grid.of if grid and page.long else "", "grid": grid if page.long else None,
    }  # fmt: skip
    return render(request, "cycles/forms/question.html", context, status=status)
