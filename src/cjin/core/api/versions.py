"""Versions of what is read and written (ETag, If-Match): nobody overwrites a change that they have not seen."""

import hashlib
from typing import Any

from django.http import HttpRequest
from django.utils.http import parse_etags

from cjin.core.rules.errors import Fault, Outdated, VersionNeeded


def etag(*parts: Any) -> str:
    """A strong entity tag of whatever changes with the object: its identifier and version, or when it was changed."""
    return '"' + hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:32] + '"'


def check_unchanged(request: HttpRequest, current: str) -> None:
    """Let a write pass whose ``If-Match`` names the current version, else VersionNeeded or Outdated."""
    given = request.headers.get("If-Match", "")
    if not given:
        raise VersionNeeded("Say which version you change.", [Fault("If-Match", "send the ETag of what you read")])
    if not {"*", current} & set(parse_etags(given)):
        raise Outdated("It was changed since you read it: read it again.")


def is_known(request: HttpRequest, current: str) -> bool:
    """Whether the asker has this version already (``If-None-Match``), so that 304 without a body is the answer."""
    known = {tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))}
    return bool({"*", current} & known)
