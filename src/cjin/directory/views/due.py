"""What is to be verified again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cjin.core.queries.readers import reader_of

from ..queries.entries import due_on
from ..queries.wording import state_names
from .editors import editor


@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """The entries that somebody should make sure of, those never verified first, then by age."""
    editor(request)
    today = timezone.localdate()
    found = due_on(reader_of(request), today)
    names = state_names(one.known.entry.state for one, _fresh in found)
    return render(request, "directory/due.html", {"found": found, "today": today, "names": names})
