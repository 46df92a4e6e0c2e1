"""The work list: what is to be done by when, late first."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cjin.core.models import User
from cjin.core.permissions import can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.tables import FORMATS, written
from cjin.directory.queries.wording import state_names
from cjin.texts.views.filters import filters_shown

from ...queries.timetables import hours
from ...queries.worklists import Item, items_of, open_items, over_items, whole
from ...rules.wording import Words, words
from ..officers import officer

ON_A_PAGE = 50
FACETS = ("late", "waits", "mine", "direction", "state", "kind", "other")
COLUMNS = (
    "reference", "theirs", "direction", "kind", "measures", "requesting", "requested", "state", "due", "clock",
    "standing", "waits_for", "waits_for_you", "urgent", "urgency_reason", "opened",
)  # fmt: skip


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """What is to be done, filtered; a file where ``format`` asks for one. With ``over`` those that are over."""
    by = officer(request)
    asked = {name: request.GET.get(name, "")[:80] for name in FACETS}
    over = request.GET.get("over") == "yes"
    every = _every(by, over=over)
    found = [one for one in every if _fits(one, asked)]
    if form := request.GET.get("format", ""):
        return _file(whole(found), form)
    start = _start(request, len(found))
    names = state_names({one.other for one in every})
    shown = whole(found[start:][:ON_A_PAGE])
    context = {
        "rows": shown,
        "total": len(found),
        "late": sum(one.standing == "late" for one in found),
        "waiting": sum(one.for_me for one in found),
        "any": bool(every),
        "over": over,
        "filtered": any(asked.values()),
        "names": names,
        "may_write": can(by, Duty.REQUESTS_WRITE, today=timezone.localdate()),
        "address": address(request),
        "other_list": "?" if over else "?over=yes",
        "filters": filters_shown(request, lambda _r, **c: address(request, **c), _options(every, asked, names)),
        "downloads": [
            {"label": form.upper(), "url": address(request, format=form), "type": FORMATS[form]} for form in FORMATS
        ],
        **_pages(request, len(found), start),
    }
    return render(request, "requests/list.html", context)


def address(request: HttpRequest, **changes: str) -> str:
    """This list with changes to what is asked; a change goes back to the first page."""
    now = {name: request.GET.get(name, "")[:80] for name in (*FACETS, "over")} | changes
    return "?" + urlencode({name: said for name, said in now.items() if said})


def _every(by: User, *, over: bool) -> list[Item]:
    now = timezone.now()
    if over:
        return items_of(over_items(by, today=timezone.localdate(now)), by)
    return open_items(by, today=timezone.localdate(now), hours=hours(), now=now)


def _fits(one: Item, asked: dict[str, str], but: str = "") -> bool:
    return all(not said or name == but or one.facets[name] == said for name, said in asked.items())


def _options(every: Sequence[Item], asked: dict[str, str], names: dict[str, str]) -> dict[str, Any]:
    """Each filter with what it would leave, counted with the other filters as they are."""
    said = words(get_language() or "en")
    labels = {
        "late": _("Urgency of the work"),
        "waits": _("Approval"),
        "mine": _("Whose work"),
        "direction": _("Direction"),
        "state": _("Where it stands"),
        "kind": _("Kind of request"),
        "other": pgettext("country", "The other State"),
    }
    shown: dict[str, Any] = {}
    for name, label in labels.items():
        counted = Counter(one.facets[name] for one in every if one.facets[name] and _fits(one, asked, but=name))
        if asked[name]:
            counted.setdefault(asked[name], 0)
        shown[name] = label, [(value, _called(name, value, said, names), n) for value, n in counted.most_common()]
    return shown


def _called(name: str, value: str, said: Words, names: dict[str, str]) -> str:
    if name == "late":
        return said.standing("late")
    if name == "waits":
        return _("Those that wait for you")
    if name == "mine":
        return _("Those that I am a member of")
    return names.get(value, value) if name == "other" else said.word(name, value)


def _start(request: HttpRequest, total: int) -> int:
    said = request.GET.get("from", "0")
    start = int(said) if said.isdecimal() and said.isascii() and len(said) < 9 else 0
    return start if start < total else 0


def _pages(request: HttpRequest, total: int, start: int) -> dict[str, Any]:
    last = min(start + ON_A_PAGE, total)
    return {
        "previous": address(request, **{"from": str(max(0, start - ON_A_PAGE))}) if start else None,
        "next": address(request, **{"from": str(last)}) if last < total else None,
        "words": _("%(first)s–%(last)s of %(total)s") % {"first": start + 1, "last": last, "total": total},
    }


def _file(found: Sequence[Item], form: str) -> HttpResponse:
    if form not in FORMATS:
        raise Invalid(_("There is no such format."), [Fault("format", ", ".join(FORMATS))])
    data, media_type = written(COLUMNS, [_row(one) for one in found], form, "Requests")
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="requests.{form}"'
    return response


def _row(one: Item) -> dict[str, Any]:
    request, following = one.request, one.next
    return {
        "reference": request.reference,
        "theirs": request.theirs,
        "direction": request.direction,
        "kind": request.kind,
        "measures": one.measures,
        "requesting": request.requesting,
        "requested": request.requested,
        "state": request.state,
        "due": following.due.isoformat() if following else "",
        "clock": following.clock.clock if following else "",
        "standing": one.standing,
        "waits_for": (one.other if one.waits else "") if following else "",
        "waits_for_you": one.for_me,
        "urgent": bool(request.answers.get("urgent")),
        "urgency_reason": str(request.answers.get("urgency-reason", "")),
        "opened": request.opened_at.isoformat(),
    }
