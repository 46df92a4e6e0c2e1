"""A key on a token of PKCS#11 signs; what is wrong with the token is told. Needs the extra `pkcs11` and SoftHSM."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from cjin.core.rules.errors import Unavailable
from cjin.requests.rules.letter.keys import KeyPlace, demonstration_pem
from cjin.requests.rules.letter.signing import signed, signer_of
from tests.requests.letters.hostile import attached
from tests.requests.letters.samples import run

pkcs11 = pytest.importorskip("pkcs11", reason="the extra pkcs11 is not installed")
MODULE = next((one for one in Path("/usr/lib").glob("**/libsofthsm2.so")), None)
pytestmark = pytest.mark.skipif(
    MODULE is None or shutil.which("softhsm2-util") is None, reason="SoftHSM is missing: apt-get install softhsm2"
)
NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeyPlace]:
    """A token with a key and its certificate."""
    folder = tmp_path_factory.mktemp("hsm")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    made = ["--init-token", "--free", "--label", "letters", "--pin", "1234", "--so-pin", "5678"]
    subprocess.run(["softhsm2-util", *made], check=True, capture_output=True)
    _fill()
    yield KeyPlace(module=str(MODULE), token="letters", label="authority", pin="1234")
    del os.environ["SOFTHSM2_CONF"]


def _fill() -> None:
    from pkcs11 import Attribute
    from pkcs11.util.rsa import decode_rsa_private_key
    from pkcs11.util.x509 import decode_x509_certificate

    pem = demonstration_pem("a token", NOW).encode()
    der = serialization.Encoding.DER
    key = load_pem_private_key(pem, None).private_bytes(
        der, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    certificate = x509.load_pem_x509_certificate(pem[pem.index(b"-----BEGIN CERT") :]).public_bytes(der)
    named = {Attribute.LABEL: "authority", Attribute.ID: b"1", Attribute.TOKEN: True}
    with pkcs11.lib(str(MODULE)).get_token(token_label="letters").open(rw=True, user_pin="1234") as session:
        session.create_object(decode_rsa_private_key(key) | named)
        session.create_object(decode_x509_certificate(certificate) | named)


def test_a_key_on_a_token_signs(place: KeyPlace, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(signed(attached({}), place, name="x", reason="y", now=NOW))
    assert "Signature is Valid" in run("pdfsig", tmp_path / "letter.pdf")
    assert "a token" in signer_of(place, NOW)


@pytest.mark.parametrize(
    ("token", "label", "pin"), [("letters", "authority", "9999"), ("letters", "nobody", "1234"), ("none", "x", "1234")]
)
def test_what_is_wrong_with_a_token_is_told(place: KeyPlace, token: str, label: str, pin: str) -> None:
    with pytest.raises(Unavailable) as caught:
        signer_of(KeyPlace(module=place.module, token=token, label=label, pin=pin), NOW)
    assert pin not in caught.value.message
