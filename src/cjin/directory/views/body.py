"""One body: what it is and may do, how it is reached, on any day; its history, posts, members."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cjin.core.queries.readers import reader_of
from cjin.core.queries.release import Reader

from ..queries.entries import Listed, body_for, history_of, is_told_all, known_on
from ..queries.wording import FIELDS, language_names, offence_named, said_in, state_names, work_names
from ..rules.entries import Entry, Known, as_data
from ..rules.freshness import due_on, freshness
from ..rules.kinds import BodyKind
from .acts import acts_for
from .asked import day_asked
from .editors import may_edit
from .experts import roster
from .seats import posts


@require_safe
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """What is known of a body on a day, and what was on others."""
    reader, asked = reader_of(request), day_asked(request)
    today = timezone.localdate()
    found, day = body_for(reader, slug), asked or today
    around = known_on(reader, day, state=found.state)
    here = next((one for one in around if one.body.pk == found.pk), None)
    history = history_of(found, reader)
    shown = here.known if here else history[-1]
    keeps = found.origin_id is None and may_edit(request)
    context: dict[str, Any] = {
        "body": found,
        "known": shown,
        "entry": shown.entry,
        "stands": here is not None,
        "on": asked,
        "day": day,
        "fresh": freshness(shown.verified, day),
        "due": due_on(shown.verified) if shown.verified and here else None,
        "told_all": is_told_all(found, reader),
        "history": list(_changes(history)),
        "may_edit": keeps,
        "acts": acts_for(found) if keeps else [],
        "part_of": _named(around, shown.entry.part_of),
        "parts": [one for one in around if one.known.entry.part_of == slug],
        "members": _members(shown.entry, reader, day),
        **_words(shown.entry),
        **posts(found, day),
        **(roster(request, found, day) if found.kind == BodyKind.ROSTER else {}),
    }
    return render(request, "directory/body.html", context)


def _words(entry: Entry) -> dict[str, Any]:
    competences = [
        {
            "function": one.function,
            "offences": [offence_named(code) for code in sorted(one.offences)],
            "instruments": sorted(one.instruments),
            "measures": sorted(one.measures),
            "territories": sorted(one.territories),
        }
        for one in entry.competences
    ]
    return {
        "competences": competences,
        "works": work_names(slug for one in entry.competences for slug in one.instruments),
        "spoken": language_names(entry.languages),
        "state": state_names([entry.state]).get(entry.state, ""),
    }


def _named(around: Sequence[Listed], slug: str) -> tuple[str, str] | None:
    """A body of the same State by its name, where this reader may know of it."""
    found = next((one for one in around if one.body.slug == slug), None)
    return (slug, said_in(found.known.entry.names)) if found else None


def _members(entry: Entry, reader: Reader, day: date) -> list[tuple[str, str, bool]]:
    """Members by slug or code and name; whether there is a page of the body that this reader may open."""
    if not entry.members:
        return []
    here = {one.body.slug: said_in(one.known.entry.names) for one in known_on(reader, day, slugs=entry.members)}
    states = state_names(code for code in entry.members if len(code) == 3 and code.isupper())
    return [(one, here.get(one) or states.get(one, one), one in here) for one in entry.members]


def _changes(history: Sequence[Known]) -> list[tuple[Known, list[str]]]:
    """Each entry with the names of what is other than in the one before, the newest first."""
    pairs = []
    before: dict[str, Any] = {}
    for one in history:
        now = as_data(one.entry)
        changed = [
            str(FIELDS.get(name, name)) for name in dict.fromkeys([*before, *now]) if before.get(name) != now.get(name)
        ]
        pairs.append((one, changed if before else []))
        before = now
    return pairs[::-1]
