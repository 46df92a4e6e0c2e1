"""The list of instruments."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..models import Work


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Every known work, with or without text."""
    return render(request, "texts/library.html", {"works": Work.objects.all()})
