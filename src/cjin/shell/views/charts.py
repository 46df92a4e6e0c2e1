"""Charts on pages: what the component ``chart.html`` needs, and the picture itself."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cjin.core.rules.errors import NotFound

from ..charts.drawing import height_of, svg_of
from ..charts.words import alt_text, key_of
from ..rules.charts.figures import Bars, Lines
from ..rules.charts.look import Scheme, Setting, Size

LOOK = ("scheme", "size")
"""What an address asks of the look of a picture, and not of its figures."""


def chart_context(chart: Lines | Bars, address: str, query: str) -> dict[str, Any]:
    """What the component ``chart.html`` needs."""
    language = get_language() or "en"
    return {
        "address": address,
        "query": query,
        "alt": alt_text(chart),
        "key": key_of(chart),
        "height": height_of(chart, Setting(language)),
        "narrow_height": height_of(chart, Setting(language, size=Size.NARROW)),
    }


def picture(request: HttpRequest, chart: Lines | Bars | None) -> HttpResponse:
    """The chart as SVG, in the size and scheme that the address asks for. Raises NotFound where there is none."""
    if chart is None:
        raise NotFound(_("There is nothing to draw."))
    scheme = Scheme.DARK if request.GET.get("scheme") == "dark" else Scheme.LIGHT
    size = {"narrow": Size.NARROW, "small": Size.SMALL}.get(request.GET.get("size", ""), Size.WIDE)
    svg, digest = svg_of(chart, Setting(get_language() or "en", scheme, size))
    if request.headers.get("If-None-Match") == f'"{digest}"':
        return HttpResponse(status=304)
    response = HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")
    response["ETag"] = f'"{digest}"'
    response["Cache-Control"] = "private, max-age=60"
    return response
