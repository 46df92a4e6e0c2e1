"""All parallels of an instrument, what tells for each of them, and what editors say of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from cjin.core.queries.readers import reader_of
from cjin.core.rules.errors import Invalid
from cjin.core.rules.tables import FORMATS, written

from ..actions.judging import judge, take_back
from ..models import Work
from ..queries.explained import explained, said_by
from ..queries.paired import ACCEPTED, REJECTED, SUGGESTED, Pair, pairs_of
from ..queries.reading import work_for
from ..queries.topical import summaries_of
from ..queries.wording import short_title, shortest_title
from .editors import editor
from .filters import filters_shown
from .instrument import may_edit

ASKED = ("with", "state", "provision")
COLUMNS = (
    "a", "a_says", "b", "b_says", "state", "score", "words", "works", "topics", "link", "grade", "note", "origin",
)  # fmt: skip


@require_safe
def parallels(request: HttpRequest, slug: str) -> HttpResponse:
    """Each provision of an instrument with those of others that are parallel to it, narrowed; ``format`` is a file."""
    reader = reader_of(request)
    work = work_for(reader, slug)
    edits = may_edit(request)
    every = _in_order(work, pairs_of(work, reader, rejected=edits))
    wanted = [one for one in every if _is_wanted(request, one)]
    found = explained(wanted, reader)
    own = said_by([(work.pk, one.eid) for one in found], reader)
    if request.GET.get("format", "") in FORMATS:
        return _file(request, work, found, {eid: words for (_work, eid), (words, _is) in own.items()})
    context = {
        "work": work,
        "title": short_title(work),
        "rows": _rows(work, found, own),
        "may_edit": edits,
        "total": sum(one.state != REJECTED for one in found),
        "filters": _filters(request, every),
        "filtered": any(request.GET.get(name) for name in ASKED),
        "asked": {name: request.GET.get(name, "")[:160] for name in ASKED},
        "downloads": [
            {"label": one.upper(), "url": _address(request, format=one), "type": kind} for one, kind in FORMATS.items()
        ],
        **(_in_hand(request, found) if edits else {}),
    }
    return render(request, "texts/parallels.html", context)


def _in_order(work: Work, pairs: Mapping[str, Sequence[Pair]]) -> list[Pair]:
    """The pairs in the order of the instrument, the older instrument first within a provision and a state."""
    known = [eid for eid, _words in summaries_of(work)]
    return [one for eid in dict.fromkeys([*known, *pairs]) for one in pairs.get(eid, ())]


def _is_wanted(request: HttpRequest, one: Pair) -> bool:
    asked = request.GET.get
    return (
        asked("with", "") in ("", one.other.slug)
        and asked("state", "") in ("", one.state)
        and asked("provision", "") in ("", one.eid)
    )


def _rows(
    work: Work, found: Sequence[Pair], own: Mapping[tuple[int, str], tuple[str, bool]]
) -> list[tuple[str, tuple[str, bool], list[Pair], list[Pair]]]:
    """Each provision with what it says, its pairs, and those that were rejected."""
    by: dict[str, list[Pair]] = {}
    for one in found:
        by.setdefault(one.eid, []).append(one)
    return [
        (
            eid,
            own.get((work.pk, eid), ("", True)),
            [one for one in pairs if one.state != REJECTED],
            [one for one in pairs if one.state == REJECTED],
        )
        for eid, pairs in by.items()
    ]


def _in_hand(request: HttpRequest, found: Sequence[Pair]) -> dict[str, Any]:
    """The pair that is judged next, and those before and after it that nobody has spoken of."""
    places = [one.place for one in found]
    open_ones = [place for place, one in enumerate(found) if one.state == SUGGESTED]
    asked = request.GET.get("at", "")
    here = places.index(asked) if asked in places else next(iter(open_ones), None)
    if here is None:
        return {}
    before = [place for place in open_ones if place < here]
    after = [place for place in open_ones if place > here]
    return {
        "in_hand": places[here],
        "previous": _at(request, places[before[-1]]) if before else "",
        "next": _at(request, places[after[0]]) if after else "",
        "following": places[after[0]] if after else "",
    }


def _at(request: HttpRequest, place: str) -> str:
    return f"{_address(request, at=place)}#{place}"


def _address(request: HttpRequest, **changes: str) -> str:
    """This page with what is asked now and some changes."""
    asked = {name: request.GET.get(name, "")[:160] for name in ASKED} | changes
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"?{query}" if query else request.path


def _filters(request: HttpRequest, every: Sequence[Pair]) -> list[dict[str, Any]]:
    states = Counter(one.state for one in every)
    names = {ACCEPTED: _("confirmed"), SUGGESTED: _("suggested by rules"), REJECTED: _("rejected")}
    others = sorted({one.other.pk: one.other for one in every}.values(), key=lambda one: str(one.adopted))
    counts = Counter(one.other.slug for one in every if one.state != REJECTED)
    filters = {
        "with": (_("In which instrument"), [(one.slug, _named(one), counts[one.slug]) for one in others]),
        "state": (pgettext("filter", "State"), [(key, names[key], states[key]) for key in names if states[key]]),
    }
    return filters_shown(request, _address, filters)


def _named(work: Work) -> str:
    return f"{shortest_title(work)} ({work.adopted.year})" if work.adopted else shortest_title(work)


def _file(request: HttpRequest, work: Work, found: Sequence[Pair], own: Mapping[str, str]) -> HttpResponse:
    form = request.GET["format"]
    body, kind = written(COLUMNS, [_told(work, one, own) for one in found], form, "parallels")
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{work.slug}-parallels.{form}"'
    return response


def _told(work: Work, one: Pair, own: Mapping[str, str]) -> dict[str, Any]:
    return {
        "a": f"{work.slug}/{one.eid}",
        "a_says": own.get(one.eid, ""),
        "b": one.key,
        "b_says": one.said,
        "state": one.state,
        "score": one.score,
        "words": list(one.reasons.get("words", ())),
        "works": list(one.reasons.get("works", ())),
        "topics": list(one.reasons.get("topics", ())),
        "link": bool(one.reasons.get("link")),
        "grade": one.verdict.grade if one.verdict else None,
        "note": one.verdict.note if one.verdict else "",
        "origin": one.verdict.origin if one.verdict else "",
    }


@require_POST
def decide(request: HttpRequest, slug: str, eid: str) -> HttpResponse:
    """Accepts or rejects a parallel, with a grade and a note, or takes that back; the page stays where it was."""
    by = editor(request)
    said = request.POST
    grade, other, now = said.get("grade", ""), said.get("other", "")[:300], timezone.now()
    try:
        if said.get("verdict") == "take-back":
            take_back(one=f"{slug}/{eid}", other=other, by=by, now=now)
            messages.success(request, _("It is taken back."))
        else:
            judge(
                one=f"{slug}/{eid}", other=other, accepted=said.get("verdict") == "accept",
                grade=int(grade) if grade in ("1", "2", "3") else None, note=said.get("note", "")[:1000], by=by,
                now=now,
            )  # fmt: skip
            messages.success(request, _("It is recorded."))
    except Invalid as error:
        messages.error(request, error.message)
    return _back(request, slug, eid)


def _back(request: HttpRequest, slug: str, eid: str) -> HttpResponse:
    """Where the page was: with what was asked, at the pair that comes next, else at the provision."""
    following = request.POST.get("following", "")[:400]
    asked = {name: request.POST.get(name, "")[:160] for name in ASKED} | {"at": following}
    query = urlencode({name: value for name, value in asked.items() if value})
    answer = redirect("texts:parallels", slug)
    answer["Location"] += f"{'?' if query else ''}{query}#{following or eid}"
    return answer
