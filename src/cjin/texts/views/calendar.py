"""The calendar of mandates: years down, organs across, as a page, a feed for calendars, CSV and JSON."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from cjin.core.queries.readers import reader_of
from cjin.core.rules.errors import Conflict, Invalid, NotFound
from cjin.core.views.downloads import csv_file

from ..actions.delivering import record_delivery, remove_delivery
from ..forms.delivering import DeliveryForm
from ..models import Delivery
from ..queries.calendar import Calendar, Card, calendar
from ..queries.told import mandate_told
from ..queries.wording import due_in_words, named, organ_named, short_title
from ..rules.calendar import OTHER
from ..rules.commitments.rows import deadline_text
from ..rules.commitments.years import day_in, year_in
from ..rules.export.calendar import Appointment, feed
from ..rules.naming import path_in_words
from .editors import editor
from .instrument import may_edit
from .mandates import state_options

AHEAD = 2
"""Standing mandates are shown up to so many years from now."""
COLUMNS = (
    "year", "organ", "session", "provision", "addressee", "output", "standing", "conditions", "delivered", "state",
    "late", "due", "until", "act", "words", "summary",
)  # fmt: skip
FORMATS = ("ics", "csv", "json")


@require_safe
def mandates(request: HttpRequest) -> HttpResponse:
    """The calendar, narrowed by ``organ``, ``year`` and ``state``."""
    form = request.GET.get("format", "")
    found = _found(request)
    if form in FORMATS:
        return _downloaded(request, found, form)
    context = {
        "years": _by_year(found, with_standing=bool(request.GET.get("year"))),
        "standing": [] if request.GET.get("year") else found.standing,
        "organs": [(organ, _organ(organ)) for organ in found.organs],
        "untimed": found.untimed,
        "total": len(found.cards),
        "filters": _filters(request, found),
        "subscription": f"webcal://{request.get_host()}{_address(request, format='ics')}",
        "may_edit": may_edit(request),
        "downloads": [
            {"label": label, "url": _address(request, format=ending), "type": kind}
            for label, ending, kind in (
                ("iCalendar", "ics", "text/calendar"), ("CSV", "csv", "text/csv"), ("JSON", "json", "application/json"),
            )
        ],
    }  # fmt: skip
    return render(request, "texts/calendar.html", context)


@require_POST
def deliver(request: HttpRequest, slug: str, eid: str, addressee: str, output: str, year: int) -> HttpResponse:
    """Records what was delivered; what is wrong is told above the calendar, and nothing is stored."""
    form = DeliveryForm(request.POST)
    by = editor(request)
    if year_in(year) is None:
        raise NotFound(_("There is no such mandate."))
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect(f"{reverse('texts:calendar')}?year={year}")
    try:
        record_delivery(
            slug=slug, eid=eid, addressee=addressee, output=output, year=year, by=by, now=timezone.now(),
            **form.cleaned_data,
        )  # fmt: skip
        messages.success(request, _("The document is recorded."))
    except (Invalid, Conflict) as error:
        faults = [fault.message for fault in getattr(error, "faults", ())]
        messages.error(request, " ".join([str(error.message), *faults]))
    return redirect(f"{reverse('texts:calendar')}?year={year}#{slug}-{eid}-{addressee}-{output}")


@require_POST
def undeliver(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a recorded document back."""
    by = editor(request)
    delivery = get_object_or_404(Delivery.objects.select_related("work"), pk=pk)
    year = delivery.year
    remove_delivery(delivery=delivery, by=by, now=timezone.now())
    messages.success(request, _("The record is taken back."))
    return redirect(f"{reverse('texts:calendar')}?year={year}")


def _found(request: HttpRequest) -> Calendar:
    year = request.GET.get("year", "")
    return calendar(
        reader_of(request),
        this_year=timezone.localdate().year,
        ahead=AHEAD,
        state=request.GET.get("state", "")[:9],
        organ=request.GET.get("organ", "")[:30],
        year=int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else None,
    )


def _by_year(found: Calendar, *, with_standing: bool) -> list[dict[str, Any]]:
    """A row a year, and in it a cell for each organ. What is standing is in every year: it is shown in a single one."""
    rows: dict[int, dict[str, list[Card]]] = {}
    for card in (one for one in found.cards if with_standing or not one.entry.standing or one.deliveries):
        rows.setdefault(card.entry.year, {}).setdefault(card.entry.organ, []).append(card)
    shown = [organ for organ in found.organs if any(organ in cells for cells in rows.values())]
    return [
        {"year": year, "cells": [(organ, _organ(organ), cells.get(organ, [])) for organ in shown]}
        for year, cells in sorted(rows.items(), reverse=True)
    ]


def _organ(organ: str) -> str:
    return _("States and others") if organ == OTHER else organ_named(organ)


def _address(request: HttpRequest, **changes: str) -> str:
    asked = {name: request.GET.get(name, "") for name in ("organ", "year", "state")} | changes
    query = urlencode({name: value for name, value in asked.items() if value})
    return reverse("texts:calendar") + (f"?{query}" if query else "")


def _filters(request: HttpRequest, found: Calendar) -> list[dict[str, Any]]:
    years = [(str(year), str(year)) for year in reversed(found.years)]
    return [
        _filter(request, "organ", _("Organ"), [(organ, _organ(organ)) for organ in found.organs]),
        _filter(request, "year", pgettext("filter", "Year"), years),
        _filter(
            request,
            "state",
            pgettext("filter", "State"),
            [(key, said) for key, said in state_options().items() if key in found.states],
        ),
    ]


def _filter(request: HttpRequest, name: str, label: str, options: Sequence[tuple[str, str]]) -> dict[str, Any]:
    chosen = request.GET.get(name, "")
    return {
        "label": label,
        "options": [
            {"label": said, "chosen": key == chosen, "url": _address(request, **{name: "" if key == chosen else key})}
            for key, said in options
        ],
    }


def _downloaded(request: HttpRequest, found: Calendar, form: str) -> HttpResponse:
    if form == "ics":
        body = feed(
            _("Calendar of mandates"), (_appointment(request, card) for card in found.cards), now=timezone.now()
        )
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    elif form == "json":
        response = JsonResponse([_plain(card) for card in found.cards], safe=False)
    else:
        rows = map(_row, found.cards)
        return csv_file("mandates.csv", COLUMNS, ([row[name] for name in COLUMNS] for row in rows))
    response["Content-Disposition"] = f'attachment; filename="mandates.{form}"'
    return response


def _plain(card: Card) -> dict[str, Any]:
    """A mandate as the command line tells it, with the year and session of the entry and its documents."""
    one = card.entry
    return mandate_told(one.asked.slug, one.asked, one.asked.due) | {
        "year": one.year,
        "organ": one.organ,
        "session": one.session,
        "standing": one.standing,
        "delivered": [delivery.symbol for delivery in card.deliveries],
        "late": card.late,
        "summary": card.summary,
    }


def _row(card: Card) -> dict[str, Any]:
    """The same in cells: a deadline as one word, conditions and documents in one each."""
    told = _plain(card)
    listed = {name: "; ".join(told[name]) for name in ("conditions", "delivered")}
    return told | listed | {"due": deadline_text(told["due"])}


def _appointment(request: HttpRequest, card: Card) -> Appointment:
    asked = card.entry.asked
    place = f"{short_title(card.work)}, {path_in_words(asked.eid)}"
    due = asked.due or {}
    state = f"✓ {_('confirmed')}" if card.is_confirmed else f"◌ {_('proposed by rules, not confirmed')}"
    mark = "" if card.is_confirmed else "◌ "
    late = _("Its year is past, and nothing is recorded.") if card.late else ""
    delivered = [delivery.symbol for delivery in card.deliveries]
    said = [place, state, card.summary or asked.words, due_in_words(due), late, *delivered]
    return Appointment(
        uid=f"{asked.slug}.{asked.eid}.{asked.addressee}.{asked.output}.{card.entry.year}@{request.get_host()}",
        title=f"{mark}{named('actor', asked.addressee)}: {named('output', asked.output)} ({place})",
        description="\n".join(part for part in said if part),
        address=request.build_absolute_uri(reverse("texts:provision", args=[asked.slug, asked.eid])),
        year=card.entry.year,
        day=day_in(due.get("date")),
    )
