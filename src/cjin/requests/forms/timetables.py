"""The form of a node's timetable: weekend, holidays, zone, and the clocks that a node may set."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cjin.core.forms import Act
from cjin.core.rules.errors import Invalid

from ..rules.case.calendars import DAYS
from ..rules.case.clocks import Clock, clocks
from ..rules.case.timetables import Hours, plain
from ..rules.wording import words

WEEK: dict[str, Any] = {
    "monday": _("Monday"), "tuesday": _("Tuesday"), "wednesday": _("Wednesday"), "thursday": _("Thursday"),
    "friday": _("Friday"), "saturday": _("Saturday"), "sunday": _("Sunday"),
}  # fmt: skip


def settable() -> list[Clock]:
    """The clocks that a node may set, each once, in the order of the catalogue."""
    mine = [one for one in clocks() if not one.article and not one.told]
    return list({one.clock: one for one in reversed(mine)}.values())[::-1]


class TimetableForm(Act):
    """Begins with what holds now."""

    weekend = forms.MultipleChoiceField(
        label=_("Days of the week on which offices are closed"), choices=[(day, WEEK[day]) for day in DAYS],
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    holidays = forms.CharField(
        label=_("Holidays"), widget=forms.Textarea(attrs={"rows": 5, "dir": "ltr"}), required=False, max_length=20_000,
        help_text=_("One day a line, as 2026-12-25."),
    )  # fmt: skip
    zone = forms.CharField(
        label=_("Time zone"), max_length=60, help_text=_("Such as Africa/Nairobi; days begin and end by it."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )  # fmt: skip

    def __init__(self, sent: Any, *, hours: Hours) -> None:
        told = plain(hours.calendar)
        super().__init__(sent, initial=told | {"holidays": "\n".join(told["holidays"])})
        now = {one.clock: one for one in reversed(hours.clocks)}
        for one in settable():
            for name, field in _numbers(now[one.clock]):
                self.fields[name] = field

    def _put(self, error: Invalid) -> None:
        for fault in error.faults:
            place = fault.where.rpartition(", ")[2]
            name = place if place in self.fields else f"days-{place}"
            self.add_error(name if name in self.fields else None, fault.message)

    def arguments(self) -> dict[str, Any]:
        """The timetable as plain data."""
        told = self.cleaned_data
        calendar = {"weekend": told["weekend"], "holidays": told["holidays"].split(), "zone": told["zone"].strip()}
        own: dict[str, Any] = {}
        for one in settable():
            parts = {"days": told[f"days-{one.clock}"]}
            if one.urgent_hours:
                parts["urgent_hours"] = told[f"hours-{one.clock}"]
            own[one.clock] = parts
        return {"data": {"calendar": calendar, "clocks": own}}


def _numbers(one: Clock) -> Iterator[tuple[str, forms.Field]]:
    said = words(get_language() or "en").clock(one.clock)
    unit = _("working days") if one.working_days else _("days")
    label = _("%(clock)s, in %(unit)s") % {"clock": said, "unit": unit}
    field = forms.IntegerField(label=label, min_value=1, max_value=3650, initial=one.working_days or one.days)
    yield f"days-{one.clock}", field
    if one.urgent_hours:
        urgent = _("%(clock)s of urgent requests, in hours") % {"clock": said}
        yield (
            f"hours-{one.clock}",
            forms.IntegerField(label=urgent, min_value=1, max_value=1000, initial=one.urgent_hours),
        )
