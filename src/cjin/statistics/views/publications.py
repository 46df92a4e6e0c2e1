"""Publications: the list, one of them with what it revised, and taking it back; how one figure was made."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import NotFound
from cjin.shell.templatetags.shell import time_long
from cjin.statistics.actions.publishing import withdraw
from cjin.statistics.forms.publishing import WithdrawForm
from cjin.statistics.models import Publication
from cjin.statistics.queries.codes import code_word, damage_word, status_word
from cjin.statistics.queries.covering import period_words
from cjin.statistics.queries.datasets import readable
from cjin.statistics.queries.flows import codes_of, key_text
from cjin.statistics.queries.labels import Labels, name_of, rule_label, rule_word, say, title_of
from cjin.statistics.queries.lineage import Lineage, Version, lineage_of
from cjin.statistics.queries.origins import Origin, open_errors, origins_of
from cjin.statistics.queries.publications import (
    findings_in,
    flow_in,
    hidden_in,
    may_publish,
    publication_for,
    publications_of,
    withdrawn_for,
)
from cjin.statistics.queries.readings import edits_figures
from cjin.statistics.queries.restoring import known_revisions, lacking
from cjin.statistics.queries.sdmx import metadata_of
from cjin.statistics.queries.succession import Succession
from cjin.statistics.queries.wording import listed, unit_words, value_words
from cjin.statistics.rules.aggregates.observations import KEY, Damage
from cjin.statistics.rules.publishing.flows import RULES, Flow
from cjin.statistics.rules.publishing.measures import NUMBER
from cjin.statistics.rules.publishing.metadata import headings
from cjin.statistics.rules.publishing.reading import Cell
from cjin.statistics.rules.publishing.revising import Change, Revision
from cjin.statistics.rules.sdmx.names import AGENCY, VERSION, code_to, flow_to
from cjin.statistics.rules.units import Status
from cjin.statistics.views.files import downloads_of
from cjin.statistics.views.findings import message

MOST = 200
SHOWN_CHANGES = 25


@require_safe
def publications(request: HttpRequest) -> HttpResponse:
    """What was published, the newest first."""
    succession = Succession(request.user)
    found = [(one, succession.of(one)) for one in publications_of(request.user)[:MOST]]
    return render(
        request, "statistics/publications.html", {"publications": found, "may_publish": may_publish(request.user)}
    )


@require_safe
def publication(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A publication: where it comes from, its tables, what is hidden, what it changed; or why it was withdrawn."""
    try:
        one = publication_for(request.user, slug, number)
    except NotFound:
        return _gone(request, slug, number)
    return _page(request, one, WithdrawForm() if may_publish(request.user) and one.withdrawn_at is None else None)


def _page(request: HttpRequest, one: Publication, form: WithdrawForm | None) -> HttpResponse:
    flows = [Flow.of(told) for told in one.flows]
    revisions, missing = known_revisions(request.user, one), lacking(one)
    context = {
        "publication": one,
        "missing": [title_of(flow) for flow in flows if flow.id in missing],
        "readable": _is_readable(request, one),
        "place": Succession(request.user, one.source_id).of(one),
        "flows": [{"flow": flow, "title": title_of(flow), "files": _downloads(one, flow, missing)} for flow in flows],
        "metadata": _metadata(one, metadata_of(one, revisions)),
        "refused": one.report.get("refused", {}),
        "hidden": hidden_in(one, whole=may_publish(request.user)),
        "twice": twice_words(one),
        "periods": period_words(one),
        "findings": findings_in(one, whole=may_publish(request.user)),
        "revisions": [_revised(found, one) for found in revisions],
        "form": form,
    }
    sent = form is not None and form.is_bound
    return render(request, "statistics/publication.html", context, status=422 if sent else 200)


def _metadata(one: Publication, said: Mapping[str, str]) -> list[tuple[str, str, bool]]:
    """The headings of reference metadata with their texts, and whether each is English; a moment is the reader's."""
    told = dict(said) | {"META_UPDATE": time_long(one.published_at)}
    return [(say(headings()[name]), text, name != "META_UPDATE") for name, text in told.items()]


def _downloads(one: Publication, flow: Flow, missing: Sequence[str]) -> list[dict[str, str]]:
    return [] if flow.id in missing or one.withdrawn_at is not None else downloads_of(one, flow.id)


def twice_words(one: Publication) -> dict[str, Any]:
    """What became of ready figures that stand several times, with the keys of some as words."""
    said = one.report.get("twice", {})
    keys = [[say(code_word(str(key[name]))) for name in KEY] for key in said.get("keys", ())]
    return {**said, "keys": [list(dict.fromkeys(filter(None, key))) for key in keys]}


def _is_readable(request: HttpRequest, one: Publication) -> bool:
    """Whether the reader may see the dataset that a publication was made from."""
    return one.dataset is not None and readable(request.user).filter(pk=one.dataset.pk).exists()


def _revised(found: Revision, one: Publication) -> dict[str, Any]:
    labels = Labels(found.flow)
    shown = [_changed(change, found.flow, labels, one) for change in found.changes[:SHOWN_CHANGES]]
    return {"revision": found, "title": title_of(found.flow), "changes": shown, "more": found.changed - len(shown)}


def _changed(change: Change, flow: Flow, labels: Labels, one: Publication) -> dict[str, Any]:
    codes = dict(zip(flow.key, change.codes, strict=True))
    before, after = (Cell(codes, *said, False, False, "") for said in (change.before, change.after))
    return {
        "said": listed([_said(flow, codes, labels), unit_words(codes["UNIT_MEASURE"])]),
        "period": codes["TIME_PERIOD"],
        "before": value_words(before),
        "after": value_words(after),
        "url": _address(one, flow, codes),
    }


def _said(flow: Flow, codes: dict[str, str], labels: Labels) -> str:
    """What a cell is about, in words: the labels of its codes that are no totals."""
    names = ("REF_AREA", *flow.dimensions)
    said = [labels.of(name, codes[name]) for name in names if not labels.is_total(name, codes[name])]
    return listed(one for one in said if one != "Total")


def _address(one: Publication, flow: Flow, codes: dict[str, str]) -> str:
    key = key_text(flow, codes)
    return reverse("statistics:cell", args=[one.source.slug, one.number, flow.id, key, codes["TIME_PERIOD"]])


@require_POST
def take_back(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Withdraws a publication, for a reason."""
    check_can(request.user, Duty.STATISTICS_PUBLISH, today=timezone.localdate())
    one, form = publication_for(request.user, slug, number), WithdrawForm(request.POST)
    if not form.is_valid():
        return _page(request, one, form)
    withdraw(publication=one, why=form.cleaned_data["why"], by=_person(request), now=timezone.now())
    messages.success(request, _("%(key)s is withdrawn.") % {"key": one.key})
    return redirect(one)


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@require_safe
def cell(request: HttpRequest, slug: str, number: int, flow: str, key: str, period: str) -> HttpResponse:
    """How one figure was made: its rules, its records, its national codes, and what it was before."""
    try:
        one = publication_for(request.user, slug, number)
    except NotFound:
        return _gone(request, slug, number)
    said = flow_in(one, flow)
    found = lineage_of(request.user, one, said, codes_of(said, key, slug, period))
    labels, origins = Labels(said), origins_of(one, said, found.cell)
    context = {
        "lineage": found,
        "whole": may_publish(request.user) or edits_figures(request.user),
        "title": title_of(said),
        "said": _said(said, dict(found.cell.codes), labels),
        "value": value_words(found.cell),
        "status": _status(one, found.cell),
        "periods": _periods(one, flow, found.cell),
        "origins": [(origin, [_repair(each) for each in origin.repairs]) for origin in origins],
        "comment": _said_by_people(found.cell.comment, origins),
        "errors": [(message(each.rule), each) for each in open_errors(request.user, one, said, found.cell)],
        "readable": _is_readable(request, one),
        "unit": _unit(found.cell),
        "codes": [(name_of(name), labels.of(name, code), code) for name, code in found.cell.codes.items()],
        "rules": [(rule_label(rule), rule_word(rule, said.rules[rule])) for rule in RULES if rule in said.rules],
        "versions": [_version(version, said) for version in found.versions],
        "sdmx": _query(found, said),
        "indicator": _indicator(said),
    }
    return render(request, "statistics/cell.html", context)


def _gone(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Why a publication was withdrawn, for who could see it. Raises NotFound."""
    gone = withdrawn_for(request.user, slug, number)
    if gone is None:
        raise NotFound(_("There is no publication %(key)s.") % {"key": f"{slug[:80]}@{number}"})
    return render(request, "statistics/withdrawn.html", {"publication": gone}, status=410)


def _status(one: Publication, cell: Cell) -> str:
    """The status in words; a file that says none of a figure calls it neither exact nor anything else."""
    if one.dataset is not None and cell.status == Status.EXACT:
        return pgettext("status of a figure", "as the file has it")
    return status_word(cell.status)


def _unit(cell: Cell) -> str:
    """What a value is measured in, where it is not only how many there are."""
    unit = cell.codes["UNIT_MEASURE"]
    return unit_words(unit) if cell.value is not None and unit != NUMBER else ""


def _periods(one: Publication, flow: str, cell: Cell) -> list[str]:
    """Why a figure is not final, where that is because of its period."""
    if cell.status not in (Status.PROVISIONAL, Status.NOT_AVAILABLE):
        return []
    return period_words(one, flow, cell.codes["TIME_PERIOD"])


def _repair(repair: Damage) -> dict[str, str]:
    """What was read otherwise than it stood, and why."""
    names = {"sex": "SEX", "age": "AGE", "category": "CATEGORY", "dimension": "DIMENSION", "value": "OBS_VALUE"}
    field = name_of(names[repair.field]) if repair.field in names else repair.field
    return {"field": field, "said": repair.said, "became": repair.became, "why": damage_word(repair.kind)}


def _said_by_people(comment: str, origins: Sequence[Origin]) -> str:
    """A comment without what was repaired, which the page tells in the reader's language."""
    for origin in origins:
        comment = comment.replace(origin.comment, "") if origin.comment else comment
    return comment.strip(" /")


def _version(version: Version, flow: Flow) -> dict[str, Any]:
    url = _address(version.publication, flow, dict(version.cell.codes)) if version.cell else ""
    told = {"publication": version.publication, "value": value_words(version.cell), "cell": version.cell, "url": url}
    return told | {"status": _status(version.publication, version.cell) if version.cell else ""}


def _query(found: Lineage, flow: Flow) -> str:
    """The address of the figure's series in the read API of SDMX."""
    key = ".".join(code_to(name, code) for name, code in found.cell.codes.items() if name != "TIME_PERIOD")
    base = reverse("api:api-root").removesuffix("/")
    return f"{base}/statistics/sdmx/3.0/data/dataflow/{AGENCY}/{flow_to(flow.id)}/{VERSION}/{key}"


def _indicator(flow: Flow) -> str:
    return reverse("statistics:indicator", args=[flow.id])
