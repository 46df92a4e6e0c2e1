"""The API and the commands of treaties, and the samples of a demonstration."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cjin.core.models import User
from cjin.node.cli import house
from cjin.reference.actions import load as load_reference
from cjin.texts.actions.importing import import_source
from cjin.texts.actions.participating import load_status
from cjin.texts.actions.publishing import publish
from cjin.texts.actions.status_samples import load as load_samples
from cjin.texts.actions.works import load_works
from cjin.texts.models import Participation, Statement, StatusFile
from cjin.texts.rules.source import Source
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.texts.inputs import SHARED, needs_shared
from tests.texts.test_api import TEXT
from tests.texts.test_participation import FIRST, SECOND
from tests.texts.test_participation_pages import SAID

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/texts/treaties"


@pytest.fixture
def loaded(now: datetime) -> None:
    load_reference(now=now)
    load_works(now=now)
    for name, text in (("parties.csv", FIRST), ("said.csv", SAID)):
        load_status(data=text.encode(), name=name, as_of=date(2010, 1, 1), source="made up", by=None, now=now)


def got(client: Client, address: str) -> Any:
    answer = client.get(ROOT + address)
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.mark.usefixtures("loaded")
def test_treaties(client: Client) -> None:
    found = got(client, "")
    assert [(one["treaty"], one["mtdsg"], one["parties"], one["as_of"]) for one in found] == [
        ("untoc-2000", "XVIII-12", 3, "2010-01-01"), ("untoc-trafficking-2000", "XVIII-12-a", 1, "2010-01-01"),
    ]  # fmt: skip
    assert [one["parties"] for one in got(client, "?as_of=2002-09-01")] == [1, 1]


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("query", "who"),
    [
        ("", ["Albania", "Algeria", "Andorra", "European Union"]),
        ("?state=dza", ["Algeria"]),
        ("?action=approval", ["European Union"]),
        ("?action=signature&as_of=2000-12-31", ["Albania", "Algeria", "European Union"]),
        ("?action=withdrawal", []),
    ],
)
def test_parties(client: Client, query: str, who: list[str]) -> None:
    found = got(client, f"/untoc-2000/parties{query}")
    assert [one["participant"] for one in found["participants"]] == who


@pytest.mark.usefixtures("loaded")
def test_a_state_gaps_and_statements(client: Client) -> None:
    of = {one["treaty"]: one["participant"] for one in got(client, "/of/dza")}
    assert of["untoc-2000"]["consented"] == "2002-10-07"
    assert of["untoc-trafficking-2000"] is None
    found = got(client, "/untoc-2000/gaps")
    missing = [(one["participant"], one["missing"]) for one in found["gaps"]]
    assert missing == [(name, ["untoc-trafficking-2000"]) for name in ("Algeria", "European Union")]
    assert found["protocols"][0]["parties"] == 1
    assert [one["state"] for one in got(client, "/untoc-2000/statements?article=35&paragraph=2")] == ["ALB"]
    (one,) = got(client, "/untoc-2000/statements?topic=no-legal-basis&state=dza")
    (mark,) = one["proposed"]
    assert " ".join(one["text"][start:end] for start, end in mark["spans"]).startswith(
        "not legal basis for extradition"
    )


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/untoc-2000/parties?action=dance", 422), ("/untoc-2000/parties?as_of=soon", 422), ("/of/xxx", 404),
        ("/uncac-2003/parties", 404), ("/nowhere/gaps", 404), ("/untoc-2000/statements?article=x", 422),
        ("/untoc-2000/statements?article=99999999999999999999", 200), ("?as_of=0000-00-00", 422),
    ],
)  # fmt: skip
def test_bad_questions(client: Client, address: str, status: int) -> None:
    assert client.get(ROOT + address).status_code == status


@pytest.mark.usefixtures("loaded")
def test_a_file_is_checked_and_loaded(client: Client, make_person: Callable[..., User]) -> None:
    def post(text: str, as_of: str, **more: str) -> Any:
        file = SimpleUploadedFile("new.csv", text.encode())
        return client.post(f"{ROOT}/status", {"file": file, "as_of": as_of, **more})

    assert post(SECOND, "2012-01-01").status_code == 401
    client.force_login(make_person("reader"))
    assert post(SECOND, "2012-01-01").status_code == 403
    client.force_login(make_person("editor", "texts.edit"))
    told = post(SECOND, "2012-01-01", check="true").json()
    assert (told["loaded"], StatusFile.objects.count()) == (False, 2)
    assert [one["participant"] for one in told["changes"][0]["changes"]] == ["Andorra"]
    assert post(SECOND, "2009-01-01").status_code == 409
    assert post("x", "2012-01-01").status_code == 422
    assert post(SECOND, "2012-01-01").json()["loaded"]
    assert post(SECOND, "2012-01-01").json()["unchanged"]
    assert post(SECOND, "2009-01-01", older="true").json()["older_than"] == {
        "untoc-2000": "2012-01-01", "untoc-trafficking-2000": "2012-01-01",
    }  # fmt: skip
    assert StatusFile.objects.count() == 4


def ran(*words: str) -> Any:
    done = CliRunner().invoke(house, ["texts", "status", *words, "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return json.loads(done.output)


@pytest.mark.usefixtures("loaded")
def test_commands(tmp_path: Path) -> None:
    assert [one["parties"] for one in ran("show")] == [3, 1]
    assert [one["party"] for one in ran("show", "untoc-2000", "--on", "2001-01-01")] == [False] * 3
    assert [one["participant"] for one in ran("gaps", "untoc-2000")] == ["Algeria", "European Union"]
    assert [one["state"] for one in ran("statements", "--topic", "disputes")] == ["ALB"]
    shared = ran("in-force", "alb", "dza", "--on", "2005-01-01")
    assert [(one["state"], one["treaty"], one["since"]) for one in shared] == [
        ("ALB", "untoc-2000", "2003-09-29"), ("DZA", "untoc-2000", "2003-09-29"),
    ]  # fmt: skip
    (tmp_path / "b.csv").write_text(SECOND)
    (told,) = ran("load", str(tmp_path / "b.csv"), "--as-of", "2012-01-01", "--check")
    assert [len(one["changes"]) for one in told["changes"]] == [1, 0]
    assert StatusFile.objects.count() == 2


@pytest.fixture
def bare(now: datetime) -> None:
    load_reference(now=now)
    load_works(now=now)


@pytest.mark.usefixtures("bare")
def test_samples_that_are_not_there_stop_nothing(
    now: datetime, settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CJIN_SAMPLES = f"{tmp_path / 'nowhere'}:{tmp_path}"
    (tmp_path / "treaty_parties_mtdsg_2014.csv").write_text("broken")
    load_samples(now=now)
    assert "nowhere is not there" in caplog.text
    assert "is left out" in caplog.text
    settings.CJIN_SAMPLES = ""
    load_samples(now=now)
    assert StatusFile.objects.count() == 0


@pytest.mark.usefixtures("loaded")
def test_a_node_with_files_of_its_own_is_no_demonstration(now: datetime, settings: Any, tmp_path: Path) -> None:
    settings.CJIN_SAMPLES = str(tmp_path)
    (tmp_path / "treaty_parties_mtdsg_2014.csv").write_text(SECOND)
    load_samples(now=now)
    assert StatusFile.objects.count() == 2


@needs_shared
@pytest.mark.usefixtures("bare")
def test_the_real_samples(now: datetime, settings: Any, client: Client) -> None:
    settings.CJIN_SAMPLES = str(SHARED / "participation")
    load_samples(now=now)
    load_samples(now=now)
    assert (Participation.objects.count(), Statement.objects.count(), StatusFile.objects.count()) == (2011, 44, 2)
    untoc = next(one for one in got(client, "") if one["treaty"] == "untoc-2000")
    assert (untoc["parties"], untoc["as_of"]) == (179, "2014-06-30")
    assert Statement.objects.filter(state=None).count() == 0


@pytest.mark.usefixtures("loaded")
def test_a_treaty_that_is_not_seen_is_not_told(client: Client, now: datetime, make_person: Callable[..., User]) -> None:
    (draft,) = import_source(source=Source.of_text(TEXT), by=None, now=now).expressions
    header = FIRST.splitlines()[0]
    hidden = f"{header}\n{draft.work.slug},Albania,,2006-01-01,2005-01-01,ratification,,\n"
    said = f"participant,mtdsg_no,text\nAlbania,{draft.work.slug},We object to the hidden one.\n"
    for name, text in (("hidden.csv", hidden), ("said2.csv", said)):
        load_status(data=text.encode(), name=name, as_of=date(2011, 1, 1), by=None, now=now)
    pk = StatusFile.objects.get(name="hidden.csv").pk
    addresses = ("/texts/treaties", "/texts/treaties/of/alb", f"/texts/treaties/files/{pk}", "/texts/treaties/files")
    words = (draft.work.slug, "hidden one", "Keeping of gardens")
    for address in (*addresses, ROOT, f"{ROOT}/of/alb"):
        shown = client.get(address).content.decode()
        assert not [word for word in words if word in shown], address
    for address in ("parties", "gaps", "statements"):
        assert client.get(f"{ROOT}/{draft.work.slug}/{address}").status_code == 404
    client.force_login(make_person("editor", "texts.edit"))
    publish(expression=draft, by=None, now=now)
    assert draft.work.slug in client.get("/texts/treaties").content.decode()
