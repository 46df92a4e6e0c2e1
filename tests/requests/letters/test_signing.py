"""Letters are signed once, by those who send, with a key that is good; pdfsig says that the signature holds."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection

from cjin.core.models import User
from cjin.core.rules.errors import Conflict, Invalid, NotAllowed, NotFound, Outdated, Unavailable
from cjin.requests.actions import letters
from cjin.requests.actions.cases import act, seal
from cjin.requests.actions.letters import key_place, sign
from cjin.requests.models import Letter, Request
from cjin.requests.rules.letter.keys import demonstration_pem
from tests.requests.conftest import MakePerson
from tests.requests.letters.samples import run

NOW = datetime.now(UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


def test_a_signature_holds_for_others_too(approved: Request, head: User, now: datetime, tmp_path: Path) -> None:
    made = sign(reference=approved.reference, languages=["fr", "ar"], by=head, now=now)
    (tmp_path / "letter.pdf").write_bytes(bytes(made.data))
    told, said = run("pdfsig", tmp_path / "letter.pdf"), run("pdfinfo", "-meta", tmp_path / "letter.pdf")
    assert "Signature Validation: Signature is Valid." in told
    assert "Total document signed" in told
    assert "ETSI.CAdES.detached" in told
    assert all(one in said for one in ('pdfaid:part="3"', 'pdfaid:conformance="A"', 'pdfuaid:part="1"'))
    assert run("pdfinfo", tmp_path / "letter.pdf").count("PDF version:     1.7") == 1
    assert "head" in run("pdftotext", tmp_path / "letter.pdf", "-")
    assert (made.revision, made.languages, made.by) == (approved.revision, ["fr", "ar"], head)


def test_a_letter_is_signed_once_for_each_revision(approved: Request, writer: User, head: User, now: datetime) -> None:
    sign(reference=approved.reference, languages=["fr"], by=head, now=now)
    with pytest.raises(Conflict):
        sign(reference=approved.reference, languages=["fr", "ar"], by=head, now=now)
    act(reference=approved.reference, act="send-back", detail={"reason": "x"}, by=head, now=now)
    act(reference=approved.reference, act="submit", by=writer, now=now)
    act(reference=approved.reference, act="approve", by=head, now=now)
    sign(reference=approved.reference, languages=["fr"], by=head, now=now)
    assert Letter.objects.count() == 2


def test_who_may_not_send_does_not_sign(
    approved: Request, writer: User, head: User, make_person: MakePerson, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        sign(reference=approved.reference, languages=["fr"], by=writer, now=now)
    seal(reference=approved.reference, sealed=True, by=head, now=now)
    with pytest.raises(NotFound):
        sign(reference=approved.reference, languages=["fr"], by=make_person("other", "requests.send"), now=now)


def test_what_is_not_approved_or_was_changed_is_not_signed(request_: Request, head: User, now: datetime) -> None:
    with pytest.raises(Conflict):
        sign(reference=request_.reference, languages=["fr"], by=head, now=now)
    with pytest.raises(Outdated):
        sign(reference=request_.reference, languages=["fr"], revision=99, by=head, now=now)


@pytest.mark.parametrize(("days", "said"), [(-10, "not good yet"), (800, "has expired")])
def test_a_key_that_is_not_good_does_not_sign(
    approved: Request, head: User, now: datetime, days: int, said: str
) -> None:
    key_place(now)
    with pytest.raises(Invalid, match=said) as caught:
        sign(reference=approved.reference, languages=["fr"], by=head, now=now + timedelta(days=days))
    assert [one.where for one in caught.value.faults] == ["key"]
    assert not Letter.objects.exists()


@pytest.mark.parametrize("content", ["", "junk", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_a_key_that_is_none_is_told_without_its_content(
    approved: Request, head: User, settings: LazySettings, tmp_path: Path, now: datetime, content: str
) -> None:
    path = tmp_path / "key.pem"
    path.write_text(content)
    settings.CJIN_LETTER_KEY = str(path)
    with pytest.raises(Unavailable, match="cannot be used"):
        sign(reference=approved.reference, languages=["fr"], by=head, now=now)
    settings.CJIN_LETTER_KEY = str(tmp_path / "nowhere.pem")
    with pytest.raises(Unavailable, match="cannot be read"):
        sign(reference=approved.reference, languages=["fr"], by=head, now=now)


def test_a_key_of_the_settings_signs(
    approved: Request, head: User, settings: LazySettings, tmp_path: Path, now: datetime
) -> None:
    (tmp_path / "own.pem").write_text(demonstration_pem("the ministry", now))
    settings.CJIN_LETTER_KEY = str(tmp_path / "own.pem")
    assert "the ministry" in sign(reference=approved.reference, languages=["fr"], by=head, now=now).signed_by
    assert not letters.is_demonstration_key()


def test_a_token_without_its_module_is_told(
    approved: Request, head: User, settings: LazySettings, now: datetime
) -> None:
    settings.CJIN_PKCS11 = {"module": "/nowhere.so", "token": "t", "label": "l", "pin": "1234"}
    with pytest.raises(Unavailable) as caught:
        sign(reference=approved.reference, languages=["fr"], by=head, now=now)
    assert "1234" not in caught.value.message


def test_a_time_stamp_authority_that_does_not_answer_is_told(
    approved: Request, head: User, settings: LazySettings, now: datetime
) -> None:
    settings.CJIN_TIME_STAMPS = "http://127.0.0.1:9/stamps"
    with pytest.raises(Unavailable, match="time stamp"):
        sign(reference=approved.reference, languages=["fr"], by=head, now=now)
    assert not Letter.objects.exists()


def test_the_key_of_a_demonstration_is_its_owners_alone(settings: LazySettings, tmp_path: Path, now: datetime) -> None:
    settings.CJIN_HOME = str(tmp_path)
    path = Path(key_place(now).file)
    assert path.stat().st_mode & 0o077 == 0
    assert key_place(now + timedelta(days=1)).file == str(path)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_sign_at_once_one_wins(
    request: pytest.FixtureRequest, settings: LazySettings, tmp_path: Path, now: datetime
) -> None:
    approved, head = request.getfixturevalue("approved"), request.getfixturevalue("head")
    begin, done, told = threading.Barrier(2), [], []

    def try_it() -> None:
        begin.wait()
        try:
            done.append(sign(reference=approved.reference, languages=["fr"], by=head, now=now))
        except Conflict as error:
            told.append(error.message)
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert (len(done), len(told), Letter.objects.count()) == (1, 1, 1)
