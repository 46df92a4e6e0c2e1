"""Going through the commitments of an instrument: one provision after another."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cjin.core.models import User
from cjin.core.queries.readers import reader_of
from cjin.core.queries.release import Reader
from cjin.core.rules.errors import Conflict, Invalid, NotFound

from ..actions.confirming import confirm, reopen
from ..forms.commitments import CommitmentForms, initial_of
from ..models import Work
from ..queries.instruments import Instrument, instrument_named
from ..queries.reviewing import Review, Reviewed, review
from ..queries.wording import short_title
from ..rules.annotations import Asked
from ..rules.commitments.anchoring import asked_of, refitted
from ..rules.marking import Marked, marked
from .editors import editor


@require_safe
def going_through(request: HttpRequest, slug: str, eid: str) -> HttpResponse:
    """One provision on the review page, for who may decide."""
    editor(request)
    instrument = instrument_named(slug, reader_of(request))
    return _page(request, instrument, eid, None)


@require_POST
def decide(request: HttpRequest, slug: str, eid: str, verb: str) -> HttpResponse:
    """Confirms as proposed, as filled in, or that nothing is asked; or takes a decision back. Then the next one."""
    by = editor(request)
    reader = reader_of(request)
    forms = CommitmentForms(request.POST) if verb == "confirm" else None
    if forms is not None and not forms.is_valid():
        messages.error(request, _("Something is not right yet; it is told beside the field."))
        return _page(request, instrument_named(slug, reader), eid, forms, status=422)
    try:
        place = _decide(slug, eid, verb, forms, by, request.POST.get("seen", ""), reader)
    except (Invalid, Conflict) as error:
        messages.error(request, " ".join([error.message, *(fault.message for fault in getattr(error, "faults", ()))]))
        return _page(request, instrument_named(slug, reader), eid, forms, status=error.status)
    if verb == "reopen":
        return redirect("texts:going-through", slug, eid)
    messages.success(request, _("It is confirmed."))
    found = review(instrument_named(slug, reader))
    following = found.next_open(place)
    if following is None:
        return redirect("texts:commitments", slug)
    return redirect("texts:going-through", slug, found.provisions[following].unit.eid)


@transaction.atomic
def _decide(slug: str, eid: str, verb: str, forms: Any, by: User, seen: str, reader: Reader) -> int:
    """The place of the provision that was decided about. Raises Conflict where it is not any more what was shown."""
    Work.objects.select_for_update().filter(slug=slug).first()
    instrument = instrument_named(slug, reader)
    found = review(instrument)
    place = _place(found, eid)
    one, now = found.provisions[place], timezone.now()
    if seen != one.stamp:
        raise Conflict(_("The words or a decision about them have changed since you saw them; look again."))
    if verb == "reopen":
        reopen(work=instrument.text.work, eid=eid, by=by, now=now)
        return place
    asked: dict[str, Sequence[Asked]] = {
        "as-proposed": [asked_of(commitment, one.unit.text) for commitment in one.proposed],
        "nothing": [],
    }
    filled = [found for form in forms if (found := form.asked())] if forms is not None else []
    confirm(instrument=instrument, eid=eid, asked=asked.get(verb, filled), by=by, now=now)
    return place


def _place(found: Review, eid: str) -> int:
    place = found.place(eid)
    if place is None:
        raise NotFound(_("There is no provision %(eid)s in this text.") % {"eid": eid[:160]})
    return place


def _page(request: HttpRequest, instrument: Instrument, eid: str, forms: Any, *, status: int = 200) -> HttpResponse:
    found = review(instrument)
    place = _place(found, eid)
    one = found.provisions[place]
    if forms is None:
        given = _given(one)
        forms = CommitmentForms(initial=[initial_of(asked) for asked in given])
    following = found.next_open(place)
    context = {
        "instrument": instrument,
        "title": short_title(instrument.text.work),
        "one": one,
        "text": _marked(one),
        "forms": forms,
        "number": place + 1,
        "review": found,
        "previous": found.provisions[place - 1].unit.eid if place else "",
        "next": found.provisions[place + 1].unit.eid if place + 1 < len(found.provisions) else "",
        "next_open": found.provisions[following].unit.eid if following not in (None, place) else "",
    }  # fmt: skip
    return render(request, "texts/going_through.html", context, status=status)


def _given(one: Reviewed) -> Sequence[Asked]:
    """What the form begins with: what was confirmed, found again in the words as they are; else the proposals."""
    if one.confirmed is None:
        return [asked_of(each, one.unit.text) for each in one.proposed]
    return refitted(one.unit.text, one.confirmed, one.proposed)


def _marked(one: Reviewed) -> list[Marked]:
    """The words of the provision with those that led the rules to their proposals."""
    acts = [(c.place, "act") for c in one.proposed if c.place]
    conditions = [(k.span, "condition") for c in one.proposed for k in c.conditions if k.span]
    return marked(one.unit.text, [*acts, *conditions])
