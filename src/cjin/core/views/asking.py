"""Who asks for a page of this package, and what was sent with it."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty


def holder(request: HttpRequest, duty: Duty) -> User:
    """The person who asks. Raises NotAllowed without the duty."""
    check_can(request.user, duty, today=timezone.localdate())
    assert isinstance(request.user, User)
    return request.user


def administrator(request: HttpRequest) -> User:
    """The person who asks, where that is somebody who administers the node. Raises NotAllowed."""
    return holder(request, Duty.NODE_ADMINISTER)


def sent(request: HttpRequest) -> Any:
    """What a form was sent with; None where the page is only asked for."""
    return request.POST if request.method == "POST" else None


def status(form: Any) -> int:
    """422 where the form was sent with faults, else 200."""
    return 422 if form.errors else 200
