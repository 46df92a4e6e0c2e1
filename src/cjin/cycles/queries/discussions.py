"""Thematic discussions of the workplan of an instrument, and what the replies to a round say for one."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from cjin.core.permissions import Actor
from cjin.core.rules.errors import Fault, Invalid, NotFound
from cjin.texts.models import Work

from ..models import Discussion, FormVersion, Round
from ..permissions import asks
from ..rules.form.questions import Section
from ..rules.report.compilation import compilation
from ..rules.report.parts import Report
from ..rules.vocabulary import shown
from .compiling import material_of, talk
from .rounds import form_of


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
    """The rounds on an instrument whose replies somebody may see together, the newest first."""
    found = Round.objects.select_related("form").filter(form__definition__instrument=work).order_by("-opens", "slug")
    if not asks(person, today=today):
        found = found.filter(Q(simulated=True) | Q(closed_at__isnull=False))
    return list(found)


def compilation_for(one: Discussion, round_: Round, language: str, *, cutoff: date) -> Report:
    """What the replies to a round say for a discussion. Raises Invalid for a round on another instrument."""
    if form_of(round_).instrument != one.work:
        raise Invalid(_("This round is about another instrument."), [Fault("round", one.work)])
    return compilation(material_of(round_, language, cutoff=cutoff), talk(one), shown(one.title, language), language)


def works_asked() -> list[Work]:
    """The instruments on which there are forms, in their order."""
    slugs = {one.get("instrument", "") for one in FormVersion.objects.values_list("definition", flat=True)}
    return list(Work.objects.filter(slug__in=slugs - {""}).order_by("slug"))


def sections_of(work: str) -> list[Section]:
    """The sections of the newest form on an instrument that ask what came of it; none where there is no form."""
    found = FormVersion.objects.filter(definition__instrument=work).order_by("-at", "-pk").first()
    sections = found.read().sections if found else ()
    return [one for one in sections if any(question.about for question in one.questions)]
