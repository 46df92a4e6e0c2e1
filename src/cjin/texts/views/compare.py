"""The comparison of two texts."""

from collections.abc import Iterable
from itertools import groupby
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from cjin.core.queries.readers import reader_of
from cjin.reference.queries.topics import languages

from ..models import Expression
from ..queries.comparing import choices, compared, several
from ..queries.expressions import text_by_key
from ..rules.comparison import Change, Comparison, Pair
from ..rules.comparison import compare as align
from . import tabs


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two texts beside each other, unit by unit and word by word; a form to choose them where none are chosen.

    Words are compared within one language. Two languages of one instrument are offered side by side instead.
    """
    reader = reader_of(request)
    asked = request.GET.get("left", ""), request.GET.get("right", "")
    context: dict[str, object] = {"choices": choices(reader), "asked_left": asked[0], "asked_right": asked[1]}
    if not all(asked):
        return render(request, "texts/compare.html", context | {"suggested": several(reader)})
    left, right = (text_by_key(key, reader) for key in asked)
    if left.language != right.language:
        return render(request, "texts/compare.html", context | _two_languages(left, right))
    found = align(compared(left), compared(right), same_work=left.work_id == right.work_id)
    show = request.GET.get("show", "")
    kept = [pair for pair in found.pairs if not show or pair.change == show]
    context |= {
        "left": left,
        "right": right,
        "comparison": found,
        "filters": _filters(found, asked, show),
        "groups": _groups(kept, folded=show != Change.UNCHANGED),
        "show": show,
        "swapped": "?" + urlencode({"left": asked[1], "right": asked[0]}),
    }
    return render(request, "texts/compare.html", context)


def _two_languages(left: Expression, right: Expression) -> dict[str, object]:
    """The languages by their own names and, where both texts are of one instrument, where to read them together."""
    names = {str(one.code): one.own_name for one in languages()}
    there = tabs.address(
        left.work.slug, language=left.language, version=left.number, beside=f"{right.language}.{right.number}"
    )
    return {
        "two_languages": (names[left.language], names[right.language]),
        "beside_url": there if left.work_id == right.work_id else "",
    }


def change_names() -> dict[Change, str]:
    """What each change is called, in the reader's language."""
    return {
        Change.CHANGED: pgettext("provisions", "Changed"),
        Change.ADDED: pgettext("provisions", "Only on the second side"),
        Change.REMOVED: pgettext("provisions", "Only on the first side"),
        Change.UNCHANGED: pgettext("provisions", "Unchanged"),
    }


def _filters(found: Comparison, asked: tuple[str, str], show: str) -> list[dict[str, object]]:
    here, counts = reverse("texts:compare"), found.counts
    options = []
    for change, name in change_names().items():
        query = {"left": asked[0], "right": asked[1], "show": "" if show == change else str(change)}
        address = f"{here}?{urlencode({key: value for key, value in query.items() if value})}"
        options.append({"label": name, "count": counts[change], "chosen": show == change, "url": address})
    return [{"label": pgettext("provisions", "Show only"), "options": options}]


def _groups(pairs: Iterable[Pair], *, folded: bool) -> list[tuple[bool, list[Pair]]]:
    """Runs of pairs: whether they are unchanged and so folded, and the pairs."""
    return [
        (folded and unchanged, list(run))
        for unchanged, run in groupby(pairs, key=lambda pair: pair.change is Change.UNCHANGED)
    ]
