"""Who acts on a page that only those may use who keep the directory."""

from django.http import HttpRequest
from django.utils import timezone

from cjin.core.models import User
from cjin.core.permissions import can, check_can
from cjin.core.rules.duties import Duty


def editor(request: HttpRequest) -> User:
    """The person who sent this, who may keep the directory today. Raises NotAllowed for anybody else."""
    check_can(request.user, Duty.DIRECTORY_EDIT, today=timezone.localdate())
    assert isinstance(request.user, User)
    return request.user


def may_edit(request: HttpRequest) -> bool:
    """Whether whoever reads may keep the directory."""
    return request.user.is_authenticated and can(request.user, Duty.DIRECTORY_EDIT, today=timezone.localdate())
