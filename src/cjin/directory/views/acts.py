"""What whoever keeps the directory may do with a body, each act as a page with a form."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cjin.core.queries.readers import reader_of
from cjin.core.rules.errors import NotFound

from ..actions.recording import end_body, release_body
from ..actions.seating import change_term, designate, draw_lots, elect, end_term, make_post
from ..actions.verifying import verify
from ..forms.acts import (
    ChangeTermForm,
    ElectForm,
    EndForm,
    HolderForm,
    LeaveForm,
    LotForm,
    OnBody,
    PostForm,
    ReleaseForm,
    VerifyForm,
)
from ..models import Body
from ..queries.entries import history_of, own_body_for
from ..rules.kinds import BodyKind
from .editors import editor

SEATED = frozenset({BodyKind.COMMISSION})
POSTED = frozenset(BodyKind) - SEATED


@dataclass(frozen=True)
class BodyAct:
    """An act: its form, what does it, the name under which that takes the body, its words, the kinds that have it."""

    form: type[OnBody]
    do: Callable[..., Any]
    takes: str
    title: Any
    sentence: Any
    done: Any
    kinds: Collection[str] = frozenset(BodyKind)


ACTS: Mapping[str, BodyAct] = {
    "verify": BodyAct(
        VerifyForm, verify, "slug", _("Verify"),
        _("Say that somebody made sure that all this is so."), _("The verification is written down."),
    ),
    "release": BodyAct(
        ReleaseForm, release_body, "slug", _("Who may read it"),
        _("Ways that are for authorities only stay hidden from the public even then."), _("This is so from now on."),
    ),
    "elect": BodyAct(
        ElectForm, elect, "body", _("Enter an election"),
        _("Each State is elected to a seat of its regional group."), _("The election is written down."), SEATED,
    ),
    "lot": BodyAct(
        LotForm, draw_lots, "body", _("Draw the lot"),
        _("One half of the first members leave earlier, chosen by lot."), _("The lot is drawn."), SEATED,
    ),
    "holder": BodyAct(
        HolderForm, designate, "body", _("Enter a holder"),
        _("Somebody comes to hold a post; experts are available for three years at least."),
        _("The holder is written down."), POSTED,
    ),
    "change": BodyAct(
        ChangeTermForm, change_term, "", _("Change a holder from a day on"),
        _("Another name, other days or topics; what was so before that day can still be asked for."),
        _("The change is written down."), POSTED,
    ),
    "leave": BodyAct(
        LeaveForm, end_term, "", _("Enter that somebody leaves"),
        _("A post or a seat ends before its time."), _("The end is written down."),
    ),
    "post": BodyAct(
        PostForm, make_post, "body", _("Enter a post"),
        _("A post of this body that somebody may hold."), _("The post is written down."), POSTED,
    ),
    "end": BodyAct(
        EndForm, end_body, "slug", _("End it"),
        _("From this day on nobody is told of it as competent; what stood before can still be asked for."),
        _("The body has an end."),
    ),
}  # fmt: skip


def acts_for(body: Body) -> list[tuple[str, BodyAct]]:
    """The acts that a body of this kind knows."""
    return [(verb, one) for verb, one in ACTS.items() if body.kind in one.kinds]


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    """The form of an act; what was typed stays where it is refused."""
    by = editor(request)
    body = own_body_for(reader_of(request), slug)
    one = dict(acts_for(body)).get(verb)
    if one is None:
        raise NotFound(str(_("There is no such page.")))
    sent = request.POST if request.method == "POST" else None
    form = one.form(sent, body=body, today=timezone.localdate())
    if sent is not None:
        named = {one.takes: slug} if one.takes else {}
        form.do(one.do, **named, by=by, now=timezone.now())
        if not form.errors:
            messages.success(request, str(one.done))
            return redirect("directory:body", slug)
    entry = history_of(body, reader_of(request))[-1].entry
    context = {"form": form, "act": one, "body": body, "entry": entry, "verb": verb}
    return render(request, "directory/act.html", context, status=422 if form.errors else 200)
