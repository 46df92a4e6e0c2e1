"""Composing a form part by part: what it holds in order, its title, its sections, what is moved and removed."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cjin.core.models import User
from cjin.core.rules.errors import Conflict, NotFound, Outdated
from cjin.core.rules.multilingual import Multilingual

from ...actions.composing import begin, begin_next, compose
from ...forms.composing import FormTitle, NewForm, SectionForm
from ...models import FormVersion
from ...permissions import check_can_ask
from ...queries.forms import form_version
from ...rules.form import composing
from ...rules.form.composing import ORDER, QUESTION, SECTION, TITLE, mark_of
from ...rules.form.questions import Form, Kind, Section
from ...rules.vocabulary import word
from ..people import acting, spoken
from .in_use import InUse, leads_on
from .listing import asked_when
from .works import works_here

STEPS = {"up": -1, "down": 1}
PARTS = (QUESTION, SECTION)


def to_compose(request: HttpRequest, form: str, version: int) -> tuple[User, datetime, FormVersion]:
    """Who composes which version, and when. Raises NotAllowed, NotFound, InUse."""
    by, now = acting(request), timezone.now()
    check_can_ask(by, today=timezone.localdate(now))
    stored = form_version(form, version)
    if stored.frozen_at is not None:
        raise InUse
    return by, now, stored


@require_http_methods(["GET", "HEAD", "POST"])
def started(request: HttpRequest) -> HttpResponse:
    """A form that begins with nothing: its name, title and kind."""
    by, now = acting(request), timezone.now()
    check_can_ask(by, today=timezone.localdate(now))
    form = NewForm(request.POST if request.method == "POST" else None, works=works_here(request))
    if request.method == "POST" and (made := form.do(begin, by=by, now=now)):
        messages.success(request, _("The form is begun; add its first section."))
        return redirect("cycles:compose", made.form, made.version)
    return _shown(request, "cycles/forms/titled.html", form, {"is_new": True})


@require_POST
def go_on(request: HttpRequest, form: str) -> HttpResponse:
    """The next version of a form in use, with the same questions."""
    by, now = acting(request), timezone.now()
    made = begin_next(form=form, by=by, now=now)
    messages.success(request, _("The next version is here; change it as you need."))
    return redirect("cycles:compose", made.form, made.version)


@require_http_methods(["GET", "HEAD", "POST"])
@leads_on
def contents(request: HttpRequest, form: str, version: int) -> HttpResponse:
    """The sections and questions in order, with what can be done with each."""
    by, now, stored = to_compose(request, form, version)
    refused = ""
    if request.method == "POST":
        part, name, step = _move_of(request)
        edit = composing.section_moved if part == SECTION else composing.moved

        def change(now_: Form) -> Form:
            return edit(now_, name, step)

        try:
            compose(version=stored, change=change, part=(ORDER, ""), seen=request.POST.get("seen", ""), by=by, now=now)
        except Conflict as error:
            refused, status = error.message, error.status
            stored.refresh_from_db()
        else:
            return redirect(f"{reverse('cycles:compose', args=[form, version])}#{part[0]}-{name}")
    context = {"refused": refused} | _contents(stored)
    return render(request, "cycles/forms/compose.html", context, status=status if refused else 200)


def _move_of(request: HttpRequest) -> tuple[str, str, int]:
    """What is moved and where to: ``up`` and ``down`` name a part, as ``question NAME``."""
    for way, step in STEPS.items():
        part, _blank, name = request.POST.get(way, "").partition(" ")
        if part in PARTS:
            return part, name[:80], step
    raise NotFound(_("There is no such page."))


def _contents(stored: FormVersion) -> dict[str, Any]:
    read, language = stored.read(), spoken()
    early = set(composing.too_early(read))
    return {
        "stored": stored, "form": read, "seen": mark_of(read, ORDER), "count": len(read.by_name),
        "sections": [
            (section, [(one, asked_when(read, one.when, language), one.question in early)
                       for one in section.questions])
            for section in read.sections
        ],
        "first": read.sections[0].section if read.sections else "",
        "last": read.sections[-1].section if read.sections else "",
        "kinds": [(str(one), word("kinds", one, language)) for one in Kind],
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@leads_on
def titled(request: HttpRequest, form: str, version: int) -> HttpResponse:
    """The title of the form, its kind and its instrument."""
    by, now, stored = to_compose(request, form, version)
    read = stored.read()
    first = {f"title_{code}": text for code, text in read.title.items()}
    first |= {"kind": read.kind, "instrument": read.instrument, "seen": mark_of(read, TITLE)}
    page = FormTitle(request.POST if request.method == "POST" else None, works=works_here(request), initial=first)
    if request.method == "POST":

        def save(title: Multilingual, kind: str, instrument: str, seen: str) -> FormVersion:
            change = with_title(title, kind, instrument)
            return compose(version=stored, change=change, part=(TITLE, ""), seen=seen, by=by, now=now)

        if page.do(save):
            return _kept(request, stored)
        go_on_knowing(page, stored, TITLE, "")
    return _shown(request, "cycles/forms/titled.html", page, {"stored": stored})


def with_title(title: Multilingual, kind: str, instrument: str) -> Callable[[Form], Form]:
    """The change that gives a form another title, kind and instrument."""
    return lambda form: Form(form.form, form.version, kind, title, instrument, form.sections)


@require_http_methods(["GET", "HEAD", "POST"])
@leads_on
def section(request: HttpRequest, form: str, version: int, section: str = "") -> HttpResponse:
    """A section: a new one where none is named."""
    by, now, stored = to_compose(request, form, version)
    read = stored.read()
    old = read.section(section) if section and request.method != "POST" else _section_or_none(read, section)
    seen = mark_of(read, SECTION, section) if old else ""
    page = SectionForm(request.POST if request.method == "POST" else None, section=old, initial={"seen": seen})
    if request.method == "POST":

        def save(seen: str, **texts: Multilingual) -> FormVersion:
            made = Section(section, texts["title"], texts["guidance"], (), texts["under"])
            change = partial(composing.with_section if section else composing.with_new_section, section=made)
            part = (SECTION, section) if section else None
            return compose(version=stored, change=change, part=part, seen=seen, by=by, now=now)

        if made := page.do(save):
            return _kept(request, stored, f"s-{section or made.read().sections[-1].section}")
        go_on_knowing(page, stored, SECTION, section)
    return _shown(request, "cycles/forms/section.html", page, {"stored": stored, "section": old})


def _section_or_none(form: Form, name: str) -> Section | None:
    return next((one for one in form.sections if one.section == name), None)


def go_on_knowing(page: Any, stored: FormVersion, part: str, name: str) -> None:
    """After the person was told that somebody else changed a part, what they typed can be saved over it."""
    if page.status == Outdated.status:
        stored.refresh_from_db()
        with suppress(NotFound):
            page.go_on_from(mark_of(stored.read(), part, name))


@require_http_methods(["GET", "HEAD", "POST"])
@leads_on
def remove(request: HttpRequest, form: str, version: int, part: str, name: str) -> HttpResponse:
    """Says what goes with a question or a section and who waits for it, and takes it away."""
    by, now, stored = to_compose(request, form, version)
    if part not in PARTS:
        raise NotFound(_("There is no such page."))
    read, refused, status = stored.read(), "", 200
    going = composing.names_in(read, part, name)
    if request.method == "POST":

        def change(form: Form) -> Form:
            waiting = {one.question for one in composing.waiting_for(form, composing.names_in(form, part, name))}
            told = set(request.POST.get("waiting", "").split())
            return composing.without(form, part, name, freeing=waiting <= told)

        seen = request.POST.get("seen", "")
        try:
            compose(version=stored, change=change, part=(ORDER, ""), seen=seen, by=by, now=now)
        except Conflict as error:
            refused, status = error.message, error.status
            stored.refresh_from_db()
            read = stored.read()
            going = composing.names_in(read, part, name)
        else:
            messages.success(request, _("It is taken away."))
            return redirect("cycles:compose", form, version)
    context = {
        "stored": stored, "seen": mark_of(read, ORDER), "refused": refused,
        "section": read.section(name) if part == SECTION else None,
        "going": [read.question(one) for one in going], "waiting": composing.waiting_for(read, going),
    }  # fmt: skip
    return render(request, "cycles/forms/remove.html", context, status=status)


def _kept(request: HttpRequest, stored: FormVersion, anchor: str = "") -> HttpResponse:
    messages.success(request, _("It is kept."))
    address = reverse("cycles:compose", args=[stored.form, stored.version])
    return redirect(f"{address}#{anchor}" if anchor else address)


def _shown(request: HttpRequest, template: str, page: Any, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, {"form": page, **context}, status=page.status if page.errors else 200)
