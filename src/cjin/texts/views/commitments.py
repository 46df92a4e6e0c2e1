"""The commitments of an instrument in a table, narrowed and put in order, and what is shown as a file."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from cjin.core.queries.readers import reader_of
from cjin.reference.models import Topic

from ..queries.instruments import english_of, of_text
from ..queries.listed import AGAIN, NAMES, NO_TIME, SPAN, Line, Narrowed, lines_in_summary, lines_of, rows_of, values
from ..queries.reading import work_for
from ..queries.reviewing import Review, review
from ..queries.told import topics_of
from ..queries.wording import named, said_in, short_title
from ..rules.commitments.files import FORMATS, written
from ..rules.commitments.rows import CONFIRMED, PROPOSED, REWORDED
from .filters import Counts, filters_shown
from .instrument import may_edit
from .sorting import NAME, sort_heads, sorted_by


@require_safe
def commitments(request: HttpRequest, slug: str) -> HttpResponse:
    """All commitments of an instrument, or what the address wants of them; ``format`` gives that as a file.

    Where its text is not here, those of the annotations.
    """
    reader = reader_of(request)
    work = work_for(reader, slug)
    text = english_of(slug, reader)
    instrument = of_text(text) if text else None
    found = review(instrument) if instrument else None
    every = lines_of(found, topics_of(instrument)) if found and instrument else lines_in_summary(work)
    narrowed = Narrowed(**{name: request.GET.get(name, "")[:60] for name in NAMES})
    lines = sorted_by(request, narrowed.of(every), _orders())
    if request.GET.get("format", "") in FORMATS:
        return _file(request, slug, lines, every)
    context = {
        "work": work,
        "title": short_title(work),
        "review": found,
        "reworded": _places(found),
        "lines": lines,
        "total": len(lines),
        "filtered": narrowed != Narrowed(),
        "filters": _filters(request, every, narrowed),
        "in_order": _address(request, sort=""),
        "heads": sort_heads(request, _address, _orders()),
        "may_edit": may_edit(request),
        "downloads": [
            {"label": one.upper(), "url": _address(request, format=one), "type": kind} for one, kind in FORMATS.items()
        ],
    }
    return render(request, "texts/commitments.html", context)


def _places(found: Review | None) -> list[str]:
    return [one.unit.eid for one in found.reworded] if found else []


def _orders() -> Mapping[str, Callable[[Line], Any]]:
    return {
        "actor": lambda one: named("actor", one.asked.actors[0]) if one.asked else "",
        "act": lambda one: (one.strength, named("act", one.asked.act) if one.asked else ""),
        "due": lambda one: (one.due == NO_TIME, one.due),
        "state": lambda one: (REWORDED, PROPOSED, CONFIRMED).index(one.state),
    }


def _address(request: HttpRequest, **changes: str) -> str:
    """This page with what is asked now and some changes."""
    asked = {name: request.GET.get(name, "")[:60] for name in (*NAMES, NAME)} | changes
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"?{query}" if query else request.path


def _filters(request: HttpRequest, every: Sequence[Line], narrowed: Narrowed) -> list[dict[str, Any]]:
    """Each filter counts what its options would leave beside what else is chosen."""
    counts = {
        name: Counter(value for one in replace(narrowed, **{name: ""}).of(every) for value in values(one, name))
        for name in NAMES
    }
    options = {
        "state": [(key, said, counts["state"][key]) for key, said in states().items() if counts["state"][key]],
        "strength": [(key, key, count) for key, count in sorted(counts["strength"].items(), reverse=True)],
        "due": _due(counts["due"]),
        "topic": _topics(counts["topic"]),
    } | {
        name: [(key, named(name, key), count) for key, count in counts[name].most_common()]
        for name in ("actor", "act", "condition")
    }
    return filters_shown(request, _address, {name: (label, options[name]) for name, label in _labels().items()})


def _labels() -> dict[str, str]:
    return {
        "state": pgettext("filter", "State"),
        "actor": _("Who is to act"),
        "act": _("Act"),
        "strength": _("Strength"),
        "due": _("Due"),
        "condition": _("Conditions"),
        "topic": _("Topic"),
    }


def states() -> dict[str, str]:
    """The states of a commitment in words."""
    return {CONFIRMED: _("confirmed"), PROPOSED: _("proposed"), REWORDED: _("confirmed for another wording")}


def _due(counts: Counter[str]) -> Counts:
    """The years in order, then what is due again and again, what has a span, and what has no time."""
    said = {AGAIN: _("again and again"), SPAN: _("within a span of time"), NO_TIME: _("no time named")}
    return [
        (key, said.get(key, key), counts[key]) for key in [*sorted(counts.keys() - said), *said] if counts[key]
    ]  # fmt: skip


def _topics(counts: Counter[str]) -> Counts:
    names = {one.pk: said_in(one.pref_label) for one in Topic.objects.filter(pk__in=counts)}
    return [(key, names[key], count) for key, count in counts.most_common() if key in names]


def _file(request: HttpRequest, slug: str, lines: Sequence[Line], every: Sequence[Line]) -> HttpResponse:
    form = request.GET["format"]
    body, kind = written(rows_of(slug, lines, every), form)
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{slug}-commitments.{form}"'
    return response
