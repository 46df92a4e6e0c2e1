"""Who is here: the bodies of the directory, filtered, as of a day, and as files."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from cjin.core.queries.readers import reader_of
from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.tables import FORMATS

from ..queries.entries import Listed, known_on
from ..queries.wording import FUNCTIONS, KINDS, language_names, state_names
from ..rules.files import written
from ..rules.freshness import freshness
from .asked import day_asked
from .editors import may_edit
from .who import who_form

ON_A_PAGE = 50
FACETS: dict[str, Callable[[Listed], Iterable[str]]] = {
    "state": lambda one: [one.known.entry.state] if one.known.entry.state else [],
    "kind": lambda one: [str(one.known.entry.kind)],
    "function": lambda one: {str(own.function) for own in one.known.entry.competences},
    "language": lambda one: one.known.entry.languages,
}


@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """Who is here, with the question “Who is competent?” first; a file where ``format`` asks for one."""
    day, reader = day_asked(request), reader_of(request)
    today = day or timezone.localdate()
    every = known_on(reader, today)
    asked = {name: request.GET.get(name, "")[:80] for name in FACETS}
    found = [one for one in every if _fits(one, asked)]
    if form := request.GET.get("format", ""):
        return _file(found, form)
    start = _start(request, len(found))
    names = state_names(one.known.entry.state for one in every)
    context = {
        "form": who_form(request, reader),
        "rows": [
            (one, freshness(one.known.verified, day or timezone.localdate())) for one in found[start:][:ON_A_PAGE]
        ],
        "total": len(found),
        "any": bool(every),
        "asked": asked,
        "on": day,
        "day": today,
        "names": names,
        "spoken": language_names({code for one in every for code in one.known.entry.languages}),
        "filters": _filters(every, asked, day, names),
        "downloads": [
            {"label": form.upper(), "url": "?" + _query(asked, day, format=form), "type": FORMATS[form]}
            for form in FORMATS
        ],
        "may_edit": may_edit(request),
        **_pages(len(found), start, asked, day),
    }
    return render(request, "directory/list.html", context)


def _fits(one: Listed, asked: dict[str, str], but: str = "") -> bool:
    return all(not said or name == but or said in FACETS[name](one) for name, said in asked.items())


def _filters(every: Sequence[Listed], asked: dict[str, str], day: date | None, states: dict[str, str]) -> list[Any]:
    """Each filter with what it would leave, counted with the other filters as they are."""
    labels = {
        "state": pgettext("country", "State"),
        "kind": _("Kind of body"),
        "function": _("Competent for"),
        "language": _("Language"),
    }
    codes = {code for one in every for code in one.known.entry.languages}
    words: dict[str, Any] = {"state": states, "kind": KINDS, "function": FUNCTIONS, "language": language_names(codes)}
    shown = []
    for name, values in FACETS.items():
        counted = Counter(value for one in every if _fits(one, asked, but=name) for value in values(one))
        options = [
            {
                "label": str(words[name].get(value, value)),
                "count": counted[value],
                "chosen": asked[name] == value,
                "url": "?" + _query(asked, day, **{name: "" if asked[name] == value else value}),
            }
            for value, _times in counted.most_common()
        ]
        if options:
            shown.append({"label": labels[name], "options": options})
    return shown


def _query(asked: dict[str, str], day: date | None, **changes: str) -> str:
    """The question as the end of an address, with changes; what is not asked is left out."""
    now = {"on": day.isoformat() if day else "", **asked, **changes}
    return urlencode({name: said for name, said in now.items() if said})


def _start(request: HttpRequest, total: int) -> int:
    said = request.GET.get("from", "0")
    start = int(said) if said.isdecimal() and said.isascii() and len(said) < 9 else 0
    return start if start < total else 0


def _pages(total: int, start: int, asked: dict[str, str], day: date | None) -> dict[str, Any]:
    last = min(start + ON_A_PAGE, total)
    before = "?" + _query(asked, day, **{"from": str(max(0, start - ON_A_PAGE))})
    after = "?" + _query(asked, day, **{"from": str(last)})
    return {
        "previous": before if start else None,
        "next": after if last < total else None,
        "words": _("%(first)s–%(last)s of %(total)s") % {"first": start + 1, "last": last, "total": total},
    }


def _file(found: Sequence[Listed], form: str) -> HttpResponse:
    if form not in FORMATS:
        known = ", ".join(FORMATS)
        raise Invalid(_("There is no such format."), [Fault("format", _("one of: %(known)s") % {"known": known})])
    response = HttpResponse(written([one.known for one in found], form), content_type=FORMATS[form])
    response["Content-Disposition"] = f'attachment; filename="directory.{form}"'
    return response
