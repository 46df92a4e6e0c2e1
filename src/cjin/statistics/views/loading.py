"""Loading a file of records on a page: choose it, see its columns with a proposal, say what they mean, load."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cjin.core.models import User
from cjin.core.queries.readers import reader_of
from cjin.core.rules.errors import Conflict, Invalid, NotFound, Unavailable
from cjin.statistics.actions.loading import load_files
from cjin.statistics.forms.counting import placed
from cjin.statistics.forms.loads import MOST_COLUMNS, FileForm
from cjin.statistics.forms.mappings import MappingForm
from cjin.statistics.forms.schemes import put_errors
from cjin.statistics.models import Load
from cjin.statistics.queries.loads import poorly_placed
from cjin.statistics.queries.schemes import offered
from cjin.statistics.rules.linkfiles import given
from cjin.statistics.views import waiting
from cjin.statistics.views.schemes import editor


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A file is chosen first; ``file`` in the address names one that waits to be understood."""
    person = editor(request)
    if "file" in request.GET:
        return _understood(request, person, request.GET["file"])
    sent = request.method == "POST"
    form = FileForm(*((request.POST, request.FILES) if sent else (None, None)))
    if sent and form.is_valid():
        try:
            return redirect(_address(_kept(form, person)))
        except (Invalid, Unavailable) as error:
            put_errors(form, error, "file")
    return render(request, "statistics/loads/file.html", {"form": form}, status=422 if sent else 200)


def _kept(form: FileForm, person: User) -> str:
    given = form.cleaned_data
    key = waiting.keep(given["file"], encoding=given["encoding"], by=person, now=timezone.now())
    if len(waiting.kept(key, by=person).columns) > MOST_COLUMNS:
        waiting.let_go(key, by=person)
        raise Invalid(_("This file has more than %(most)s columns.") % {"most": MOST_COLUMNS})
    return key


def _address(key: str) -> str:
    return f"{reverse('statistics:load-new')}?file={key}"


def _understood(request: HttpRequest, person: User, key: str) -> HttpResponse:
    held = waiting.kept(key, by=person)
    sent = request.method == "POST"
    data = (request.POST, request.FILES) if sent else (None, None)
    form = MappingForm(held.columns, held.encoding, offered(reader_of(request)), *data)
    status = 200
    if sent:
        valid = form.is_valid()
        held = _with_links(form, key, person)
        answer = _done(request, form, held, key, person) if valid else None
        if answer is not None:
            return answer
        status = 422 if form.errors else 200
    context = {"form": form, "held": held, "address": _address(key)}
    return render(request, "statistics/loads/mapping.html", context, status=status)


def _with_links(form: MappingForm, key: str, person: User) -> waiting.Waiting:
    """The file with the correspondence that was given now, or before: it is kept through any error of the form."""
    if file := form.cleaned_data.get("links"):
        waiting.keep_links(key, file, by=person)
    elif form.cleaned_data.get("without_links"):
        waiting.let_links_go(key, by=person)
    return waiting.kept(key, by=person)


def _done(
    request: HttpRequest, form: MappingForm, held: waiting.Waiting, key: str, person: User
) -> HttpResponse | None:
    """What the pressed button leads to; None where the page is shown again."""
    act, made = request.POST.get("act", ""), form.made()
    if act == "write":
        form.with_text(made, made)
        return None
    text = form.text()
    if form.errors:
        return None
    if act == "download":
        response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{form.name(text)}.yaml"'
        return response
    try:
        load = _load(held, text, person)
    except (Invalid, NotFound, Conflict, Unavailable) as error:
        put_errors(form, placed(error, form.fields) if text == made else error, "mapping")
        form.with_text(text, made)
        return None
    waiting.let_go(key, by=person)
    if load.unchanged:
        messages.info(request, _("This was read in before as %(key)s; nothing changed.") % {"key": load.key})
    else:
        messages.success(request, _("%(key)s is loaded.") % {"key": load.key})
        if poorly_placed(load):
            messages.warning(request, _("Hardly a record has a place by its code: look at the codes and their places."))
    return redirect(load)


def _load(held: waiting.Waiting, text: str, person: User) -> Load:
    links = given(held.links.read_bytes(), held.links.name) if held.links else None
    return load_files(paths=[held.path], mapping=text, name=_("mapping"), links=links, by=person, now=timezone.now())
