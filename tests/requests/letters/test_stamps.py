"""Time stamps: with an authority the signature is PAdES B-T, and a key that expired later does not matter."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from asn1crypto import tsp
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import LazySettings
from pyhanko.keys import load_private_key_from_pemder_data
from pyhanko.sign.timestamps import DummyTimeStamper

from cjin.core.models import User
from cjin.core.rules.errors import Invalid
from cjin.requests.actions.arrivals import Outcome, take
from cjin.requests.actions.letters import sign
from cjin.requests.models import Request
from tests.requests.letters.conftest import known_key
from tests.requests.letters.samples import run

NOW = datetime.now(UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


def authority() -> tuple[bytes, bytes]:
    """The key and the certificate of a time stamp authority that signed itself, in PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Made-up time stamps")])
    usage = x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.TIME_STAMPING])
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(7).not_valid_before(NOW - timedelta(days=1)).not_valid_after(NOW + timedelta(days=3650))
        .add_extension(usage, critical=True).sign(key, hashes.SHA256())
    )  # fmt: skip
    encoded = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return encoded, certificate.public_bytes(serialization.Encoding.PEM)


@pytest.fixture
def stamps(tmp_path: Path, settings: LazySettings) -> Iterator[Path]:
    """An authority that answers, and the file of its certificate."""
    encoded, certificate = authority()
    der = x509.load_pem_x509_certificate(certificate).public_bytes(serialization.Encoding.DER)
    key = load_private_key_from_pemder_data(encoded, passphrase=None)
    stamper = DummyTimeStamper(Certificate.load(der), key)

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            answer = stamper.request_tsa_response(asked).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is printed."""

    server = HTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.CJIN_TIME_STAMPS = f"http://127.0.0.1:{server.server_port}/"
    (tmp_path / "stamps.pem").write_bytes(certificate)
    yield tmp_path / "stamps.pem"
    server.shutdown()
    server.server_close()


def test_a_trusted_stamp_outlives_the_key(
    stamps: Path, approved: Request, head: User, writer: User, settings: LazySettings, now: datetime, tmp_path: Path
) -> None:
    letter = bytes(sign(reference=approved.reference, languages=["fr"], by=head, now=now).data)
    (tmp_path / "letter.pdf").write_bytes(letter)
    assert "Signature is Valid" in run("pdfsig", tmp_path / "letter.pdf")
    later = now + timedelta(days=900)
    with pytest.raises(Invalid) as caught:
        take(data=letter, name="letter.pdf", by=writer, now=later)
    assert caught.value.faults[0].where == "key-expired"
    settings.CJIN_LETTER_ROOTS = str(stamps)
    taken = take(data=letter, name="letter.pdf", by=writer, now=later)
    assert (taken.outcome, taken.told["stamped"]) == (Outcome.UNKNOWN_KEY, True)
    assert taken.told["signed_at"][:10] == now.date().isoformat()


def test_a_stamp_and_the_directory_together_verify(
    stamps: Path, approved: Request, head: User, writer: User, settings: LazySettings, now: datetime
) -> None:
    letter = bytes(sign(reference=approved.reference, languages=["fr"], by=head, now=now).data)
    known_key(now, "xaa-central-authority")
    settings.CJIN_LETTER_ROOTS = str(stamps)
    taken = take(data=letter, name="letter.pdf", by=writer, now=now + timedelta(days=900))
    assert taken.outcome is Outcome.VERIFIED
