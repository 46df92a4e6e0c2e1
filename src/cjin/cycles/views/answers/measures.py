"""The measures of the reader's State: what there is, and what each answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cjin.core.models import User
from cjin.core.queries.readers import reader_of
from cjin.core.rules.errors import NotAllowed, NotFound
from cjin.core.rules.multilingual import Multilingual
from cjin.directory.queries.wording import state_names

from ...actions.measures import put_measure
from ...forms.controls import Around, evidence_control
from ...forms.measures import PARTIAL, MeasureForm
from ...forms.replies import typed_evidence, typed_look
from ...models import Measure, Round
from ...permissions import answered_by, states_answered_for
from ...queries.asked import paragraphs_of
from ...queries.evidence import standings_of
from ...queries.forms import form_of
from ...queries.looking import look_up
from ...queries.measures import measures_of
from ...rules.form.questions import Kind, Question
from ..people import acting, spoken
from .looking import Shelf

SHELF = "measure"
"""What the evidence of a measure is called in its form."""


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """The measures of each State for which the reader answers."""
    by = acting(request)
    states = _states(by)
    names = state_names(states)
    found = [(code, names.get(code, code), measures_of(code)) for code in states]
    places = {one.place for _code, _name, measures in found for measure in measures for one in measure.links.all()}
    asked = Question("measures", Kind.MEASURES, Multilingual(), about=tuple(sorted(places)))
    context = {"found": found, "paragraphs": paragraphs_of([asked], spoken(), reader_of(request))}
    return render(request, "cycles/answers/measures.html", context)


def _states(by: User) -> list[str]:
    if not (found := states_answered_for(by, today=timezone.localdate())):
        raise NotAllowed(_("Measures are entered by those who answer for their State."))
    return sorted(found)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A measure is entered."""
    by = acting(request)
    states = _states(by)
    if not states:
        raise NotAllowed(_("Measures are entered by those who answer for their State."))
    asked = request.POST.get("state") or request.GET.get("state") or states[0]
    return _form(request, by, asked if asked in states else states[0], None)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, state: str, name: str) -> HttpResponse:
    """A measure is changed."""
    by = acting(request)
    may = state in _states(by)
    found = Measure.objects.filter(state=state, name=name).prefetch_related("links").first()
    if found is None or not may:
        raise NotFound(_("There is no such measure."))
    return _form(request, by, state, found)


def _form(request: HttpRequest, by: User, state: str, found: Measure | None) -> HttpResponse:
    act = request.POST.get("do", "").partition(":")[0]
    sent = request.POST if request.method == "POST" else None
    linked = {one.place: one.contribution for one in found.links.all()} if found else {}
    if found is None and (place := request.GET.get("place", "")[:280]):
        linked = {place: PARTIAL}
    form = MeasureForm(None if act == "look" else sent, linked=linked, initial=_first(found) | _typed(sent))
    pieces = typed_evidence(SHELF, sent) if sent is not None else found.evidence if found else []
    looked = look_up(typed_look(SHELF, sent), by, state) if sent is not None and act == "look" else None
    if sent is not None and looked is None:
        more = {"name": found.name} if found else {}
        if made := form.do(put_measure, state=state, **more, evidence=pieces, by=by, now=timezone.now()):
            messages.success(request, _("The measure is kept."))
            return redirect("cycles:measure", state, made.name) if act == "more" else redirect("cycles:measures")
    around = Around(spoken(), (), standings=standings_of(pieces, by))
    shelf = Shelf(SHELF, spoken(), looked)
    context = {"form": form, "measure": found, "state": state, "state_name": state_names([state]).get(state, state),
               "places": _places(by), "item": shelf, "shelf": shelf, "pieces": len(pieces),
               "evidence": evidence_control(SHELF, pieces, around)}  # fmt: skip
    return render(request, "cycles/answers/measure.html", context, status=form.status if form.errors else 200)


def _typed(sent: QueryDict | None) -> dict[str, Any]:
    """What was typed so far, where it is shown again without being kept."""
    return dict(sent.items()) if sent is not None else {}


def _first(found: Measure | None) -> dict[str, Any]:
    if found is None:
        return {"revision": 0}
    titles = {f"title_{code}": text for code, text in found.title.items()}
    return titles | {"type": found.type, "since": found.since, "until": found.until, "revision": found.revision}


def _places(by: User) -> list[str]:
    """The provisions that the rounds ask about which the reader answers."""
    today = timezone.localdate()
    rounds = Round.objects.filter(closed_at=None, respondents__in=answered_by(by, today=today)).distinct()
    found = {place for one in rounds.select_related("form")[:5] for q in form_of(one).questions for place in q.about}
    return sorted(found)
