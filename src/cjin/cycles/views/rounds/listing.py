"""The rounds, open ones first, and the replies that are due from whoever reads."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ...permissions import answered_by, asks, clears
from ...queries.compiling import names_of
from ...queries.overview import rounds_told
from ...rules.rounds import Standing
from ..people import spoken


@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """All rounds with their response, and one's own replies."""
    today = timezone.localdate()
    told = rounds_told()
    mine = _mine(request, today)
    context = {
        "open": [one for one in told if one.closed_at is None],
        "closed": [one for one in told if one.closed_at is not None],
        "mine": mine,
        "answers": bool(mine) or clears(request.user, today=today),
        "asks": asks(request.user, today=today),
        "today": today,
    }
    return render(request, "cycles/rounds/list.html", context)


def _mine(request: HttpRequest, today: Any) -> list[dict[str, Any]]:
    """The replies that are to be given by whoever reads, what is due first at the top; of simulated rounds none."""
    mine = answered_by(request.user, today=today).exclude(round__simulated=True)
    found = mine.select_related("round").defer("round__form__definition")
    open_ = [one for one in found if one.round.closed_at is None or one.standing in (Standing.CLEARED, "published")]
    names = names_of(open_, spoken())
    told = [
        {"one": one, "name": names[one.key], "due": one.due or one.round.due,
         "to_do": one.round.closed_at is None and one.standing == Standing.OPEN,
         "late": (one.due or one.round.due) < today}
        for one in open_
    ]  # fmt: skip
    return sorted(told, key=lambda one: (not one["to_do"], one["due"]))
