"""Publishing on pages: say what and on which terms, look at what would be published, then publish it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import CjinError, Conflict, Invalid, NotFound, Outdated
from cjin.statistics.actions import wishes
from cjin.statistics.actions.preparing import folder_of
from cjin.statistics.actions.releasing import released
from cjin.statistics.forms.publishing import ConfirmForm, PublishForm, TermsForm
from cjin.statistics.models import Publication
from cjin.statistics.queries.covering import period_words
from cjin.statistics.queries.datasets import dataset_by_key
from cjin.statistics.queries.findings import checks_of
from cjin.statistics.queries.labels import say, title_of
from cjin.statistics.queries.lineage import revisions_of
from cjin.statistics.queries.loads import load_by_key
from cjin.statistics.queries.previews import contents_of
from cjin.statistics.queries.publications import findings_in, hidden_in
from cjin.statistics.queries.readings import edits_figures
from cjin.statistics.queries.succession import Succession
from cjin.statistics.rules.disclosure.primary import rules
from cjin.statistics.views.publications import twice_words


def publisher(request: HttpRequest) -> User:
    """Who asks, if they may release figures. Raises NotAllowed."""
    check_can(request.user, Duty.STATISTICS_PUBLISH, today=timezone.localdate())
    assert isinstance(request.user, User)
    return request.user


@require_http_methods(["GET", "HEAD", "POST"])
def tables(request: HttpRequest, key: str) -> HttpResponse:
    """Which tables of a load are to be published, and on what terms."""
    publisher(request)
    one = load_by_key(key)
    form = PublishForm(request.POST if request.method == "POST" else None, initial=_said_before(request, one.key))
    lead = _(
        "The tables are counted, protected together with everything that was published of these records, and then stay"
        " as they are."
    )
    return _asked(request, form, one.key, lead)


@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """On what terms the ready figures of a dataset are to be published."""
    publisher(request)
    one = dataset_by_key(f"{slug}@{number}")
    form = TermsForm(request.POST if request.method == "POST" else None, initial=_said_before(request, one.key))
    lead = _("Ready figures are published as they are: no rule of confidentiality is applied to them.")
    return _asked(request, form, one.key, lead)


def _said_before(request: HttpRequest, key: str) -> dict[str, Any]:
    """What was wished before, where somebody comes back to change it."""
    said = request.GET.get("of", "")
    wish = wishes.wished(said) if said.isalnum() else None
    if wish is None or wish.of != key:
        return {}
    return {"tables": wish.tables, **wish.told()["terms"]}


def _asked(request: HttpRequest, form: TermsForm, key: str, lead: str) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            return _made_ready(request, _wish(form, key))
        except CjinError as error:
            _put(form, error)
    context = {"key": key, "lead": lead, "form": form}
    return render(request, "statistics/publishing/ask.html", context, status=422 if form.is_bound else 200)


def _wish(form: TermsForm, key: str) -> wishes.Wish:
    if isinstance(form, PublishForm):
        return wishes.Wish(load=key, tables=form.cleaned_data["tables"], terms=form.terms())
    return wishes.Wish(dataset=key, terms=form.terms())


def _made_ready(request: HttpRequest, wish: wishes.Wish) -> HttpResponse:
    done = wishes.wish_for(wish, by=publisher(request), now=timezone.now())
    if isinstance(done, Publication):
        return _published(request, done)
    return redirect("statistics:publish-ready", done)


def _published(request: HttpRequest, done: Publication) -> HttpResponse:
    if done.unchanged:
        messages.info(request, _("%(key)s was published on these terms before; nothing changed.") % {"key": done.key})
    else:
        messages.success(request, _("%(key)s is published.") % {"key": done.key})
    return redirect(done)


@require_http_methods(["GET", "HEAD", "POST"])
def ready(request: HttpRequest, key: str) -> HttpResponse:
    """What would be published: how much, what is kept back, what it changes; then it is published."""
    by, sent = publisher(request), request.method == "POST"
    try:
        one = wishes.ready(key, now=timezone.now(), opens="opens" in request.POST)
    except Invalid as error:
        return _refused(request, key, error)
    except Outdated as error:
        return _said_again(request, key, error)
    if isinstance(one, Publication):
        return _published(request, one)
    if not one.is_made:
        return _look(request, "waiting", one)
    form = ConfirmForm(request.POST if sent else None, opened=one.making.publication.report.get("opened", 0))
    if sent and form.is_valid():
        try:
            return _published(request, released(one.making, by, timezone.now(), looked_at=key))
        except Outdated as error:
            return _said_again(request, key, error)
        except (Invalid, Conflict) as error:
            _put(form, error)
    return _look(request, "ready", one, form)


def _said_again(request: HttpRequest, key: str, error: Outdated) -> HttpResponse:
    """Something else would be published than was looked at: what was said is said again."""
    messages.warning(request, error.message)
    wish = wishes.wished(key)
    return redirect(f"{_form_of(wish)}?of={key}" if wish else "statistics:publications")


def _refused(request: HttpRequest, key: str, error: Invalid) -> HttpResponse:
    """What the worker could not make, told as the form tells it, with what was typed."""
    wish = wishes.wished(key)
    if wish is None:
        raise NotFound(error.message)
    said = {"tables": wish.tables, **wish.told()["terms"]}
    form = PublishForm(said) if wish.load else TermsForm(said)
    form.is_valid()
    _put(form, error)
    context = {"key": wish.of, "form": form, "action": _form_of(wish)}
    return render(request, "statistics/publishing/ask.html", context, status=422)


def _form_of(wish: wishes.Wish) -> str:
    slug, _mark, number = wish.of.partition("@")
    if wish.load:
        return reverse("statistics:publish", args=[wish.load])
    return reverse("statistics:publish-dataset", args=[slug, int(number)])


def _look(request: HttpRequest, page: str, one: wishes.Ready, form: ConfirmForm | None = None) -> HttpResponse:
    made = one.making.publication
    context = {"ready": one, "publication": made, "form": form}
    context |= {"change": f"{_form_of(one.wish)}?of={one.key}", "here": request.path}
    if form is not None:
        context |= _contents(request, one)
    status = 422 if form is not None and form.is_bound else 200
    return render(request, f"statistics/publishing/{page}.html", context, status=status)


def _contents(request: HttpRequest, one: wishes.Ready) -> dict[str, Any]:
    made = one.making.publication
    revised = {found.flow.id: found for found in revisions_of(request.user, made, folder_of(one.key))}
    contents = contents_of(made, folder_of(one.key))
    return {
        "flows": [(title_of(one.flow), one, revised.get(one.flow.id)) for one in contents],
        "total": sum(one.flow.cells for one in contents),
        "statuses": _summed([one.statuses for one in contents]),
        "before": Succession(request.user, made.source_id).of(made).before,
        "rule": say(rules()[made.rule].title) if made.rule else "",
        "hidden": hidden_in(made, whole=True),
        "opened": made.report.get("opened", 0),
        "refused": made.report.get("refused", {}),
        "twice": twice_words(made),
        "periods": period_words(made),
        "findings": findings_in(made, whole=True),
        "checks": _checks(request, one),
    }


def _checks(request: HttpRequest, one: wishes.Ready) -> dict[str, str]:
    """For who edits figures: where the checks of what would be published ``run``, and where what they ``found`` is."""
    made, tables = one.making.publication, one.wish.tables
    found = checks_of(made.load, tables) if made.load else made.dataset
    of = made.load or found
    if of is None or not edits_figures(request.user):
        return {}
    name = "statistics:load-check" if made.load else "statistics:check"
    told = {"run": reverse(name, args=[of.source.slug, of.number]), "tables": tables}
    return told | ({"found": found.get_absolute_url()} if found and found.checked_at else {})


def _summed(every: Sequence[Any]) -> list[tuple[str, int]]:
    found: dict[str, int] = {}
    for statuses in every:
        for code, count in statuses.items():
            found[code] = found.get(code, 0) + count
    return sorted(found.items())


def _put(form: Any, error: CjinError) -> None:
    """What is wrong, each on its own: at its field, or by the name of the table that it is about."""
    for fault in error.faults if isinstance(error, Invalid) else ():
        if fault.where in form.fields:
            form.add_error(fault.where, fault.message)
        else:
            form.add_error(None, f"{fault.where}: {fault.message}")
    if not form.errors:
        form.add_error(None, error.message)
