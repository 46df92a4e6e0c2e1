"""Opening a round: which form, when, and who is asked."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from cjin.core.models import Organization
from cjin.reference.models import Group, State
from cjin.reference.queries.states import in_reading_order, members_of, with_standing
from cjin.reference.rules.groups import GroupKind
from cjin.reference.rules.states import Standing

from ...actions.rounds import note, open_round
from ...forms.rounds import NoteForm, OpenRoundForm
from ...models import FormVersion, Respondent, Round
from ...permissions import check_can_ask
from ...queries.owners import without_clearer
from ...queries.rounds import round_named
from ...rules.vocabulary import shown
from ..people import acting, spoken

NOBODY = gettext_lazy("Nobody can clear a reply of: %(names)s. Give a post there the duty to clear replies.")
OF_STATE = gettext_lazy("No post clears replies at: %(names)s. The focal point of the State does it instead.")


@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: HttpRequest) -> HttpResponse:
    """The form of a new round; what is wrong stands beside its field, and what was typed stays."""
    by, today = acting(request), timezone.localdate()
    check_can_ask(by, today=today)
    form = _form(request.POST if request.method == "POST" else None, today, request.GET.get("form", ""))
    if request.method == "POST":

        def begin(**said: Any) -> Round:
            return open_round(**_asked(said, today), by=by, now=timezone.now())

        if made := form.do(begin):
            messages.success(request, _("The round is open."))
            for said in _cannot_clear(list(made.respondents.exclude(organization=None)), today):
                messages.warning(request, said)
            return redirect("cycles:round", made.slug)
    bodies = [Respondent(state=one.state_code, body=str(one), organization=one) for one in form.bodies_known.values()]
    context = {"form": form, "any": bool(form.versions), "cannot_clear": _cannot_clear(bodies, today)}
    return render(request, "cycles/rounds/open.html", context, status=422 if form.errors else 200)


def _cannot_clear(bodies: Sequence[Respondent], today: date) -> list[str]:
    """What is said by name of bodies that cannot clear what they reply."""
    told = zip(without_clearer(bodies, today), (NOBODY, OF_STATE), strict=True)
    return [said % {"names": "; ".join(one.body for one in found)} for found, said in told if found]


@require_POST
def noted(request: HttpRequest, slug: str) -> HttpResponse:
    """The day of the note verbale is written down, or taken back."""
    by, form = acting(request), NoteForm(request.POST)

    def write(day: date | None) -> bool:
        note(round_=round_named(slug), day=day, by=by, now=timezone.now())
        return True

    if form.do(write):
        messages.success(request, _("It is done."))
    else:
        messages.error(request, " ".join(str(one) for found in form.errors.values() for one in found))
    return redirect("cycles:round", slug)


def _form(sent: Any, today: date, first: str) -> OpenRoundForm:
    language = spoken()
    regional = Group.objects.filter(kind=str(GroupKind.REGIONAL)).order_by("position")
    return OpenRoundForm(
        sent,
        versions=list(FormVersion.objects.all()),
        groups=[(one.pk, shown(one.names, language)) for one in regional],
        states=[(one.pk, shown(one.names, language)) for one in in_reading_order(_members(today), language)],
        bodies=list(Organization.objects.order_by("pk")),
        before=list(Round.objects.filter(simulated=False).select_related("form")),
        titles=_title,
        today=today,
        initial={"form": first} if first else None,
    )


def _title(one: FormVersion | Round) -> str:
    if isinstance(one, Round):
        return shown(one.title, spoken())
    said = _("%(title)s, version %(version)s")
    return said % {"title": shown(one.definition["title"], spoken()), "version": one.version}


def _members(day: date) -> Any:
    return with_standing(State.objects.all(), Standing.MEMBER, day)


def _asked(said: dict[str, Any], today: date) -> dict[str, Any]:
    """Who is asked, from what was chosen: Members, those of groups, single States, bodies."""
    whom: list[str | Organization] = []
    if said.pop("members"):
        whom += sorted(_members(today).values_list("pk", flat=True))
    for group in said.pop("groups"):
        whom += [one.state_id for one in members_of(group, today)]
    whom += said.pop("states")
    whom += said.pop("bodies")
    respondents: Sequence[str | Organization] = list(dict.fromkeys(whom))
    return said | {"respondents": respondents}
