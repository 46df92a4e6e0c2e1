"""One section of a reply: each question with its paragraph, the last answer and its form."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cjin.core.models import User
from cjin.core.queries.readers import reader_of
from cjin.core.rules.errors import CjinError, Conflict, Invalid, NotAllowed

from ...actions.answering import check_writable, save
from ...actions.clearing import move_part
from ...forms.controls import Around
from ...forms.faults import told
from ...forms.replies import typed_look
from ...models import Answer, Part, Respondent
from ...permissions import answerable
from ...queries.answers import answers_of, part_of, replies_of
from ...queries.asked import paragraphs_of
from ...queries.compiling import names_of
from ...queries.evidence import pieces_of, standings_of
from ...queries.forms import form_of
from ...queries.ghosts import Ghost, ghosts_of
from ...queries.looking import Looked, look_up
from ...queries.measures import measures_of
from ...queries.places import subjects_of
from ...queries.replying import Seen, moves_of, own_reply
from ...rules.answers.progress import asked_in, given_in
from ...rules.form.questions import Kind, Section
from ...rules.vocabulary import shown
from ..people import acting, spoken
from .items import Item, item_of
from .writing import Outcome, keep, shown_again, was_sent


@require_http_methods(["GET", "HEAD", "POST"])
def answering(request: HttpRequest, slug: str, key: str, section: str) -> HttpResponse:
    """The page of a section; what is sent is kept, and what cannot be kept stays on it."""
    by = acting(request)
    seen = own_reply(by, slug, key, today=timezone.localdate())
    here = form_of(seen.respondent.round).section(section)
    if request.method == "POST":
        return _save(request, seen, here, by)
    return _page(request, seen, here, by, {})


def around_of(respondent: Respondent) -> Around:
    """What the forms of a reply are made with."""
    titles = {one.name: shown(one.title, spoken()) for one in measures_of(respondent.state)} if respondent.state else {}
    return Around(spoken(), respondent.round.languages, titles)


def why_not(part: Part, by: User) -> str:
    """Why this person cannot write in a section now; nothing where they can."""
    try:
        check_writable(part, by, timezone.now())
    except (Conflict, NotAllowed) as error:
        return error.message
    return ""


def _save(request: HttpRequest, seen: Seen, here: Section, by: User) -> HttpResponse:
    """Keeps every question that was sent, then does what the button asks for."""
    outcomes = _keep_all(request.POST, seen.respondent, here, by)
    wrong = max((one.status for one in outcomes.values()), default=200)
    act, _colon, about = request.POST.get("do", "").partition(":")
    if wrong > 200 or act == "look":
        looked = {about: look_up(typed_look(about, request.POST), by, seen.respondent.state)} if act == "look" else {}
        return _page(request, seen, here, by, outcomes, looked, status=wrong)
    here_again = [seen.respondent.round.slug, seen.respondent.key, here.section]
    if act in ("accept", "accept-all"):
        _accept(request, seen.respondent, here, [about] if about else [one.question for one in here.questions], by)
    elif act == "submit":
        return _submit(request, seen, here, by)
    else:
        messages.success(request, _("Saved."))
    address = reverse("cycles:section", args=here_again)
    return redirect(f"{address}#q-{about}" if about in {one.question for one in here.questions} else address)


def _keep_all(sent: QueryDict, respondent: Respondent, here: Section, by: User) -> dict[str, Outcome]:
    stored = answers_of(respondent, [one.question for one in here.questions])
    now = timezone.now()
    return {
        one.question: keep(respondent, one, sent, stored.get(one.question), spoken(), by, now)
        for one in here.questions
        if was_sent(one, sent)
    }


def _accept(request: HttpRequest, respondent: Respondent, here: Section, names: Sequence[str], by: User) -> None:
    """Puts the last answer where nothing is said yet."""
    ghosts, stored = ghosts_of(respondent), answers_of(respondent, names)
    wanted = {
        one: ghosts[one] for one in names if one in ghosts and not (one in stored and stored[one].reply is not None)
    }
    taken = 0
    for name, ghost in wanted.items():
        try:
            revision = stored[name].revision if name in stored else 0
            save(respondent=respondent, question=name, reply=ghost.reply, revision=revision, by=by, now=timezone.now())
            taken += 1
        except CjinError as error:
            said = told(error.faults, error.message) if isinstance(error, Invalid) else [error.message]
            messages.error(request, f"{_('The last answer cannot be taken over.')} {' '.join(said)}")
    if taken:
        messages.success(request, _("Taken over: %(count)s. Change what has changed since.") % {"count": taken})


def _submit(request: HttpRequest, seen: Seen, here: Section, by: User) -> HttpResponse:
    try:
        move_part(respondent=seen.respondent, section=here.section, act="submit", by=by, now=timezone.now())
    except (Conflict, Invalid) as error:
        messages.error(request, error.message)
        return redirect("cycles:section", seen.respondent.round.slug, seen.respondent.key, here.section)
    messages.success(request, _("The section is submitted to the focal point."))
    return redirect("cycles:reply", seen.respondent.round.slug, seen.respondent.key)


def items_of(
    request: HttpRequest, respondent: Respondent, here: Section, outcomes: Mapping[str, Outcome],
    looked: Mapping[str, Looked] | None = None,
) -> list[Item]:  # fmt: skip
    """The questions of a section with what stands, or with what was typed where it could not be kept."""
    stored = answers_of(respondent, [one.question for one in here.questions])
    said = replies_of(respondent)
    asked = {one.question for one in asked_in(here, given_in(form_of(respondent.round), said))}
    paragraphs = paragraphs_of(here.questions, spoken(), reader_of(request))
    ghosts = ghosts_of(respondent)
    shown_replies = [*said.values(), *(one.reply for one in ghosts.values()), *(one.typed for one in outcomes.values())]
    around = replace(around_of(respondent), standings=standings_of(pieces_of(shown_replies), request.user))
    return [
        _item(
            one.question, outcomes.get(one.question), stored, around=around, question=one, number=number,
            paragraphs=[paragraphs[place] for place in one.about], is_asked=one.question in asked,
            ghost=_useful(ghosts.get(one.question), stored.get(one.question)),
            looked=(looked or {}).get(one.question),
        )
        for number, one in enumerate(here.questions, 1)
    ]  # fmt: skip


def _item(name: str, outcome: Outcome | None, stored: Mapping[str, Answer], **more: Any) -> Item:
    if outcome is not None and outcome.status > 200:
        return shown_again(outcome, **more)
    return item_of(more.pop("question"), stored.get(name), more.pop("around"), **more)


def _has_entries(here: Section) -> bool:
    """Whether a section asks for entries that are about something."""
    return any(one.kind in (Kind.NEEDS, Kind.PROPOSALS) for one in here.questions)


def _useful(ghost: Ghost | None, stored: Answer | None) -> Ghost | None:
    """The last answer, where nothing else is said yet."""
    return ghost if ghost and (stored is None or stored.reply is None) else None


def _page(
    request: HttpRequest, seen: Seen, here: Section, by: User, outcomes: Mapping[str, Outcome],
    looked: Mapping[str, Looked] | None = None, *, status: int = 200,
) -> HttpResponse:  # fmt: skip
    respondent = seen.respondent
    items = items_of(request, respondent, here, outcomes, looked)
    form, part = form_of(respondent.round), part_of(respondent, here.section)
    names = [one.section for one in form.sections]
    place = names.index(here.section)
    stands, kept = why_not(part, by), replies_of(respondent)
    mine = answerable(by, [part], today=timezone.localdate())
    context = {
        "round": respondent.round, "respondent": respondent, "name": names_of([respondent], spoken())[respondent.key],
        "here": here, "part": part, "items": items, "place": place + 1, "sections": len(names),
        "under": here.under if here.under else None,
        "before": form.sections[place - 1] if place else None,
        "after": form.sections[place + 1] if place + 1 < len(names) else None,
        "why_not": stands, "takes_back": "take-back" in moves_of(part, seen, mine),
        "edits": not stands or status > 200, "clears": seen.clears,
        "ghosts": sum(one.ghost is not None for one in items),
        "wrong": [one for one in items if one.faults or one.clash],
        "replied": sum(one.is_asked and one.name in kept for one in items), "asked": sum(one.is_asked for one in items),
        "may_measure": bool(respondent.state), "state": respondent.state,
        "subjects": subjects_of(form, spoken(), reader_of(request)) if _has_entries(here) else (),
    }  # fmt: skip
    return render(request, "cycles/answers/section.html", context, status=status)
