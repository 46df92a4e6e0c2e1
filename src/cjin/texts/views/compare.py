"""The comparison of two texts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two texts beside each other."""
    return render(request, "texts/library.html", {})
