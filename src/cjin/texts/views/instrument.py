"""The page of an instrument."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..queries.expressions import work_by_slug


@require_safe
def work(request: HttpRequest, slug: str) -> HttpResponse:
    """An instrument with its paragraphs."""
    return render(request, "texts/work.html", {"work": work_by_slug(slug)})
