"""The page of a provision."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..queries.expressions import work_by_slug


@require_safe
def provision(request: HttpRequest, slug: str, eid: str) -> HttpResponse:
    """A provision with its context."""
    return render(request, "texts/work.html", {"work": work_by_slug(slug)})
