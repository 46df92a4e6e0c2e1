"""The API of publications: what is released may be read with how it was made; releasing needs the duty and terms."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cjin.core.actions.tokens import create_token
from cjin.core.models import User
from cjin.core.rules.catalogue import parse
from cjin.statistics.models import Publication
from cjin.statistics.queries.flows import address_of, flow_for
from tests.statistics.published import TABLES, command, loaded, published
from tests.statistics.test_counting import made

pytestmark = pytest.mark.django_db
API = "/api/v1/statistics"


@pytest.fixture
def publisher(client: Client, make_person: Callable[..., User]) -> Client:
    """A client of somebody who may release figures."""
    client.force_login(make_person("publisher", "statistics.publish"))
    return client


def post(client: Client, path: str, said: Any, **headers: str) -> Any:
    return client.post(f"{API}/{path}", said, content_type="application/json", headers=headers)


def test_tables_are_published_read_and_taken_back(publisher: Client, tmp_path: Path, now: datetime) -> None:
    load = loaded(tmp_path, now)
    terms = {"load": load.key, "tables": parse(TABLES, "t"), "release": "public"}
    done = post(publisher, "publications", terms)
    assert done.status_code == 200, done.json()
    assert done.json()["key"] == "made-up-police@1"
    assert post(publisher, "publications", terms).json()["key"] == "made-up-police@1"
    stranger = Client()
    assert [one["key"] for one in stranger.get(f"{API}/publications").json()["items"]] == ["made-up-police@1"]
    one = stranger.get(f"{API}/publications/made-up-police/1").json()
    assert "principal: none" in one["metadata"]["STAT_PROCESS"]
    assert {flow["id"] for flow in stranger.get(f"{API}/flows").json()} == {"by-category", "by-sex", "by-month"}
    flow = stranger.get(f"{API}/flows/by-sex").json()
    assert flow["rules"]["made-up-police"]["unit"] == "offence"
    version = publisher.get(f"{API}/publications/made-up-police/1")["ETag"]
    gone = post(publisher, "publications/made-up-police/1/withdraw", '"A mistake"', **{"if-match": version})
    assert gone.json()["withdrawn"] == "A mistake"
    assert stranger.get(f"{API}/publications/made-up-police/1").status_code == 404
    assert stranger.get(f"{API}/flows").json() == []


def test_only_who_names_the_version_that_they_read_takes_it_back(
    publisher: Client, tmp_path: Path, now: datetime
) -> None:
    published(loaded(tmp_path, now), now)
    path = "publications/made-up-police/1/withdraw"
    version = publisher.get(f"{API}/publications/made-up-police/1")["ETag"]
    assert post(publisher, path, '"why"').status_code == 428
    assert post(publisher, path, '"why"', **{"if-match": '"something else"'}).status_code == 412
    assert not Publication.objects.get().withdrawn_why
    assert post(publisher, path, '"why"', **{"if-match": version}).status_code == 200
    assert post(publisher, path, '"again"', **{"if-match": version}).status_code == 412
    assert Publication.objects.get().withdrawn_why == "why"


def test_a_figure_tells_how_it_was_made(publisher: Client, tmp_path: Path, now: datetime) -> None:
    published(loaded(tmp_path, now), now)
    held = flow_for(None, "by-sex")
    cell = next(one for one in held.cells() if one.status == "A" and one.codes["ICCS"] == "0101")
    where = address_of(held, cell)
    told = publisher.get(f"{API}/cells/{where['slug']}/1/by-sex/{where['key']}/{where['period']}").json()
    assert told["cell"]["value"] == cell.value
    assert [one["code"] for one in told["codes"]] == ["0100"]
    assert told["rules"]["principal"] == "none"
    assert told["versions"] == [
        {"publication": "made-up-police@1", "vintage": now.date().isoformat(), "value": cell.value, "status": "A"}
    ]
    assert publisher.get(f"{API}/cells/{where['slug']}/1/by-sex/A.B/2019").status_code == 404


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({}, "load"),
        ({"load": "made-up-police"}, "load"),
        ({"load": "made-up-police", "tables": {"id": "x"}}, "tables"),
        ({"load": "made-up-police", "tables": "crime-and-justice", "release": "everybody"}, "release"),
        ({"load": "made-up-police", "tables": "crime-and-justice", "rule": ""}, "reason"),
    ],
)
def test_what_cannot_be_published_is_told(
    publisher: Client, said: Any, where: str, tmp_path: Path, now: datetime
) -> None:
    loaded(tmp_path, now)
    answer = post(publisher, "publications", said)
    assert answer.status_code == 422, answer.content
    assert where in str(answer.json()), answer.json()
    assert not Publication.objects.exists()


@pytest.mark.parametrize("said", [{"load": "nothing", "tables": "crime-and-justice"}, {"dataset": "nothing"}])
def test_what_is_not_there_is_not_found(publisher: Client, said: Any) -> None:
    assert post(publisher, "publications", said).status_code == 404
    assert post(publisher, "publications/nothing/1/withdraw", '"why"').status_code == 404


def test_only_who_may_release_figures_does(
    client: Client, make_person: Callable[..., User], tmp_path: Path, now: datetime
) -> None:
    load = loaded(tmp_path, now)
    said = {"load": load.key, "tables": "crime-and-justice"}
    assert post(Client(), "publications", said).status_code == 401
    client.force_login(make_person("editor", "statistics.edit"))
    assert post(client, "publications", said).status_code == 403
    person = make_person("both", "statistics.publish")
    until = timezone.now() + timedelta(days=1)
    made = create_token(person=person, name="reader", scopes=["read"], expires=until, by=person, now=timezone.now())
    assert post(Client(), "publications", said, authorization=f"Bearer {made.secret}").status_code == 403


def test_the_api_and_the_command_tell_the_same_of_a_publication(
    publisher: Client, tmp_path: Path, now: datetime
) -> None:
    published(loaded(tmp_path, now), now)
    (by_api,) = publisher.get(f"{API}/publications").json()["items"]
    (by_command,) = json.loads(command("publications", "--json").output)["publications"]
    assert by_command.pop("publication") == by_api.pop("key") == "made-up-police@1"
    moments = [datetime.fromisoformat(told.pop("published_at")) for told in (by_api, by_command)]
    assert by_api == by_command
    assert moments[0] == moments[1] == now
    assert {flow["id"] for flow in by_api["flows"]} == {"by-category", "by-sex", "by-month"}
    assert all(flow["cells"] > 0 for flow in by_api["flows"])


def test_a_preview_tells_what_would_be_published_and_publishes_nothing(
    publisher: Client, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = loaded(tmp_path, now)
    terms = {"load": load.key, "tables": parse(TABLES, "t"), "release": "public"}
    told = post(publisher, "publications/preview", terms).json()
    assert not Publication.objects.exists()
    with monkeypatch.context() as patched:
        patched.setattr("cjin.statistics.actions.publishing._counted", None)  # it is not made a second time
        done = post(publisher, "publications", terms).json()
    same = set(told) & set(done) - {"published_at", "flows"}
    assert {name: told[name] for name in same} == {name: done[name] for name in same}
    assert [(one["id"], one["cells"]) for one in told["flows"]] == [(one["id"], one["cells"]) for one in done["flows"]]
    assert all(sum(one["statuses"].values()) == one["cells"] for one in told["flows"])
    hidden = sum(one["statuses"].get("Q", 0) for one in told["flows"])
    assert hidden >= told["hidden"]["total"] > 0, "a figure may stand in several tables"
    again = post(publisher, "publications/preview", terms).json()
    assert (again["key"], again["unchanged"]) == (done["key"], True)
    later = loaded(tmp_path, now, made(300, 4))
    after = post(publisher, "publications/preview", {**terms, "load": later.key}).json()
    assert (after["takes_place_of"], after["key"]) == ([done["key"]], "made-up-police@2")
    assert all(one["same"] + one["changed"] == one["both"] for one in after["revisions"])
    assert any(one["changed"] for one in after["revisions"])
    assert post(Client(), "publications/preview", terms).status_code in (401, 403)
    assert Publication.objects.count() == 1


def test_the_command_previews_too(tmp_path: Path, now: datetime) -> None:
    load = loaded(tmp_path, now)
    words = ["publish", "crime-and-justice", "--load", load.key, "--release", "public"]
    said = command(*words, "--preview").output
    assert said.startswith("Nothing is published yet.")
    assert "hidden: " in said
    assert not Publication.objects.exists()
    assert command(*words).exit_code == 0
    assert "nothing would change" in command(*words, "--preview").output
    told = json.loads(command(*words, "--unprotected", "the law", "--preview", "--json").output)
    assert (told["unchanged"], told["takes_place_of"]) == (False, ["made-up-police@1"])
    assert 0 < told["opened"] <= sum(one["changed"] for one in told["revisions"]), "some stand in several tables"
    assert Publication.objects.count() == 1
