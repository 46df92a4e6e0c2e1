"""One national code beside ICCS: what stands, what is suggested, what a search finds, and the acts."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cjin.core.queries.readers import reader_of
from cjin.core.rules.errors import Conflict, Invalid, NotFound

from ..forms.schemes import ReviewForm, RowsForm, put_errors
from ..models import Entry, LinkRow, Review
from ..queries import classification
from ..queries import schemes as queries
from ..rules.classification import iccs
from ..rules.suggesting import Suggestion
from .acts import ACTS
from .classification import shown
from .schemes import address, editor, may_edit, row

SUGGESTED, SEARCHED = 8, 30


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The page of a code; sent with an act, it does it and goes on to the next code that waits."""
    one = queries.entry_of(slug, code, reader_of(request))
    if request.method != "POST":
        return _page(request, one)
    person = editor(request)
    verb = request.POST.get("act", "")
    if verb not in ACTS:
        raise NotFound("")
    form = ACTS[verb].form(request.POST, auto_id=f"{verb}_%s")
    status = 422
    if form.is_valid():
        try:
            ACTS[verb].run(entry=one, **form.arguments(), by=person, now=timezone.now())
            messages.success(request, str(ACTS[verb].done) % {"code": one.code})
            return redirect(address(queries.next_open(one.scheme, one.position) or one))
        except (Invalid, Conflict) as error:
            put_errors(form, error, None)
            status = error.status
            one = queries.entry_of(slug, code, reader_of(request))
            form.data = {**{name: form.data[name] for name in form.data}, "revision": str(one.revision)}
    return _page(request, one, bound=(verb, form), status=status)


def _page(
    request: HttpRequest, one: Entry, *, bound: tuple[str, ReviewForm] | None = None, status: int = 200
) -> HttpResponse:
    words, pick = request.GET.get("q", "")[:200], request.GET.get("pick", "")
    before, after = queries.beside(one)
    load = queries.load_for(request.user, one.scheme)
    context: dict[str, Any] = {
        "scheme": one.scheme,
        "one": row(one, queries.records_of(load)),
        "entry": one,
        "rows": _rows(one.rows.all()),
        "words": words,
        "suggested": _suggested(one, words),
        "found": _candidates([(found.code, None) for found in classification.found(words)[:SEARCHED]], one, words),
        "forms": _forms(one, pick, bound) if may_edit(request) else [],
        "bound": bound[1] if bound else None,
        "changes": one.changes.select_related("by").order_by("-revision")[:50],
        "before": address(before) if before else "",
        "after": address(after) if after else "",
        "coverage": queries.coverage(one.scheme, load),
        "described": classification.has_descriptions(),
    }
    return render(request, "statistics/schemes/entry.html", context, status=status)


def _rows(rows: Iterable[LinkRow]) -> list[dict[str, Any]]:
    found = list(rows)
    said = classification.inclusions_and_exclusions(one.target for one in found)
    return [
        {
            "row": one,
            "category": iccs().categories.get(one.target),
            "said": shown(said[one.target]) if one.target in said else None,
        }
        for one in found
    ]


def _suggested(one: Entry, words: str) -> list[dict[str, Any]]:
    ranked: list[Suggestion] = classification.suggester().ranked(one.title, SUGGESTED)
    return _candidates([(each.code, each) for each in ranked], one, words)


def _candidates(codes: list[tuple[str, Suggestion | None]], one: Entry, words: str) -> list[dict[str, Any]]:
    said = classification.inclusions_and_exclusions(code for code, _each in codes)
    query = {"q": words} if words else {}
    return [
        {
            "category": iccs()[code],
            "path": " › ".join(iccs()[above].named("en") for above in iccs().path(code)[:-1]),
            "score": suggestion.score if suggestion else None,
            "why": ", ".join(suggestion.why) if suggestion else "",
            "said": shown(said[code]) if code in said else None,
            "pick": f"{address(one)}?{urlencode({**query, 'pick': code})}#acts",
        }
        for code, suggestion in codes
    ]


def _forms(one: Entry, pick: str, bound: tuple[str, ReviewForm] | None) -> list[dict[str, Any]]:
    forms = []
    for verb, act in ACTS.items():
        if Review(one.standing) not in act.standings:
            continue
        initial = {"revision": one.revision, "rows": _initial(one, pick)}
        form = bound[1] if bound and bound[0] == verb else act.form(initial=initial, auto_id=f"{verb}_%s")
        first = bool(bound and bound[0] == verb) or (bool(pick) and verb == "propose" and not bound)
        opened = (
            first or (verb == "accept" and not pick and not bound) or (verb == "propose" and one.standing == "open")
        )
        forms.append(
            {"verb": verb, "label": act.label, "form": form, "open": opened, "rows": isinstance(form, RowsForm)}
        )
    return forms


def _initial(one: Entry, pick: str) -> str:
    """The category that was chosen beside the form, else what stands."""
    if pick in iccs():
        return pick
    return "\n".join(_line(each) for each in one.rows.all() if each.target)


def _line(each: LinkRow) -> str:
    days = [day.isoformat() if day else "-" for day in (each.valid_from, each.valid_to)]
    if days != ["-", "-"]:
        return f"{each.target} {each.share!r} {' '.join(days)}"
    return each.target if each.share == 1 else f"{each.target} {each.share!r}"
