"""A signed letter is taken by another node as the request that it is; nothing altered, foreign or hostile is."""

import json
import random
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from cjin.core.models import Organization, User
from cjin.core.rules.errors import Conflict, Invalid
from cjin.directory.models import Body, Origin
from cjin.requests.actions.answers import answer_pdf
from cjin.requests.actions.arrivals import Outcome, take, take_file
from cjin.requests.actions.cases import act, open_request, seal
from cjin.requests.actions.letters import key_place, letter_pdf, sign
from cjin.requests.models import Attempt, Happened, Letter, Request
from cjin.requests.permissions import seen_by
from cjin.requests.queries.answers import answer_to
from cjin.requests.queries.cases import acts_now, case_of, draft_of
from cjin.requests.queries.letters import data_of, wordings_of
from cjin.requests.rules.case.process import Direction
from cjin.requests.rules.letter.keys import KeyPlace
from cjin.requests.rules.letter.reading import LARGEST
from cjin.requests.rules.letter.signing import signed
from tests.requests.conftest import MakePerson
from tests.requests.letters.conftest import a_draft, known_key
from tests.requests.letters.hostile import appended, attached, swapped

NOW = datetime.now(UTC)
"""pyHanko stamps signatures with the clock of the machine, and so a certificate has to be good by it."""


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def letter(approved: Request, head: User, now: datetime) -> bytes:
    return bytes(sign(reference=approved.reference, languages=["fr", "ar"], by=head, now=now).data)


def refused(data: bytes, by: User, now: datetime, name: str = "letter.pdf") -> str:
    """The name of why a file is not taken; the attempt is kept and nothing else."""
    requests, letters = Request.objects.count(), Letter.objects.count()
    with pytest.raises(Invalid) as caught:
        take(data=data, name=name, by=by, now=now)
    assert (Request.objects.count(), Letter.objects.count()) == (requests, letters)
    kept = Attempt.objects.latest("pk")
    assert (kept.size, kept.by, kept.name) == (len(data), by, name)
    assert kept.why == [{"where": one.where, "message": one.message} for one in caught.value.faults]
    return caught.value.faults[0].where


def test_what_was_sent_is_what_is_taken(letter: bytes, approved: Request, writer: User, now: datetime) -> None:
    taken = take(data=letter, name="letter.pdf", by=writer, now=now)
    made = taken.request
    assert (draft_of(made), wordings_of(made)) == (draft_of(approved), wordings_of(approved))
    assert (made.direction, made.state, made.theirs) == ("incoming", "received", approved.reference)
    assert (taken.outcome, taken.is_new, made.reference != approved.reference) == (Outcome.UNKNOWN_KEY, True, True)
    assert bytes(made.letters.get().data) == letter
    assert case_of(made).authentic is None


def test_the_same_file_twice_brings_nothing_new(letter: bytes, writer: User, now: datetime) -> None:
    first = take(data=letter, name="letter.pdf", by=writer, now=now)
    again = take(data=letter, name="copy.pdf", by=writer, now=now)
    assert (again.request, again.is_new, again.outcome) == (first.request, False, first.outcome)
    assert Request.objects.filter(direction="incoming").count() == 1


def test_a_key_of_the_directory_verifies(letter: bytes, writer: User, now: datetime) -> None:
    known_key(now, "xaa-central-authority")
    taken = take(data=letter, name="letter.pdf", by=writer, now=now)
    assert (taken.outcome, taken.told["body"]) == (Outcome.VERIFIED, "xaa-central-authority")
    assert case_of(taken.request).authentic is True


def test_a_root_is_told_and_proves_no_state(letter: bytes, writer: User, settings: LazySettings, now: datetime) -> None:
    settings.CJIN_LETTER_ROOTS = key_place(now).file.replace("letters-demonstration", "roots")
    pem = Path(key_place(now).file).read_text()
    Path(settings.CJIN_LETTER_ROOTS).write_text(pem[pem.index("-----BEGIN CERTIFICATE") :])
    taken = take(data=letter, name="letter.pdf", by=writer, now=now)
    assert (taken.outcome, taken.told["root"]) == (Outcome.UNKNOWN_KEY, True)
    assert case_of(taken.request).authentic is None


def test_the_key_of_another_state_is_refused(letter: bytes, writer: User, now: datetime) -> None:
    known_key(now, "xbb-prosecutor-general")
    assert refused(letter, writer, now) == "other-sender"


def test_a_key_that_the_directory_ended_is_refused(letter: bytes, writer: User, now: datetime) -> None:
    known_key(now, "xaa-central-authority", until=now.date() - timedelta(days=1))
    assert refused(letter, writer, now) == "key-expired"


@pytest.mark.parametrize("days", [-800, 800])
def test_an_expired_key_is_refused(letter: bytes, writer: User, days: int) -> None:
    assert refused(letter, writer, NOW + timedelta(days=days)) == ("key-not-yet" if days < 0 else "key-expired")


def test_no_byte_can_be_altered(letter: bytes, writer: User, now: datetime) -> None:
    contents = letter.index(b"/Contents <")
    # The version of the signature and its list of hashes: the signature itself does not cover these.
    bare = [contents + 11 + 2 * number + 1 for number in (25, 30, 41)]
    places = [contents + 5, *bare, letter.index(b">", contents) - 9, len(letter) - 3]
    for place in [*places, *random.Random(7).sample(range(len(letter)), 8)]:
        other = bytearray(letter)
        other[place] ^= 1 << random.Random(place).randrange(7)
        assert refused(bytes(other), writer, now) in ("altered", "unreadable", "no-letter")


@pytest.mark.parametrize("change", [appended, swapped])
def test_nothing_can_be_added_after_signing(letter: bytes, writer: User, now: datetime, change: Any) -> None:
    assert refused(change(letter), writer, now) == "altered"


def test_a_signature_cannot_be_taken_out(letter: bytes, writer: User, now: datetime) -> None:
    assert refused(letter.replace(b"/AcroForm", b"/AcroFurm"), writer, now) in ("altered", "unreadable")


def test_a_letter_without_a_signature_says_so(approved: Request, writer: User, now: datetime) -> None:
    taken = take(data=letter_pdf(approved, ["fr"], now=now), name="letter.pdf", by=writer, now=now)
    assert (taken.outcome, taken.request.state) == (Outcome.NOT_SIGNED, "received")


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({}, "no-data"),
        ({"request.json": b"{}", "other.json": b"{}"}, "two-files"),
        ({"theirs.json": b"{}"}, "no-data"),
        ({f"{n}.txt": b"" for n in range(30)}, "too-many-files"),
        ({"request.json": b"0" * 3_000_000_0}, "too-much-data"),
        ({"request.json": b"[" * 100_000}, "request.json"),
        ({"request.json": b'{"format": "cjin-request/1", "format": "x"}'}, "request.json"),
        ({"request.json": b'{"format": "somebody-else/3"}'}, "request.json"),
        ({"request.json": b"\xff\xfe"}, "unreadable"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("demonstration")
def test_what_carries_no_request_is_refused(files: dict[str, bytes], why: str, writer: User, now: datetime) -> None:
    assert refused(attached(files), writer, now) == why


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "friendship"}, {"version": 9}, {"crown": 1}, {"revision": -1}, {"reference": "a\u202eb"},
        {"reference": ""}, {"wordings": [{"language": "ar"}]}, {"requesting": "XBB"},
        {"answers": {"facts": "a\u202eb"}}, {"answers": {"crown": "x"}},
    ],
)  # fmt: skip
def test_data_that_are_not_known_are_refused(
    approved: Request, writer: User, now: datetime, changes: dict[str, Any]
) -> None:
    content = json.dumps(data_of(approved) | changes).encode()
    assert refused(attached({"request.json": content}), writer, now)


@pytest.mark.usefixtures("demonstration")
def test_files_that_are_no_letter_are_refused(writer: User, now: datetime) -> None:
    assert refused(b"", writer, now) == "no-letter"
    assert refused(b"MZ\x00", writer, now) == "no-letter"
    assert refused(b"%PDF-1.7\nnothing", writer, now) == "unreadable"
    assert refused(attached({"request.json": b"{}"}, password="secret"), writer, now) == "encrypted"


@pytest.mark.usefixtures("demonstration")
def test_a_file_that_is_too_large_is_not_kept(writer: User, now: datetime) -> None:
    assert refused(b"%PDF-" + bytes(LARGEST), writer, now) == "too-large"
    assert Attempt.objects.latest("pk").data is None


@pytest.mark.usefixtures("demonstration")
def test_a_bomb_is_unpacked_no_further_than_data_can_be_long(writer: User, now: datetime) -> None:
    bomb = zlib.compress(bytes(400_000_000), 9)
    assert refused(attached({"request.json": bomb}, packed=True), writer, now) == "too-much-data"


def test_a_request_to_another_state_is_refused(letter: bytes, writer: User, now: datetime) -> None:
    Organization.objects.filter(pk=Organization.objects.first().pk).update(owns_node=True, state_code="XCC")  # type: ignore[union-attr]
    assert refused(letter, writer, now) == "other-state"


def test_another_file_of_the_same_request_is_told(
    letter: bytes, approved: Request, writer: User, now: datetime
) -> None:
    take(data=letter, name="letter.pdf", by=writer, now=now)
    place = KeyPlace(key_place(now).file)
    other = signed(letter_pdf(approved, ["fr"], now=now), place, name="x", reason="y", now=now)
    with pytest.raises(Conflict):
        take(data=other, name="letter.pdf", by=writer, now=now)
    assert Attempt.objects.count() == 1


def test_a_deadline_in_the_past_is_told(demonstration: None, writer: User, now: datetime) -> None:
    asked = open_request(draft=a_draft(deadline="2020-01-01", **{"deadline-reason": "Le procès"}), by=writer, now=now)
    taken = take(data=letter_pdf(asked, ["fr"], now=now), name="draft.pdf", by=writer, now=now)
    assert taken.told["notes"] == ["deadline-past"]


def test_a_confidential_request_is_sealed_from_the_start(
    demonstration: None, writer: User, make_person: MakePerson, now: datetime
) -> None:
    asked = open_request(draft=a_draft(confidential="no-tipping-off"), by=writer, now=now)
    data, other = letter_pdf(asked, ["fr"], now=now), make_person("other", "requests.write")
    made = take(data=data, name="draft.pdf", by=writer, now=now).request
    assert made.sealed
    assert {one.username: seen_by(one, today=now.date()).filter(pk=made.pk).exists() for one in (writer, other)} == {
        "writer": True, "other": False,
    }  # fmt: skip
    with pytest.raises(Conflict) as caught:
        take(data=data, name="draft.pdf", by=other, now=now)
    assert made.reference not in caught.value.message


def test_a_draft_becomes_the_formal_request_by_its_letter(
    request_: Request, writer: User, head: User, now: datetime
) -> None:
    shared = act(reference=request_.reference, act="share-draft", by=writer, now=now)
    draft = take(data=letter_pdf(shared, ["fr", "ar"], now=now), name="draft.pdf", by=writer, now=now).request
    assert (draft.state, acts_now(draft)) == ("draft-received", ["comment-draft", "note-withdrawal"])
    act(reference=request_.reference, act="submit", by=writer, now=now)
    act(reference=request_.reference, act="approve", by=head, now=now)
    formal = sign(reference=request_.reference, languages=["fr", "ar"], by=head, now=now)
    taken = take(data=bytes(formal.data), name="letter.pdf", by=writer, now=now)
    assert (taken.request, taken.request.state) == (draft, "received")
    assert case_of(taken.request).state == "received"
    assert taken.request.letters.count() == 2


@pytest.mark.usefixtures("demonstration")
def test_a_file_that_is_too_large_is_known_by_its_hash(writer: User, now: datetime, tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7")
        file.truncate(LARGEST + 1)
    with path.open("rb") as opened, pytest.raises(Invalid) as caught:
        take_file(file=opened, size=path.stat().st_size, name="huge.pdf", by=writer, now=now)
    kept = Attempt.objects.get()
    assert (caught.value.faults[0].where, kept.size, kept.data) == ("too-large", LARGEST + 1, None)


def test_what_another_node_says_of_a_key_proves_nothing(letter: bytes, writer: User, now: datetime) -> None:
    known_key(now, "xaa-central-authority")
    origin = Origin.objects.create(thumbprint="x", issued=now, expires=now + timedelta(days=30), taken_at=now)
    Body.objects.filter(slug="xaa-central-authority").update(origin=origin)
    taken = take(data=letter, name="letter.pdf", by=writer, now=now)
    assert (taken.outcome, case_of(taken.request).authentic) == (Outcome.UNKNOWN_KEY, None)


def test_whoever_may_not_see_a_sealed_request_learns_nothing_of_it(
    letter: bytes, writer: User, head: User, make_person: MakePerson, now: datetime
) -> None:
    first = take(data=letter, name="letter.pdf", by=writer, now=now).request
    first.members.add(head)
    Request.objects.filter(pk=first.pk).update(sealed=True)
    outsider = make_person("outsider", "requests.write")
    data = json.dumps(
        {"format": "cjin-request/1", "kind": first.kind, "version": 1, "requesting": first.requesting,
         "requested": first.requested, "answers": {}, "reference": first.theirs, "revision": 1, "draft": True,
         "wordings": []}
    ).encode()  # fmt: skip
    assert take(data=data, name="draft.json", by=outsider, now=now).is_new
    with pytest.raises(Conflict):
        seal(reference=first.reference, sealed=False, by=head, now=now)


@pytest.mark.parametrize("name", ["\ud800", "\u202e\0", "a" * 400])
def test_names_in_a_file_that_nobody_can_keep_are_refused_and_the_attempt_is_kept(
    demonstration: None, writer: User, now: datetime, name: str
) -> None:
    for data in ({name: 1}, {"kind": name}, {"answers": {name: name}}, {"addressee": name, "basis": name}):
        content = json.dumps({"format": "cjin-request/1", "draft": True, "reference": "R"} | data).encode()
        with pytest.raises(Invalid):
            take(data=content, name=f"{name}.json", by=writer, now=now)
        assert Attempt.objects.latest("pk").size == len(content)


def test_an_answer_is_named_as_such(demonstration: None, writer: User, now: datetime) -> None:
    asked = open_request(draft=a_draft(), direction=Direction.INCOMING, by=writer, now=now)
    Happened.objects.create(request=asked, position=1, act="refuse", at=now, by=writer, detail={"reason": "No."})
    assert refused(answer_pdf(answer_to(asked, "fr", now.date()), ["fr"]), writer, now) == "answer"
