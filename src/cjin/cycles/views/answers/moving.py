"""Acts on a reply: its sections are handed out, submitted and returned; the whole is cleared, published, corrected."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cjin.core.models import User
from cjin.core.rules.errors import Conflict, Fault, Invalid, NotFound

from ...actions.clearing import hand, move_part, move_reply
from ...queries.forms import form_of
from ...queries.owners import posts_for
from ...queries.replying import Seen, own_reply
from ...rules.rounds import OF_PARTS, OF_REPLIES
from ...rules.vocabulary import shown
from ..people import acting, spoken
from .reply import reply_page


@require_POST
def act(request: HttpRequest, slug: str, key: str, act: str) -> HttpResponse:
    """Does what the button says; where it is refused, the page says why beside it, with the note that was typed."""
    by = acting(request)
    seen = own_reply(by, slug, key, today=timezone.localdate())
    section = request.POST.get("section", "")
    try:
        _do(request, seen, act, section, by)
    except Invalid as error:
        said = [_told(one, seen) for one in error.faults]
        seen = own_reply(by, slug, key, today=timezone.localdate())
        where = f"{act}-{section}" if section else act
        return reply_page(request, seen, refused=error.message, where=where, faults=said, status=error.status)
    except Conflict as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("It is done."))
        if act == "take-back":
            return redirect("cycles:section", slug, key, section)
    return redirect("cycles:reply", slug, key)


def _do(request: HttpRequest, seen: Seen, act: str, section: str, by: User) -> None:
    now, note = timezone.now(), request.POST.get("note", "")
    if act == "hand":
        chosen = request.POST.get("post", "")
        post = next((one for one in posts_for(seen.respondent) if str(one.pk) == chosen), None)
        if chosen and post is None:
            raise Invalid(_("This post cannot answer."), [Fault("post", _("it belongs to another State"))])
        hand(respondent=seen.respondent, section=section, post=post, by=by, now=now)
    elif act in {one.act for one in OF_PARTS}:
        move_part(respondent=seen.respondent, section=section, act=act, note=note, by=by, now=now)
    elif act in {one.act for one in OF_REPLIES}:
        said = request.POST.get("revision", "")
        revision = int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0
        consents = "consents" in request.POST if act == "clear" else None
        move_reply(respondent=seen.respondent, act=act, revision=revision, note=note, consents=consents, by=by, now=now)
    else:
        raise NotFound(_("There is no such page."))


def _told(fault: Fault, seen: Seen) -> str:
    """A fault with the section that it is in by its title."""
    titles = {one.section: shown(one.title, spoken()) for one in form_of(seen.respondent.round).sections}
    return f"{titles[fault.where]}: {fault.message}" if fault.where in titles else fault.message
