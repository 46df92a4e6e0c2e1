"""The made-up requests of a demonstration come into the node."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings

from cjin.core.rules.catalogue import read

from ..models import Request
from ..rules.case.process import Direction
from ..rules.writing.drafts import read_draft
from .cases import act, open_request

FILE = "requests/demonstration-cases"


def load(*, now: datetime) -> None:
    """Opens the made-up requests where CJIN_SAMPLES asks for a demonstration and the node has no request of its own."""
    if settings.CJIN_SAMPLES and not Request.objects.exists():
        for one in read(FILE):
            _open(one, now)


def _open(one: Mapping[str, Any], now: datetime) -> None:
    draft = read_draft(_plain(one["draft"]), FILE)
    direction = Direction(one["direction"])
    made = open_request(draft=draft, direction=direction, theirs=one.get("theirs", ""), by=None, now=now)
    for step in one.get("acts", ()):
        act(reference=made.reference, act=step["act"], detail=step.get("detail"), by=None, now=now)


def _plain(value: Any) -> Any:
    """Days as YAML reads them, as drafts have them."""
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
