"""The thematic discussions of all workplans, by instrument."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cjin.texts.models import Work

from ...permissions import asks
from ...queries.compiling import topic_names
from ...queries.discussions import discussions, heading_names, works_asked
from ...rules.vocabulary import shown
from ..people import spoken


@require_safe
def workplan(request: HttpRequest) -> HttpResponse:
    """Each instrument with its discussions in order of their days."""
    today = timezone.localdate()
    found = discussions()
    titles = {one.slug: one.title for one in Work.objects.filter(slug__in=[work for work, _some in found])}
    topics = topic_names(spoken())
    plans = [
        {"work": work, "title": titles.get(work, {}), "discussions": _told(work, some, topics, today)}
        for work, some in found
    ]
    can = asks(request.user, today=today)
    context = {"plans": plans, "asks": can, "works": works_asked() if can else []}
    return render(request, "cycles/workplan/list.html", context)


def _told(work: str, some: Any, topics: dict[str, str], today: Any) -> list[dict[str, Any]]:
    titles = heading_names(work, {name for one in some for name in one.sections})
    return [
        {"one": one, "past": one.ends < today,
         "about": [*(shown(titles[name], spoken()) for name in one.sections),
                   *(topics.get(name, name) for name in one.topics)]}
        for one in some
    ]  # fmt: skip
