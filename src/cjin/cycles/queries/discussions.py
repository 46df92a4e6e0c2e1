"""Thematic discussions of the workplan of an instrument, and what the replies to a round say for one."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from cjin.core.permissions import Actor
from cjin.core.rules.errors import Fault, Invalid, NotFound
from cjin.texts.models import Work

from ..models import Discussion, FormVersion, Round
from ..permissions import asks, too_few
from ..rules.form.questions import Form, Section
from ..rules.report.compilation import compilation
from ..rules.report.material import Material
from ..rules.report.parts import Report
from ..rules.vocabulary import shown
from .compiling import material_of, talk
from .forms import form_of, form_read


def discussions() -> list[tuple[str, list[Discussion]]]:
    """All discussions by instrument, each in order of their days. One query."""
    found: dict[str, list[Discussion]] = {}
    for one in Discussion.objects.order_by("work", "begins", "pk"):
        found.setdefault(one.work, []).append(one)
    return list(found.items())


def discussion_of(number: int) -> Discussion:
    """A discussion by its number. Raises NotFound."""
    found = Discussion.objects.filter(pk=number).first() if number < 2**31 else None
    if found is None:
        raise NotFound(_("There is no such discussion."))
    return found


def as_data(one: Discussion) -> dict[str, Any]:
    """A discussion as plain data."""
    return {
        "number": one.pk, "work": one.work, "title": dict(one.title), "begins": one.begins.isoformat(),
        "ends": one.ends.isoformat(), "topics": one.topics, "sections": one.sections, "document": one.document,
    }  # fmt: skip


def rounds_for(work: str, person: Actor, *, today: date) -> list[Round]:
    """The rounds on an instrument whose replies somebody may see together, those to be shown first at the top.

    These are the rounds of a follow-up form, the real before the simulated ones, each the newest first.
    """
    rows = Round.objects.select_related("form").filter(form__definition__instrument=work).order_by("-opens", "slug")
    if not asks(person, today=today):
        rows = rows.filter(Q(simulated=True) | Q(closed_at__isnull=False))
        rows = rows.exclude(pk__in=too_few(rows))
    return sorted(rows, key=lambda one: (not form_of(one).is_follow_up, one.simulated))


def compilation_for(one: Discussion, round_: Round, language: str, *, cutoff: date, whole: bool = False) -> Report:
    """What the replies to a round say for a discussion; ``whole`` as in ``compiled``, with the words of all proposals.

    Raises Invalid for a round on another instrument.
    """
    if form_of(round_).instrument != one.work:
        raise Invalid(_("This round is about another instrument."), [Fault("round", one.work)])
    whole = whole or round_.simulated
    return compiled_of(one, material_of(round_, language, cutoff=cutoff, public=not whole), language, whole=whole)


def compiled_of(one: Discussion, material: Material, language: str, *, whole: bool) -> Report:
    """What there is to say of a round for a discussion."""
    made = compilation(material, talk(one), shown(one.title, language), language, whole=whole)
    return replace(made, discussion=one.pk)


def works_asked() -> list[Work]:
    """The instruments on which there are forms, in their order."""
    slugs = {one.get("instrument", "") for one in FormVersion.objects.values_list("definition", flat=True)}
    return list(Work.objects.filter(slug__in=slugs - {""}).order_by("slug"))


def sections_of(work: str) -> list[Section]:
    """The headings of a form on an instrument that ask what came of it; none where there is no form.

    That of the newest follow-up form, those in use first; of another form only where there is no follow-up form.
    """
    found = sorted(
        FormVersion.objects.filter(definition__instrument=work),
        key=lambda one: (form_read(one).is_follow_up, one.frozen_at is not None, one.at, one.pk),
        reverse=True,
    )
    return next((told for one in found if (told := _headings(form_read(one)))), [])


def heading_names(work: str, names: Collection[str]) -> dict[str, Mapping[str, str]]:
    """What headings are called: as in the form of ``sections_of``, else as in the newest form that has them, if any."""
    found = {one.section: one.title for one in sections_of(work)}
    if not set(names) <= found.keys():
        for stored in FormVersion.objects.filter(definition__instrument=work).order_by("-at", "-pk"):
            for one in form_read(stored).sections:
                found.setdefault(one.section, one.title)
    return {name: found.get(name, {"en": name}) for name in names}


def _headings(form: Form) -> list[Section]:
    return [one for one in form.sections if any(question.about for question in one.questions)]
