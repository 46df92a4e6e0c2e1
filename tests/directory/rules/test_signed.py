"""A signed directory is taken as it was issued, by the key that is trusted, in its time; anything else is refused."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc.jwk import OKPKey

from cjin.core.rules.errors import Invalid
from cjin.directory.rules.signed import GOOD_FOR, open_signed, sign
from tests.directory.entries import KNOWN, body

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
KEY = OKPKey.generate_key("Ed25519")
FILE = sign([body("one"), body("two")], KEY, node="Demonstration", now=NOW)


@given(st.lists(KNOWN, max_size=3))
@settings(max_examples=20)
def test_what_was_signed_is_read_again(known) -> None:  # type: ignore[no-untyped-def]
    content = sign(known, KEY, node="A node", now=NOW)
    found = open_signed(content, "d.jws", thumbprint=KEY.thumbprint(), now=NOW)
    assert list(found.entries) == known
    assert (found.node, found.issued, found.expires) == ("A node", NOW, NOW + GOOD_FOR)


def refusal(content: bytes, *, thumbprint: str = "", now: datetime = NOW) -> str:
    with pytest.raises(Invalid) as caught:
        open_signed(content, "d.jws", thumbprint=thumbprint or KEY.thumbprint(), now=now)
    return str(caught.value.faults[0])


@given(st.data())
@settings(max_examples=60)
def test_no_changed_character_of_what_is_signed_goes_unseen(data: st.DataObject) -> None:
    told = json.loads(FILE)
    part = data.draw(st.sampled_from(["payload", "protected"]))
    place = data.draw(st.integers(0, len(told[part]) - 2))
    other = data.draw(st.sampled_from("ABab01").filter(lambda sign: sign != told[part][place]))
    told[part] = told[part][:place] + other + told[part][place + 1 :]
    assert refusal(json.dumps(told).encode())


def test_a_key_that_is_not_trusted_is_named() -> None:
    other = OKPKey.generate_key("Ed25519")
    assert other.thumbprint() in refusal(sign([], other, node="x", now=NOW))


def test_a_file_is_good_for_its_time_only() -> None:
    assert open_signed(FILE, "d", thumbprint=KEY.thumbprint(), now=NOW + GOOD_FOR - timedelta(seconds=1)).entries
    assert "ask for a newer one" in refusal(FILE, now=NOW + GOOD_FOR)
    assert "later than now" in refusal(FILE, now=NOW - timedelta(hours=1))


def test_no_signature_is_no_signature() -> None:
    told = json.loads(FILE)
    header = json.loads(base64.urlsafe_b64decode(told["protected"] + "=="))
    header["alg"] = "none"
    told["protected"] = base64.urlsafe_b64encode(json.dumps(header).encode()).decode().rstrip("=")
    for content in (json.dumps(told).encode(), json.dumps(told | {"signature": ""}).encode(), b"{}", b"[1]", b"\xff"):
        assert "altered" in refusal(content)
