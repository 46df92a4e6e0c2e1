"""Keys that letters are signed with: a PEM file with key and certificate, or a token of PKCS#11."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cjin.core.rules.errors import Fault, Invalid, Unavailable

DEMONSTRATION_DAYS = 730


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """Where the key is: a PEM ``file`` (with a ``password``), or a token of a PKCS#11 ``module``."""

    file: str = ""
    password: str = ""
    module: str = ""
    token: str = ""
    label: str = ""
    pin: str = ""


def demonstration_pem(name: str, now: datetime) -> str:
    """A new key and a certificate that it signed itself, in PEM: for demonstrations, and it says so.

    RSA, since a signature on an elliptic curve is no part of PDF 1.7, and PDF/A-3 is.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    subject = x509.Name(
        [
            x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "Demonstration, no authority"),
            x509.NameAttribute(x509.NameOID.COMMON_NAME, f"Demonstration key of {name}"[:64]),
        ]
    )
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=DEMONSTRATION_DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return (private + certificate.public_bytes(serialization.Encoding.PEM)).decode()


@contextmanager
def signer_at(place: KeyPlace, now: datetime) -> Iterator[Any]:
    """The signer with the key of a place, for as long as it is needed.

    Raises Unavailable where the key cannot be reached, Invalid where its certificate is not good now.
    """
    if place.module:
        with _token_signer(place) as signer:
            check_days(signer.signing_cert, now)
            yield signer
        return
    signer = _file_signer(place)
    check_days(signer.signing_cert, now)
    yield signer


def check_days(certificate: Any, now: datetime) -> None:
    """Raises Invalid where a certificate is not good yet, or not any more."""
    since, until = certificate.not_valid_before, certificate.not_valid_after
    if now < since:
        said = f"it is good from {since.astimezone(UTC):%Y-%m-%d %H:%M} UTC on"
        raise Invalid("The certificate of the key is not good yet.", [Fault("key", said)])
    if now > until:
        said = f"it was good until {until.astimezone(UTC):%Y-%m-%d %H:%M} UTC: get a new one"
        raise Invalid("The certificate of the key has expired.", [Fault("key", said)])


def _file_signer(place: KeyPlace) -> Any:
    from asn1crypto import pem  # type: ignore[import-untyped]
    from asn1crypto.x509 import Certificate  # type: ignore[import-untyped]
    from pyhanko.keys import load_private_key_from_pemder_data
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    try:
        data = Path(place.file).read_bytes()
        parts = list(pem.unarmor(data, multiple=True))
        found = [Certificate.load(der) for kind, _headers, der in parts if kind == "CERTIFICATE"]
        private = b"".join(one for one in _blocks(data) if b"PRIVATE KEY" in one)
        key = load_private_key_from_pemder_data(private, passphrase=place.password.encode() or None)
        store: Any = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(found[1:])
        return SimpleSigner(signing_cert=found[0], signing_key=key, cert_registry=store)
    except OSError as error:
        raise Unavailable(f"The key {place.file} cannot be read: {error.strerror}.") from None
    except Exception:
        # Whatever library stumbles over the file, its words may show what is secret.
        said = "one PEM file with the private key and its certificate is expected, and the right password"
        raise Unavailable(f"The key {place.file} cannot be used: {said}.") from None


def _blocks(data: bytes) -> list[bytes]:
    """The blocks of a PEM file."""
    return [b"-----BEGIN" + one for one in data.split(b"-----BEGIN")[1:]]


@contextmanager
def _token_signer(place: KeyPlace) -> Iterator[Any]:
    try:
        from pyhanko.config.pkcs11 import TokenCriteria
        from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

        session = open_pkcs11_session(place.module, token_criteria=TokenCriteria(place.token), user_pin=place.pin)
    except ImportError:
        raise Unavailable("Keys on tokens need the extra `pkcs11`: pip install cjin[pkcs11].") from None
    except Exception as error:
        raise Unavailable(f"The token “{place.token}” cannot be opened: {type(error).__name__}.") from None
    try:
        signer = PKCS11Signer(session, cert_label=place.label, key_label=place.label)
        if not _has_certificate(signer):
            raise Unavailable(f"The token has no certificate “{place.label}”.")
        yield signer
    finally:
        session.close()


def _has_certificate(signer: Any) -> bool:
    try:
        return signer.signing_cert is not None
    except Exception:
        # What the library of a token raises is its own.
        return False
