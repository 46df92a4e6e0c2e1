"""The quiet marks in the margin of an instrument, in the reader's words; whoever reads may turn them off."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from cjin.core.queries.readers import reader_of

from ..models import Expression
from ..queries.margins import Margin, margins_of
from ..queries.wording import named
from ..rules.commitments.telling import signs

COOKIE = "cjin_marks"
ON, OFF = "on", "off"
A_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Mark:
    """A margin as it is written on the page."""

    html: SafeString


def wants_marks(request: HttpRequest) -> bool:
    """Whether whoever reads wants marks: what the address says, else what was chosen before."""
    given = request.GET.get("marks", "")
    return (given if given in (ON, OFF) else request.COOKIES.get(COOKIE, ON)) != OFF


def remembered(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer, which keeps what the address chose."""
    if request.GET.get("marks") in (ON, OFF):
        response.set_cookie(COOKIE, request.GET["marks"], max_age=A_YEAR, samesite="Lax", httponly=True)
    return response


def marks_context(request: HttpRequest, text: Expression) -> dict[str, Any]:
    """What the template of an instrument needs for the margin; no query where marks are off."""
    shown = wants_marks(request)
    address = request.GET.copy()
    address["marks"] = OFF if shown else ON
    marks = written(margins_of(text, reader_of(request)), text.work.slug) if shown else {}
    return {"marks": marks, "marks_shown": shown, "marks_url": f"?{address.urlencode()}"}


def written(margins: Mapping[str, Margin], slug: str) -> dict[str, Mark]:
    """The margins of a work in the reader's language and direction; what is counted is a link to it.

    Each part is told in words too, none by a sign alone.
    """
    info = get_language_info(get_language() or "en")
    direction = "rtl" if info["bidi"] else "ltr"
    write = _Writer(slug)
    line = '<p class="mark-line" lang="{}" dir="{}">{}</p>'
    parts = {
        eid: format_html_join(" ", "<span>{}</span>", ((part,) for part in write(eid, one)))
        for eid, one in margins.items()
    }
    return {eid: Mark(format_html(line, info["code"], direction, said)) for eid, said in parts.items()}


class _Writer:
    """Writes margins; what many have in common is looked up once."""

    def __init__(self, slug: str) -> None:
        self.place = reverse("texts:work", args=[slug])
        self.asks: dict[tuple[object, ...], SafeString] = {}
        self.due, self.cited, self.parallels = _("due %(years)s"), _("cited by: %(number)s"), _("parallels: %(number)s")

    def __call__(self, eid: str, one: Margin) -> Iterator[str]:
        if one.act:
            key = (one.actors, one.act, one.confirmed)
            if key not in self.asks:
                self.asks[key] = _asks(one)
            yield self.asks[key]
        if one.due:
            yield self.due % {"years": ", ".join(one.due)}
        if one.cited:
            yield self._link(f"{eid}#cited-by", self.cited % {"number": one.cited})
        if one.parallels:
            yield self._link(f"{eid}#parallels", self.parallels % {"number": one.parallels})

    def _link(self, to: str, words: str) -> SafeString:
        return format_html('<a href="{}/{}">{}</a>', self.place, to, words)


def _asks(one: Margin) -> SafeString:
    """Who is to act, the act, its strength as five small signs; whether somebody confirmed it."""
    said = _("Confirmed:") if one.confirmed else _("Proposed:")
    strength = _(", strength %(strength)s of 5") % {"strength": one.strength}
    return format_html(
        '<span aria-hidden="true">{}</span> <span class="unseen">{}</span> {} '
        '<span aria-hidden="true">–</span> {} <span class="strength" aria-hidden="true">{}</span>'
        '<span class="unseen">{}</span>',
        "✓" if one.confirmed else "◌",
        said,
        " · ".join(named("actor", actor) for actor in one.actors),
        named("act", one.act),
        signs(one.strength),
        strength,
    )
