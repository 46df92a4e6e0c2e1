"""The chain of custody: each entry names the digest of the one before it, so that what is altered later is told."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

DIGEST, PREVIOUS = "digest", "previous"
_OWN = frozenset({DIGEST, PREVIOUS})


def digest_of(act: str, at: datetime, by: str, measure: str, detail: Mapping[str, Any], previous: str) -> str:
    """The SHA-256 of an entry with that of the entry before it; the first one has none before it."""
    said = {name: value for name, value in detail.items() if name not in _OWN}
    whole = [act, at.astimezone(UTC).isoformat(), by, measure, said, previous]
    return sha256(json.dumps(whole, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
