"""Pages about the software and the reader's own account."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cjin.core.models import PostHolding, User
from cjin.core.queries.people import holdings_of
from cjin.core.rules.duties import IN_WORDS, Duty


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
    """The reader's own account: name, posts with their duties, ways to sign in, what can be changed where."""
    assert isinstance(request.user, User)
    return render(request, "shell/account.html", {"posts": [_post(one) for one in holdings_of(request.user)]})


def _post(holding: PostHolding) -> dict[str, object]:
    """A post as its holder sees it: ``now``, ``later`` or ``before``, and the duties in words."""
    today = timezone.localdate()
    ended = holding.held_to is not None and holding.held_to < today
    return {
        "holding": holding,
        "when": "before" if ended else "later" if holding.held_from > today else "now",
        "duties": [(duty, IN_WORDS[Duty(duty)]) for duty in holding.post.duties],
    }
