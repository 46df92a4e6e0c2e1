"""The signed directory file: what a node releases of its directory, good for a time, checked without any network.

It is a JWS in the flattened JSON form (RFC 7515) with Ed25519 (RFC 8037, RFC 9864); the key is named by its thumbprint
(RFC 7638). Whoever reads it needs that thumbprint from another source: by word, on paper.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from cjin.core.rules.errors import Fault, Invalid

from .entries import Known
from .files import FORMAT, known_as_data
from .reading import read_known

ALGORITHM = "Ed25519"
GOOD_FOR = timedelta(days=30)
MOST_BYTES = 50_000_000
SKEW = timedelta(minutes=5)
"""Clocks of two nodes may differ by so much."""


@dataclass(frozen=True, slots=True)
class SignedDirectory:
    """A checked file: whose it is, when it was issued, until when it is good, and its entries."""

    node: str
    thumbprint: str
    issued: datetime
    expires: datetime
    entries: tuple[Known, ...]


def sign(known: Sequence[Known], key: OKPKey, *, node: str, now: datetime, good_for: timedelta = GOOD_FOR) -> bytes:
    """The entries as a signed file that is good from ``now`` for a time."""
    told = {
        "format": FORMAT,
        "node": node,
        "issued": now.astimezone(UTC).isoformat(timespec="seconds"),
        "expires": (now + good_for).astimezone(UTC).isoformat(timespec="seconds"),
        "entries": [known_as_data(one) for one in known],
    }
    public = key.as_dict(private=False)
    header = {"alg": ALGORITHM, "typ": "cjin-directory+json", "kid": key.thumbprint(), "jwk": public}
    payload = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return json.dumps(jws.serialize_json({"protected": header}, payload, key, registry=_registry())).encode()


def open_signed(content: bytes, name: str, *, thumbprint: str, now: datetime) -> SignedDirectory:
    """What a file says, signed by the key with this thumbprint. Raises Invalid where it is altered, strange or old."""
    if len(content) > MOST_BYTES:
        raise _refused(name, f"at most {MOST_BYTES // 1_000_000} MB can be read")
    key, payload = _checked(content, name)
    if key.thumbprint() != thumbprint:
        raise _refused(name, f"it is signed by another key ({key.thumbprint()}) than the one you trust")
    told = json.loads(payload)
    if not isinstance(told, dict) or told.get("format") != FORMAT or not isinstance(told.get("entries"), list):
        raise _refused(name, f"it is not of the format {FORMAT}")
    issued, expires = _moment(told.get("issued"), name), _moment(told.get("expires"), name)
    if issued > now + SKEW:
        raise _refused(name, f"it says that it was issued later than now, on {issued:%Y-%m-%d %H:%M} UTC")
    if expires <= now:
        raise _refused(name, f"it was good until {expires:%Y-%m-%d %H:%M} UTC; ask for a newer one")
    entries = [read_known(entry, f"{name}, entry {n}") for n, entry in enumerate(told["entries"], start=1)]
    return SignedDirectory(str(told.get("node", ""))[:200], thumbprint, issued, expires, tuple(entries))


def _checked(content: bytes, name: str) -> tuple[OKPKey, bytes]:
    """The key that a file names, and what it has signed with it."""
    try:
        found = jws.deserialize_json(json.loads(content), _named, registry=_registry())
        return _named(found), found.payload
    except (JoseError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _refused(name, "its signature does not hold: it was altered, or is no signed directory") from error


def _named(signature: Any) -> OKPKey:
    """The public key that stands in the header of a signature."""
    named = signature.headers()["jwk"]
    return OKPKey.import_key({part: str(named[part]) for part in ("kty", "crv", "x")})


def _registry() -> jws.JWSRegistry:
    registry = jws.JWSRegistry(algorithms=[ALGORITHM])
    registry.max_payload_length = 2 * MOST_BYTES
    return registry


def _moment(value: object, name: str) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        raise _refused(name, "it does not tell when it was issued and until when it is good") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _refused(name: str, why: str) -> Invalid:
    return Invalid("The signed directory is not taken.", [Fault(name, why)])
