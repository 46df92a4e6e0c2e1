"""People: everybody, a new account, one person with the posts held, and the acts that help or stop them."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cjin.core.actions import people as actions
from cjin.core.actions.organizations import appoint, end_holding
from cjin.core.forms import Act, AddPerson, Appoint, EndHolding, NamePerson
from cjin.core.models import PostHolding, User
from cjin.core.queries import people as queries
from cjin.core.queries.organizations import holding_of
from cjin.core.rules.duties import IN_WORDS, Duty
from cjin.core.rules.errors import Conflict

from .asking import administrator, sent, status

SIZE = 100


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account, a page at a time; sent with a form it makes an account and shows its password once."""
    by, now = administrator(request), timezone.now()
    form = AddPerson(sent(request))
    if form.is_bound and (made := form.do(actions.create_person, by=by, now=now)):
        return _password(request, made)
    sought, after = request.GET.get("q", "").strip()[:150], request.GET.get("after", "")[:150]
    found = queries.accounts(today=timezone.localdate(now), sought=sought, after=after, limit=SIZE + 1)
    context = {"people": found[:SIZE], "more": len(found) > SIZE, "sought": sought, "form": form}
    return render(request, "core/people.html", context, status=status(form))


@require_safe
@login_required
def person(request: HttpRequest, username: str) -> HttpResponse:
    """One person: the account, the posts, and what can be done for it."""
    administrator(request)
    return _page(request, queries.person_named(username), Appoint(today=timezone.localdate()))


@require_POST
def give_post(request: HttpRequest, username: str) -> HttpResponse:
    """Let the person hold a post from a day to a day."""
    by, now = administrator(request), timezone.now()
    found = queries.person_named(username)
    form = Appoint(request.POST, today=timezone.localdate(now))
    if form.do(appoint, person=found, by=by, now=now):
        messages.success(request, _("The post is given."))
        return redirect("core:person", username)
    return _page(request, found, form)


@require_POST
def name(request: HttpRequest, username: str) -> HttpResponse:
    """Write down the name of the person as it stands under letters."""
    by, now = administrator(request), timezone.now()
    found = queries.person_named(username)
    form = NamePerson(request.POST, auto_id="name_%s")
    form.do(actions.name_person, person=found, by=by, now=now)
    if not form.errors:
        messages.success(request, _("The name is kept."))
        return redirect("core:person", username)
    return _page(request, found, Appoint(today=timezone.localdate(now)), naming=form)


@require_POST
def end_post(request: HttpRequest, number: int) -> HttpResponse:
    """Let a holding end with a day."""
    by, now = administrator(request), timezone.now()
    holding = holding_of(number)
    form = EndHolding(request.POST, auto_id=f"end_{number}_%s")
    if form.do(end_holding, holding=holding, by=by, now=now):
        messages.success(request, _("The last day is set."))
        return redirect("core:person", holding.person.username)
    return _page(request, holding.person, Appoint(today=timezone.localdate(now)), (holding, form))


@require_POST
def password(request: HttpRequest, username: str) -> HttpResponse:
    """Make a one-time password for somebody who lost theirs; it is shown in the answer and nowhere else."""
    by = administrator(request)
    found = queries.person_named(username)
    return _password(request, actions.issue_one_time_password(person=found, by=by, now=timezone.now()))


@require_POST
def change(request: HttpRequest, username: str, act: str) -> HttpResponse:
    """One of the acts of the table CHANGES; what refuses it is said on the person's page."""
    by = administrator(request)
    try:
        messages.success(request, CHANGES[act](queries.person_named(username), by, timezone.now()))
    except Conflict as error:
        messages.error(request, error.message)
    return redirect("core:person", username)


def _deactivate(found: User, by: User, now: datetime) -> str:
    actions.deactivate_person(person=found, by=by, now=now)
    return _("This person signs in no more.")


def _activate(found: User, by: User, now: datetime) -> str:
    actions.activate_person(person=found, by=by, now=now)
    return _("This person may sign in again.")


def _reset(found: User, by: User, now: datetime) -> str:
    removed = actions.reset_authenticators(person=found, by=by, now=now)
    said = ngettext("%(count)d second factor is gone.", "%(count)d second factors are gone.", removed)
    return said % {"count": removed}


CHANGES: dict[str, Callable[[User, User, datetime], str]] = {
    "deactivate": _deactivate,
    "activate": _activate,
    "authenticators": _reset,
}


def _page(
    request: HttpRequest,
    found: User,
    form: Appoint,
    refused: tuple[PostHolding, EndHolding] | None = None,
    naming: NamePerson | None = None,
) -> HttpResponse:
    """The person's page; ``refused`` is a holding with the form that could not end it, ``naming`` a name not kept."""
    ended, faulty = refused or (None, None)
    holdings = [
        {
            "holding": one,
            "when": _when(one),
            "duties": [IN_WORDS[Duty(duty)] for duty in one.post.duties],
            "form": faulty if faulty and one == ended else _ending(one),
        }
        for one in queries.holdings_of(found)
    ]
    wrong: Act = naming or faulty or form
    named = naming or NamePerson(initial={"full_name": found.get_full_name()}, auto_id="name_%s")
    context = {"person": found, "holdings": holdings, "form": form, "faulty": wrong, "naming": named}
    return render(request, "core/person.html", context, status=status(wrong))


def _ending(holding: PostHolding) -> EndHolding:
    return EndHolding(initial={"last_day": timezone.localdate()}, auto_id=f"end_{holding.pk}_%s")


def _when(holding: PostHolding) -> str:
    """``now``, ``later`` or ``before``."""
    today = timezone.localdate()
    if holding.held_to is not None and holding.held_to < today:
        return "before"
    return "later" if holding.held_from > today else "now"


def _password(request: HttpRequest, made: actions.NewPassword) -> HttpResponse:
    return render(request, "core/password.html", {"person": made.person, "password": made.password})
