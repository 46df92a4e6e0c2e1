"""With whom a State has a legal basis: a table of all others, as a page and as files."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cjin.core.queries.readers import reader_of
from cjin.core.rules.errors import NotFound
from cjin.core.rules.tables import FORMATS, written
from cjin.directory.queries.states import state_choices
from cjin.directory.queries.wording import state_names, work_names

from ..forms.basis import PartnersForm
from ..queries.partners import COLUMNS, Partner, partners
from ..rules.kinds import Kind


@require_safe
def all_of_a_state(request: HttpRequest, ending: str = "") -> HttpResponse:
    """Every other State with the instruments that are a basis for asking it; as a file where ``ending`` names one."""
    asked = bool(request.GET.get("state"))
    form = PartnersForm(request.GET if asked else None, states=state_choices(reader_of(request)))
    if ending and (ending not in FORMATS or not form.is_valid()):
        raise NotFound(_("There is no such page."))
    if not asked or not form.is_valid():
        return render(request, "requests/partners.html", {"form": form}, status=422 if form.errors else 200)
    said = form.cleaned_data
    day: date = said["on"] or timezone.localdate()
    found = partners(said["state"], Kind(said["kind"]), day, [said["offence"]] if said["offence"] else [])
    if ending:
        return _file(said, found, day, ending)
    context = {"form": form, **_told(said, found, day), "downloads": _downloads(request)}
    return render(request, "requests/partners.html", context)


def _told(said: dict[str, Any], found: list[Partner], day: date) -> dict[str, Any]:
    names = state_names([said["state"], *(one.state for one in found)])
    works = work_names({slug for one in found for slug in one.instruments})
    rows = [
        {"code": one.state, "name": names[one.state], "instruments": [works[slug] for slug in one.instruments]}
        for one in found
    ]
    return {
        "state": names[said["state"]],
        "asked": said,
        "day": day,
        "rows": sorted(rows, key=lambda row: (not row["instruments"], str(row["name"]).casefold())),
        "with_basis": sum(bool(one.instruments) for one in found),
    }


def _downloads(request: HttpRequest) -> list[dict[str, str]]:
    asked = request.GET.urlencode()
    return [
        {"label": ending.upper(), "url": f"{reverse('requests:partners-file', args=[ending])}?{asked}", "type": kind}
        for ending, kind in FORMATS.items()
    ]


def _file(said: dict[str, Any], found: list[Partner], day: date, ending: str) -> HttpResponse:
    rows = [
        {"state": said["state"], "other": one.state, "kind": said["kind"], "on": day.isoformat(),
         "instruments": list(one.instruments)}
        for one in found
    ]  # fmt: skip
    content, kind = written(COLUMNS, rows, ending, "bases")
    name = f"legal-bases-{said['state']}-{said['kind']}.{ending}"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
