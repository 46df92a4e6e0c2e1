"""The world map of a round: who replied and may be named, or what these told on one provision; all others alike."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cjin.core.rules.errors import NotFound
from cjin.shell.maps import sheet
from cjin.shell.rules.dates import number
from cjin.shell.rules.maps.drawing import Shade, draw

from ...models import Round
from ...queries.named import matrix_of
from ...queries.overview import response_of
from ...rules.vocabulary import codes
from ..people import spoken
from .matrix import said
from .results import round_to_compile, tabs

REPLIED = "replied"


@require_safe
def world(request: HttpRequest, slug: str) -> HttpResponse:
    """The map of the response, or of the provision that is asked for."""
    round_ = round_to_compile(request, slug)
    data = matrix_of(round_, spoken())
    about = request.GET.get("about", "")
    one = next((one for one in data["provisions"] if one["question"] == about), None)
    if about and one is None:
        raise NotFound(_("There is no provision “%(name)s” that can be shown by names.") % {"name": about[:80]})
    rows = [(row["key"], row["name"], row["practice"][about] if one else REPLIED) for row in data["rows"]]
    states = codes("implementation")
    context = {
        "round": round_,
        "data": data,
        "about": one,
        "rows": [(name, _words(code)) for _key, name, code in rows],
        "legend": [(place, _words(code)) for place, code in enumerate(states if one else ("replied",), 1)],
        "svg": _svg(round_, rows, one),
        "sheet": sheet(),
        "rates": response_of(round_, spoken()),
        "tabs": tabs(round_, "map"),
    }
    return render(request, "cycles/report/map.html", context)


def _words(code: str) -> str:
    return _("replied") if code == REPLIED else said(code, spoken())


def _svg(round_: Round, rows: list[tuple[str, str, str]], about: dict[str, Any] | None) -> SafeString:
    """Shades from light to dark as States are further; what went back is outlined."""
    levels = {code: place for place, code in enumerate(codes("implementation"))} | {REPLIED: 3}
    shades = {key: Shade(levels[code], f"{name}: {_words(code)}") for key, name, code in rows if code in levels}
    count = _("States that are shown: %(count)s") % {"count": number(len(shades), spoken())}
    title = about["words"] if about else _("Who replied")
    # The picture is made of our own numbers; every word in it is escaped where it is written.
    return mark_safe(draw(sheet(), shades, f"{title}: {count}"))  # noqa: S308
