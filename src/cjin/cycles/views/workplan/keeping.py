"""A thematic discussion entered, changed, or taken out."""

from collections.abc import Collection
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cjin.core.models import User
from cjin.core.queries.readers import reader_of
from cjin.core.rules.errors import Outdated
from cjin.reference.rules.collation import sort_key
from cjin.texts.models import Work
from cjin.texts.queries.reading import work_for

from ...actions.discussions import put_discussion, remove_discussion
from ...forms.discussions import DiscussionForm, RemoveForm, first
from ...models import Discussion
from ...permissions import check_can_ask
from ...queries.compiling import topic_names
from ...queries.discussions import discussion_of, heading_names, sections_of
from ...rules.vocabulary import shown
from ..people import acting, spoken


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, work: str) -> HttpResponse:
    """A discussion on an instrument is entered."""
    by = acting(request)
    check_can_ask(by, today=timezone.localdate())
    return _form(request, by, work_for(reader_of(request), work), None)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, number: int) -> HttpResponse:
    """A discussion is changed."""
    by = acting(request)
    check_can_ask(by, today=timezone.localdate())
    found = discussion_of(number)
    return _form(request, by, work_for(reader_of(request), found.work), found)


def _form(request: HttpRequest, by: User, work: Work, found: Discussion | None) -> HttpResponse:
    language = spoken()
    topics = sorted(topic_names(language).items(), key=lambda one: sort_key(one[1], language))
    form = DiscussionForm(
        request.POST if request.method == "POST" else None,
        sections=_headings(work.slug, language, found.sections if found else ()),
        topics=topics,
        initial=first(found) if found else None,
    )
    if request.method == "POST":
        number = found.pk if found else None
        made = form.do(put_discussion, work=work.slug, number=number, by=by, now=timezone.now())
        if made:
            messages.success(request, _("The discussion is in the workplan."))
            return redirect("cycles:discussion", made.pk)
        if found and form.status == Outdated.status:
            form.go_on_from(first(discussion_of(found.pk))["seen"])
    context = {"form": form, "work": work, "found": found}
    return render(request, "cycles/workplan/form.html", context, status=form.status if form.errors else 200)


def _headings(work: str, language: str, stored: Collection[str]) -> list[tuple[str, Any]]:
    """The sections of the form as choices, under their greater headings where they have any, after those stored that
    the form has not.
    """
    every = sections_of(work)
    others = [one for one in stored if one not in {section.section for section in every}]
    found: list[tuple[str, Any]] = [
        (name, shown(title, language)) for name, title in heading_names(work, others).items()
    ]
    for under, sections in groupby(every, key=lambda one: one.under):
        choices = [(one.section, shown(one.title, language)) for one in sections]
        found += [(shown(under, language), choices)] if under else choices
    return found


@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """A discussion is taken out of the workplan."""
    form = RemoveForm(request.POST)
    if form.is_valid():
        remove_discussion(number=number, seen=form.cleaned_data["seen"], by=acting(request), now=timezone.now())
        messages.success(request, _("The discussion is out of the workplan."))
        return redirect("cycles:workplan")
    return redirect("cycles:discussion", number)
