"""One round at a glance: the response by regional group, and a matrix of who is asked by sections."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cjin.core.rules.errors import Conflict, Fault, Invalid, NotFound
from cjin.core.rules.tables import FORMATS, written
from cjin.reference.rules.collation import sort_key
from cjin.shell.rules.dates import number
from cjin.texts.views.filters import filters_shown
from cjin.texts.views.sorting import sort_heads, sorted_by

from ...actions import rounds
from ...forms.rounds import DayForm, NothingForm
from ...models import Happened, Round
from ...permissions import answered_by, asks, check_can_ask, few_words, too_few
from ...queries.compiling import names_of
from ...queries.forms import form_of
from ...queries.overview import Rate, Row, at_a_glance, response_of
from ...queries.replying import reply_for
from ...queries.rounds import round_named
from ...rules.form.questions import Form
from ...rules.vocabulary import word
from ..people import acting, spoken

FACETS = ("region", "standing", "sort")
SORTS: dict[str, Callable[[Row], Any]] = {
    "name": lambda one: sort_key(one.name, spoken()),
    "standing": lambda one: one.standing,
    "share": lambda one: one.share,
}
TOLD = 40
"""So many corrections and withdrawals are told."""


@require_safe
def round_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of a round; a file of the matrix where ``format`` asks for one."""
    return _page(request, round_named(slug))


def _page(request: HttpRequest, found: Round, *, refused: DayForm | None = None) -> HttpResponse:
    today, language = timezone.localdate(), spoken()
    is_asking = asks(request.user, today=today)
    if not is_asking:
        rates, rows = response_of(found, language), list[Row]()
    else:
        rates, rows = at_a_glance(found, language)
    context: dict[str, Any] = {
        "round": found, "rates": rates[:-1], "total": rates[-1], "asks": is_asking, "today": today,
        "form_title": found.form.definition["title"], "mine": _mine(request, found, today),
        "days_left": (found.due - today).days,
    }  # fmt: skip
    if not is_asking and found.closed_at is not None and too_few([found]):
        context |= {"rates": [], "few": few_words(found)}
    if is_asking:
        form = form_of(found)
        if ending := request.GET.get("format", ""):
            return _file(found, form, _chosen(request, rows), ending)
        context |= _of_asking(request, found, form, rates, rows) | {"refused": refused}
    return render(request, "cycles/rounds/round.html", context, status=422 if refused else 200)


def _mine(request: HttpRequest, found: Round, today: date) -> list[Any]:
    mine = list(answered_by(request.user, today=today).filter(round=found))
    names = names_of(mine, spoken()) if mine else {}
    return [(one, names[one.key]) for one in mine]


def _of_asking(
    request: HttpRequest, found: Round, form: Form, rates: Sequence[Rate], rows: Sequence[Row]
) -> dict[str, Any]:
    chosen = _chosen(request, rows)
    today = timezone.localdate()
    days = [found.due - timedelta(days=one) for one in found.reminders]
    return {
        "sections": [one.title for one in form.sections],
        "rows": [(one, _cells(one)) for one in chosen],
        "total_rows": len(chosen),
        "filters": filters_shown(request, lambda _r, **c: _address(request, **c), _options(request, rates, rows)),
        "heads": sort_heads(request, lambda _r, **c: _address(request, **c), SORTS),
        "downloads": [
            {"label": one.upper(), "url": _address(request, format=one), "type": FORMATS[one]} for one in FORMATS
        ],
        "reminders": [(day, day < today) for day in days],
        "moved": _moved(found, rows),
        "returned": sum(part[0] == "returned" for one in rows for part in one.parts),
        "extended": [one for one in rows if one.extended],
        "late": sum(one.standing == "open" and one.due < today for one in rows),
        "names": [(one.key, one.name) for one in rows],
        "close_form": NothingForm(),
    }


def _moved(found: Round, rows: Sequence[Row]) -> list[tuple[Happened, str]]:
    """Replies that were corrected or withdrawn after they were given, with the reason."""
    names = {one.key: one.name for one in rows}
    acts = Happened.objects.filter(respondent__round=found, act__in=("correct", "withdraw")).select_related(
        "respondent"
    )
    return [(one, names[one.respondent.key]) for one in acts.order_by("-pk")[:TOLD]]


def _chosen(request: HttpRequest, rows: Sequence[Row]) -> list[Row]:
    region, standing = request.GET.get("region", ""), request.GET.get("standing", "")
    found = [one for one in rows if region in ("", one.group) and standing in ("", one.standing)]
    return sorted_by(request, found, SORTS)


def _options(request: HttpRequest, rates: Sequence[Rate], rows: Sequence[Row]) -> dict[str, Any]:
    region, standing = request.GET.get("region", ""), request.GET.get("standing", "")
    regions = Counter(one.group for one in rows if standing in ("", one.standing))
    standings = Counter(one.standing for one in rows if region in ("", one.group))
    return {
        "region": (_("Regional group"), [(one.group, one.name, regions[one.group]) for one in rates if one.group]),
        "standing": (
            _("Where the reply stands"),
            [(code, word("standings", code, spoken()), n) for code, n in standings.most_common()],
        ),
    }


def _address(request: HttpRequest, **changes: str) -> str:
    now = {name: request.GET.get(name, "")[:80] for name in FACETS} | changes
    return "?" + urlencode({name: said for name, said in now.items() if said})


def _cells(row: Row) -> SafeString:
    """The cells of a row: thousands of them stand on a page, so that each is written once."""
    language = spoken()
    return mark_safe("".join(_cell(*part, language) for part in row.parts))  # noqa: S308 - every part is escaped


@lru_cache(maxsize=4096)
def _cell(standing: str, replied: int, asked: int, language: str) -> str:
    filled = 0 if not replied else 4 if replied >= asked else 1 + (2 * replied) // max(asked, 1)
    said = ""
    if standing != "open":
        said = format_html('<span class="unseen">{} </span>', word("standings", standing, language))
    return format_html(
        '<td class="f{} {}">{}{}<span class="of">/{}</span></td>',
        filled, standing, said, number(replied, language), number(asked, language),
    )  # fmt: skip


def _file(found: Round, form: Form, rows: Sequence[Row], ending: str) -> HttpResponse:
    if ending not in FORMATS:
        raise Invalid(_("There is no such format."), [Fault("format", ", ".join(FORMATS))])
    sections = [one.section for one in form.sections]
    columns = ("key", "name", "group", "standing", "due", "replied", "asked", *sections)
    plain = [
        {"key": one.key, "name": one.name, "group": one.group, "standing": one.standing, "due": one.due.isoformat(),
         "replied": one.replied, "asked": one.asked}
        | {section: f"{replied} of {asked}" for section, (_s, replied, asked) in zip(sections, one.parts, strict=False)}
        for one in rows
    ]  # fmt: skip
    data, media_type = written(columns, plain, ending, "Round")
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.{ending}"'
    return response


@require_POST
def act(request: HttpRequest, slug: str, act: str) -> HttpResponse:
    """Gives somebody more time, closes the round or opens it again."""
    by, now = acting(request), timezone.now()
    today = timezone.localdate(now)
    check_can_ask(by, today=today)
    found = round_named(slug)
    form = DayForm(request.POST) if act in ("extend", "reopen") else NothingForm(request.POST)

    def extend(key: str, due: date) -> bool:
        rounds.extend(respondent=reply_for(by, slug, key, today=today).respondent, due=due, by=by, now=now)
        return True

    def reopen(key: str, due: date) -> bool:
        rounds.reopen(round_=found, due=due, by=by, now=now)
        return True

    def close() -> bool:
        rounds.close(round_=found, by=by, now=now)
        return True

    acts: dict[str, Callable[..., bool]] = {"extend": extend, "reopen": reopen, "close": close}
    if act not in acts:
        raise NotFound(_("There is no such page."))
    try:
        done = form.do(acts[act])
    except Conflict as error:
        form.add_error(None, error.message)
        done = False
    if not done and isinstance(form, DayForm):
        return _page(request, found, refused=form)
    if done:
        messages.success(request, _("It is done."))
    else:
        messages.error(request, " ".join(str(one) for one in form.non_field_errors()))
    return redirect("cycles:round", slug)
