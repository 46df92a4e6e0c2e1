"""National schemes: the list, a scheme's codes, its downloads, making one and bringing a file in."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from cjin.core.models import User
from cjin.core.permissions import can, check_can
from cjin.core.queries.readers import reader_of
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Invalid, NotFound

from ..actions.scheming import import_sheet, make
from ..forms.schemes import MakeForm, SheetForm, put_errors
from ..models import Entry, Review, Scheme
from ..queries import schemes as queries
from ..queries.proposals import proposals
from ..rules.classification import iccs
from ..rules.linksheets import as_csv, as_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TONES = {
    Review.OPEN: "open",
    Review.PROPOSED: "active",
    Review.ACCEPTED: "done",
    Review.DISPUTED: "warning",
    Review.EXCLUDED: "stopped",
}


@require_safe
def schemes(request: HttpRequest) -> HttpResponse:
    """Every scheme that the reader may see, with how much of it has a place."""
    reader = reader_of(request)
    rows = [(one, queries.coverage(one, queries.load_for(request.user, one))) for one in queries.schemes(reader)]
    return render(request, "statistics/schemes/list.html", {"schemes": rows, "may_edit": may_edit(request)})


def may_edit(request: HttpRequest) -> bool:
    """Whether the reader holds the duty to review."""
    return can(request.user, Duty.STATISTICS_EDIT, today=timezone.localdate())


@require_safe
def scheme(request: HttpRequest, slug: str) -> HttpResponse:
    """The codes of a scheme with where each stands, by filters; volumes for who edits figures."""
    reader = reader_of(request)
    one = queries.scheme_by_slug(slug, reader)
    wanted = wanted_of(request)
    page = Paginator(queries.entries(one, wanted), queries.SIZE).get_page(request.GET.get("page"))
    load = queries.load_for(request.user, one)
    volumes = queries.records_of(load)
    context = {
        "scheme": one,
        "wanted": wanted,
        "entries": [row(entry, volumes) for entry in page],
        "total": page.paginator.count,
        "coverage": queries.coverage(one, load),
        "volumes": bool(volumes),
        "filters": _filters(one, wanted),
        "previous": query_of(wanted, page=str(page.previous_page_number())) if page.has_previous() else "",
        "next": query_of(wanted, page=str(page.next_page_number())) if page.has_next() else "",
        "words": f"{page.start_index()}–{page.end_index()} / {page.paginator.count}",
        "waiting": queries.next_open(one),
        "may_edit": may_edit(request),
        "accept": _acceptance(request, one, wanted),
        "downloads": [
            {"label": label, "url": reverse("statistics:scheme-download", args=[slug, ending]), "type": kind}
            for label, ending, kind in (("XLSX", "xlsx", XLSX), ("CSV", "csv", "text/csv"))
        ],
    }
    return render(request, "statistics/schemes/scheme.html", context)


def wanted_of(request: HttpRequest) -> queries.Wanted:
    """The filter that an address carries."""
    return queries.Wanted(*(request.GET.get(name, "")[:200] for name in ("standing", "branch", "q")))


def _acceptance(request: HttpRequest, one: Scheme, wanted: queries.Wanted) -> dict[str, Any] | None:
    """How many proposals of a list a reviewer may accept at once, and where."""
    if wanted.standing not in ("", Review.PROPOSED) or not may_edit(request):
        return None
    address = reverse("statistics:scheme-accept", args=[one.slug])
    return {"count": proposals(one, wanted).count(), "url": address + query_of(wanted, standing="")}


def row(entry: Entry, volumes: dict[str, int]) -> dict[str, Any]:
    """A code as a list shows it."""
    tree = iccs()
    targets = [
        (one, tree[one.target].named("en") if one.target in tree else "") for one in entry.rows.all() if one.target
    ]
    return {
        "entry": entry,
        "url": address(entry),
        "targets": targets,
        "tone": TONES[Review(entry.standing)],
        "word": Review(entry.standing).label,
        "records": volumes.get(entry.code),
    }


def address(entry: Entry) -> str:
    """The page of a code."""
    return reverse("statistics:entry", args=[entry.scheme.slug, entry.code])


def query_of(wanted: queries.Wanted, **changes: str) -> str:
    """A filter as the query of an address."""
    asked = {"standing": wanted.standing, "branch": wanted.branch, "q": wanted.words, **changes}
    return "?" + urlencode({name: value for name, value in asked.items() if value})


def _filters(one: Scheme, wanted: queries.Wanted) -> list[dict[str, Any]]:
    counts = queries.by_standing(one)
    standings = [
        {
            "label": review.label,
            "count": counts[review],
            "chosen": wanted.standing == review,
            "url": query_of(wanted, standing="" if wanted.standing == review else str(review)),
        }
        for review in Review
    ]
    branches = [
        {
            "label": f"{code} {iccs()[code].named('en')}",
            "count": None,
            "chosen": wanted.branch == code,
            "url": query_of(wanted, branch="" if wanted.branch == code else code),
        }
        for code in iccs().children[""]
    ]
    return [
        {"label": pgettext("filter", "Standing"), "options": standings},
        {"label": pgettext("filter", "Section of ICCS"), "options": branches},
    ]


@require_safe
def download(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The codes with their rows, as the import takes them; every cell is text."""
    one = queries.scheme_by_slug(slug, reader_of(request))
    if ending not in ("xlsx", "csv"):
        raise NotFound("")
    links = queries.all_links(one)
    content, kind = (
        (as_xlsx(links), XLSX) if ending == "xlsx" else ("\ufeff" + as_csv(links), "text/csv; charset=utf-8")
    )
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{slug}.{ending}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def importing(request: HttpRequest, slug: str) -> HttpResponse:
    """Brings a file of codes in. Where a cell is faulty, every fault is told and nothing is stored."""
    person = editor(request)
    one = queries.scheme_by_slug(slug, reader_of(request))
    sent = request.method == "POST"
    form = SheetForm(*((request.POST, request.FILES) if sent else (None, None)))
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            done = import_sheet(
                scheme=one, content=file.read(), name=file.name or "file", by=person, now=timezone.now()
            )
            count = done.made + done.changed
            said = ngettext("%(count)d code is new or changed.", "%(count)d codes are new or changed.", count)
            messages.success(request, said % {"count": count})
            return redirect(one.get_absolute_url())
        except Invalid as error:
            put_errors(form, error, "file")
    context = {"scheme": one, "form": form}
    return render(request, "statistics/schemes/import.html", context, status=422 if sent else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def making(request: HttpRequest) -> HttpResponse:
    """Makes a scheme without codes; its file is brought in next."""
    person = editor(request)
    sent = request.method == "POST"
    form = MakeForm(request.POST if sent else None)
    if sent and form.is_valid():
        try:
            one = make(**form.cleaned_data, by=person, now=timezone.now())
            messages.success(request, _("The scheme is made; now bring its codes in."))
            return redirect("statistics:scheme-import", slug=one.slug)
        except (Invalid, Conflict) as error:
            put_errors(form, error, "slug")
    return render(request, "statistics/schemes/make.html", {"form": form}, status=422 if sent else 200)


def editor(request: HttpRequest) -> User:
    """Who asks, where they hold the duty to review. Raises NotAllowed."""
    check_can(request.user, Duty.STATISTICS_EDIT, today=timezone.localdate())
    assert isinstance(request.user, User)
    return request.user
