"""The list of States and areas, a State's page, the groups."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.views.decorators.http import require_safe

from ..models import Membership, State
from ..queries import states as queries
from ..queries.topics import languages
from ..rules.states import Standing
from .downloads import as_csv, as_json
from .questions import StatesQuestion


@require_safe
def states(request: HttpRequest) -> HttpResponse:
    """States and areas by group, standing and day, as a table and as a download of just this."""
    question = StatesQuestion.of(request.GET, today=timezone.localdate())
    found = queries.listed(day=question.day, group_slug=question.group, standing=question.standing)
    ordered = queries.in_reading_order(found, question.names or get_language() or "en")
    match question.format:
        case "csv":
            return as_csv(ordered, question.day)
        case "json":
            return as_json(ordered, question.day)
    context = {
        "question": question,
        "states": [(state, state.standing(question.day)) for state in ordered],
        "filters": _filters(question),
        "languages": languages(),
        "source": queries.states_source(),
        "downloads": _downloads(question),
        "supposed": _supposed(ordered, question),
    }
    return render(request, "reference/states.html", context)


def _supposed(found: Sequence[State], question: StatesQuestion) -> int:
    """How many of the memberships in the chosen group are supposed for the day: the source records no beginning."""
    if not question.group:
        return 0
    in_group = [one for state in found for one in current(state) if one.group_id == question.group]
    return sum(not one.certain(question.day) for one in in_group)


def current(state: State) -> list[Membership]:
    """The memberships that the query found for its day."""
    return list(getattr(state, "current", []))


def _filters(question: StatesQuestion) -> list[dict[str, object]]:
    sizes, standings = queries.group_sizes(question.day), queries.standing_sizes(question.day)
    by_group = [question.option("group", group.pk, group.names, sizes.get(group.pk, 0)) for group in queries.groups()]
    names = standing_names()
    by_standing = [question.option("standing", one, names[one], standings.get(one, 0)) for one in Standing]
    return [
        {"label": pgettext("filter", "United Nations"), "options": by_standing},
        {"label": pgettext("filter", "Group"), "options": by_group},
    ]


def standing_names() -> dict[Standing, str]:
    """What each standing is called, in the reader's language."""
    return {
        Standing.MEMBER: pgettext("standing", "Member States"),
        Standing.OBSERVER: pgettext("standing", "Observer States"),
        Standing.FORMER: pgettext("standing", "Former Members"),
        Standing.OTHER: pgettext("standing", "Other countries and areas"),
    }


def _downloads(question: StatesQuestion) -> list[dict[str, str]]:
    here = reverse("reference:states")
    return [
        {"label": "CSV", "url": f"{here}?{question.query(format='csv')}", "type": "text/csv"},
        {"label": "JSON", "url": f"{here}?{question.query(format='json')}", "type": "application/json"},
    ]


@require_safe
def state(request: HttpRequest, code: str) -> HttpResponse:
    """One State or area: names, codes, membership in the United Nations, groups with their days."""
    found = queries.state(code)
    today = timezone.localdate()
    memberships = list(found.memberships.select_related("group").order_by("group__position", "since"))
    context = {
        "state": found,
        "names": [(language, found.names.get(language.code)) for language in languages()],
        "standing": found.standing(today),
        "memberships": [(one, _holds(one, today)) for one in memberships],
        "source": queries.states_source(),
    }
    return render(request, "reference/state.html", context)


def _holds(membership: Membership, day: date) -> bool:
    return membership.period.covers(day)


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """Every group with what it is, its source and how many are in it today."""
    sizes = queries.group_sizes(timezone.localdate())
    return render(
        request, "reference/groups.html", {"groups": [(one, sizes.get(one.pk, 0)) for one in queries.groups()]}
    )


@require_safe
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """One group: who is in it on a day, since when, and who was."""
    found = queries.group(slug)
    question = StatesQuestion.of(request.GET, today=timezone.localdate())
    language = get_language() or "en"
    members = list(queries.members_of(slug, question.day))
    inside = {one.state_id: one for one in members}
    before = found.memberships.exclude(until__isnull=True).filter(until__lte=question.day).select_related("state")
    context = {
        "group": found,
        "question": question,
        "members": [(inside[one.pk], inside[one.pk].certain(question.day)) for one in _ordered(members, language)],
        "before": before.order_by("until"),
        "supposed": sum(not one.certain(question.day) for one in members),
    }
    return render(request, "reference/group.html", context)


def _ordered(members: Sequence[Membership], language: str) -> list[State]:
    return queries.in_reading_order([one.state for one in members], language.partition("-")[0])
