"""The signed directory of a node, taken in by another: told only to its own people, and by its newest file."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from cjin.core.actions.signing import signing_key
from cjin.core.rules.errors import Conflict, Invalid, Unavailable
from cjin.core.rules.release import Reader, ReleaseLevel
from cjin.directory.actions.recording import release_body
from cjin.directory.actions.signing import signed_directory, take_signed
from cjin.directory.models import Body, Origin
from cjin.directory.queries.entries import THE_NODE, body_for, competent, known_on
from cjin.directory.rules.competence import Question
from cjin.directory.rules.kinds import Function
from cjin.directory.rules.signed import open_signed
from tests.directory.entries import DAY

AFTER = timedelta(minutes=10)


@pytest.fixture
def file(kept: None, now: datetime, tmp_path: Path, settings: LazySettings) -> bytes:
    """The signed directory of a node that released one of its two bodies; that node is gone then."""
    settings.CJIN_HOME = str(tmp_path)
    release_body(slug="one", release=ReleaseLevel.PUBLIC, by=None, now=now)
    content = signed_directory(now=now)
    Body.objects.all().delete()
    return content


def test_only_what_is_public_is_signed(file: bytes, now: datetime) -> None:
    found = open_signed(file, "d", thumbprint=signing_key().thumbprint(), now=now)
    assert [(one.entry.body, len(one.entry.channels)) for one in found.entries] == [("one", 1)]


def test_what_is_taken_in_answers_with_its_origin_and_is_not_passed_on(file: bytes, now: datetime) -> None:
    take_signed(content=file, name="d", thumbprint=signing_key().thumbprint(), by=None, now=now)
    answer = competent(THE_NODE, Question("XAA", Function.MUTUAL_LEGAL_ASSISTANCE, DAY))
    assert "from the directory of CJIN" in answer.competent[0].reasons
    assert known_on(Reader.PUBLIC, DAY) == []
    assert open_signed(signed_directory(now=now), "d", thumbprint=signing_key().thumbprint(), now=now).entries == ()


def test_an_answer_from_an_old_file_says_so(file: bytes, now: datetime) -> None:
    take_signed(content=file, name="d", thumbprint=signing_key().thumbprint(), by=None, now=now)
    late = Question("XAA", Function.MUTUAL_LEGAL_ASSISTANCE, DAY + timedelta(days=90))
    assert any(reason.startswith("which was good until") for reason in competent(THE_NODE, late).competent[0].reasons)


def test_a_newer_file_takes_the_place_of_an_earlier_one_and_not_the_other_way(file: bytes, now: datetime) -> None:
    key = signing_key().thumbprint()
    empty = signed_directory(now=now + AFTER)
    take_signed(content=file, name="d", thumbprint=key, by=None, now=now)
    assert body_for(THE_NODE, "one").origin is not None
    take_signed(content=empty, name="d", thumbprint=key, by=None, now=now + AFTER)
    assert known_on(THE_NODE, DAY) == []
    with pytest.raises(Conflict, match="later"):
        take_signed(content=file, name="d", thumbprint=key, by=None, now=now + AFTER)
    assert Origin.objects.count() == 1


def test_a_refused_file_leaves_what_is_here(file: bytes, now: datetime) -> None:
    take_signed(content=file, name="d", thumbprint=signing_key().thumbprint(), by=None, now=now)
    with pytest.raises(Invalid):
        take_signed(content=file[:-20], name="d", thumbprint=signing_key().thumbprint(), by=None, now=now)
    assert len(known_on(THE_NODE, DAY)) == 1


def test_the_key_of_the_node_is_kept_and_its_own(tmp_path: Path, settings: LazySettings) -> None:
    settings.CJIN_HOME = str(tmp_path)
    first = signing_key()
    assert signing_key().thumbprint() == first.thumbprint()
    assert (tmp_path / "signing.jwk").stat().st_mode & 0o077 == 0
    (tmp_path / "signing.jwk").write_text("{}")
    with pytest.raises(Unavailable, match="damaged"):
        signing_key()
