"""Pages about the software and the reader's own account."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this software is, what it is not, and whose words it shows."""
    return render(request, "shell/about.html")


@require_safe
def licence(request: HttpRequest) -> HttpResponse:
    """Under which terms the software and what it shows may be used."""
    return render(request, "shell/licence.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for whom, what does not yet, and whom to tell."""
    return render(request, "shell/accessibility.html")


@require_safe
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """The reader's own account: name, ways to sign in, what can be changed where."""
    return render(request, "shell/account.html")
