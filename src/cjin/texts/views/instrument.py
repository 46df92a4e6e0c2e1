"""The page of an instrument."""

import re
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cjin.core.permissions import can
from cjin.core.queries.readers import reader_of
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import NotFound

from ..models import Expression, Work
from ..queries import expressions
from ..queries.instruments import ENGLISH
from ..queries.listed import Line, lines_in_summary
from ..queries.participation.files import has_status
from ..queries.reading import notes_of, rows_of, texts_of, units_of, work_for
from ..queries.topical import summaries_of
from ..rules.layout import Row, align
from . import tabs
from .margins import marks_context, remembered

_BESIDE = re.compile(r"(?P<language>[a-z]{2})\.(?P<number>\d{1,5})")


@require_safe
def work(request: HttpRequest, slug: str) -> HttpResponse:
    """An instrument with its paragraphs, or, where no text is loaded, what is known of it and how to load it."""
    reader = reader_of(request)
    found = work_for(reader, slug)
    texts = texts_of(found, reader)
    shown = asked_text(request, texts)
    if shown is None:
        context = {
            "work": found,
            "may_edit": may_edit(request),
            "summaries": summaries_of(found),
            "asked": _asked(found),
            "has_parties": has_status(found),
        }
        return render(request, "texts/unloaded.html", context)
    return remembered(request, render(request, "texts/work.html", _context(request, found, texts, shown)))


def _asked(work: Work) -> dict[str, list[Line]]:
    """What the annotations say that each provision asks."""
    found: dict[str, list[Line]] = {}
    for one in lines_in_summary(work):
        found.setdefault(one.eid, []).append(one)
    return found


def asked_text(request: HttpRequest, texts: Sequence[Expression]) -> Expression | None:
    """The text that an address asks for, by ``language`` and ``version``. Raises NotFound where there is none such."""
    return expressions.asked_text(
        texts,
        language=request.GET.get("language", ""),
        version=request.GET.get("version", ""),
        own=(get_language() or "en").partition("-")[0],
    )


def may_edit(request: HttpRequest) -> bool:
    """Whether whoever reads may import and correct texts."""
    return request.user.is_authenticated and can(request.user, Duty.TEXTS_EDIT, today=timezone.localdate())


def _context(request: HttpRequest, work: Work, texts: Sequence[Expression], shown: Expression) -> dict[str, Any]:
    units, notes = units_of(shown), notes_of(shown)
    rows = rows_of(shown, units, notes)
    beside = _beside(request, texts)
    editor = may_edit(request)
    context: dict[str, Any] = {
        "work": work,
        "text": shown,
        "rows": rows,
        "notes": [
            (label, words, any(label == one for row in rows for one, _words in row.notes))
            for label, words in notes.items()
        ],
        "contents": contents(rows, has_notes=bool(notes)),
        "units": len(units),
        "languages": tabs.language_tabs(texts, shown),
        "versions": tabs.version_tabs(texts, shown),
        "besides": tabs.besides(texts, shown, beside),
        "topics": list(work.topics.all()),
        "downloads": tabs.downloads(work, shown),
        "may_edit": editor,
        "has_english": any(text.language == ENGLISH and text.is_current for text in texts),
        "has_parties": has_status(work),
        "warnings": [one for one in shown.warnings if editor and not one.get("settled")],
        "permalink": request.build_absolute_uri(work.get_absolute_url()),
    }
    context |= marks_context(request, shown) if beside is None else {}
    if beside is not None:
        other = rows_of(beside, units_of(beside), notes_of(beside))
        context |= {"beside": beside, "pairs": align(rows, other), "beside_notes": notes_of(beside).items()}
    return context


def _beside(request: HttpRequest, texts: Sequence[Expression]) -> Expression | None:
    """The text to show beside, by ``?beside=fr.1``. Raises NotFound where there is none such."""
    wanted = request.GET.get("beside", "")
    if not wanted:
        return None
    asked = _BESIDE.fullmatch(wanted)
    found = expressions.choose(texts, asked["language"], int(asked["number"])) if asked else None
    if found is None:
        raise NotFound(_("There is no such text of this instrument to show beside it."))
    return found


def contents(rows: Sequence[Row], *, has_notes: bool) -> list[tuple[int, str, str]]:
    """The entries of the contents list: level from 1, id on the page, words."""
    entries: list[tuple[int, str, str]] = []
    if any(row.kind == "recital" for row in rows):
        entries.append((1, next(row.key for row in rows if row.kind == "recital"), _("Preamble")))
    for row in rows:
        if row.kind in ("heading", "container"):
            words = " ".join(part for part in (row.number, row.title) if part)
            entries.append((min(row.level - 1, 3), row.key, words))
    if has_notes:
        entries.append((1, "notes", _("Notes")))
    return entries
