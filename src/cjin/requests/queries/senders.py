"""Whose key it is that a letter was signed with, as the directory knows."""

from dataclasses import dataclass
from datetime import date

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from cjin.directory.queries.entries import THE_NODE, known_on
from cjin.directory.rules.entries import Key
from cjin.directory.rules.kinds import KeyUse


@dataclass(frozen=True, slots=True)
class Owner:
    """A body of the directory that has a key, its State, and whether the key serves on the day that was asked for."""

    body: str
    state: str
    serves: bool


def owners_of(certificate: bytes, day: date) -> list[Owner]:
    """The bodies that this node's own directory gives a key on a day; ``certificate`` is in DER. Two queries.

    What another node says of keys, in a directory that was taken in, proves nothing here.
    """
    public = _public(x509.load_der_x509_certificate(certificate))
    mine = [one for one in known_on(THE_NODE, day) if one.body.origin_id is None]
    found = [(one.known.entry, key) for one in mine for key in one.known.entry.keys]
    return [Owner(entry.body, entry.state, key.serves(day)) for entry, key in found if _is(key, public)]


def _is(key: Key, public: bytes) -> bool:
    """Whether a key of the directory, told as a certificate or as a public key in PEM, is this one."""
    if key.use is not KeyUse.SIGNING or "-----BEGIN" not in key.value:
        return False
    held = key.value.encode()
    try:
        if b"BEGIN CERTIFICATE" in held:
            return _public(x509.load_pem_x509_certificate(held)) == public
        loaded = load_pem_public_key(held)
        return loaded.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo) == public
    except ValueError:
        return False


def _public(certificate: x509.Certificate) -> bytes:
    return certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
