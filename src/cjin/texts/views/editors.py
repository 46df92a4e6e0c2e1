"""Who acts on a page that only editors of texts may use."""

from django.http import HttpRequest
from django.utils import timezone

from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty


def editor(request: HttpRequest) -> User:
    """The person who sent this, who may edit texts today. Raises NotAllowed for anybody else."""
    check_can(request.user, Duty.TEXTS_EDIT, today=timezone.localdate())
    assert isinstance(request.user, User)
    return request.user
