"""What was said of a treaty: a list by topic and State, on the page of its parties and as files."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from cjin.core.queries.readers import reader_of
from cjin.core.views.downloads import csv_file

from ...models import Work
from ...queries.participation import plain
from ...queries.participation.statements import Marked, Stated, statements
from ...queries.reading import work_for
from ...queries.wording import said_in, topic_of_statements
from ...rules.participation.topics import topics
from .asked import day_asked

SIZE = 100
"""So many statements stand on a page."""


@require_safe
def said(request: HttpRequest, slug: str) -> HttpResponse:
    """What was said of a treaty, as CSV where that is asked, else as JSON."""
    treaty = work_for(reader_of(request), slug)
    rows = [row for one in statements(day_asked(request), treaties=[treaty]) for row in plain.statements(one)]
    if request.GET.get("format") == "json":
        return JsonResponse(rows, safe=False)
    names = plain.STATEMENT_COLUMNS
    return csv_file(f"{slug}-statements.csv", names, ([row[name] for name in names] for row in rows))


def statements_on(request: HttpRequest, treaty: Work, day: date | None) -> dict[str, Any]:
    """What the list needs: the statements that are wanted, and what can be chosen among all of them."""
    found = next(iter(statements(day, treaties=[treaty])), None)
    if found is None or not found.statements:
        return {"stated": found}
    topic, state = request.GET.get("topic", "")[:40], request.GET.get("state", "").upper()[:3]
    wanted = [one for one in found.statements if one.is_about(topic) and (not state or one.statement.state_id == state)]
    pages, page = _pages(len(wanted)), _page(request, len(wanted))
    begin = (page - 1) * SIZE
    return {
        "stated": Stated(treaty, found.file, wanted[begin : begin + SIZE]),
        "stated_wanted": len(wanted),
        "stated_from": begin + 1,
        "stated_to": min(begin + SIZE, len(wanted)),
        "stated_before": _address(request, page - 1) if page > 1 else "",
        "stated_after": _address(request, page + 1) if page < pages else "",
        "stated_total": len(found.statements),
        "topic": topic,
        "state": state,
        "topics": _topics(found.statements),
        "states": _states(found.statements),
    }


def _pages(total: int) -> int:
    return max(1, -(-total // SIZE))


def _page(request: HttpRequest, total: int) -> int:
    """The page that is asked for; the first or the last for what is no page of the list."""
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 1
    return min(max(number, 1), _pages(total))


def _address(request: HttpRequest, page: int) -> str:
    asked = {name: request.GET.get(name, "")[:40] for name in ("on", "topic", "state")} | {"page": str(page)}
    return f"?{urlencode({name: value for name, value in asked.items() if value})}#statements"


def _topics(found: Sequence[Marked]) -> list[tuple[str, str, int]]:
    counted = Counter(topic for one in found for topic in one.topics)
    return [(key, topic_of_statements(key), counted[key]) for key in topics() if counted[key]]


def _states(found: Sequence[Marked]) -> list[tuple[str, str]]:
    there = {one.statement.state for one in found if one.statement.state}
    return sorted(((state.pk, said_in(state.names)) for state in there), key=lambda one: one[1])
