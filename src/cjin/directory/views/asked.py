"""What the address of a page of the directory asks."""

import re
from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.rules.errors import Fault, Invalid

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def day_asked(request: HttpRequest) -> date | None:
    """The day in ``on``, None where none is asked. Raises Invalid for what is no day."""
    said = request.GET.get("on", "").strip()
    try:
        return date.fromisoformat(said if _DAY.fullmatch(said) else "") if said else None
    except ValueError:
        message = _("This is no day. Write it like 2026-03-02.")
        raise Invalid(message, [Fault("on", message)]) from None


def day_of(request: HttpRequest) -> date:
    """The day that is asked for, or today."""
    return day_asked(request) or timezone.localdate()
