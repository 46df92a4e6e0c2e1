"""The API of loads: what is read in, what may be seen of it, and what is refused, with its place."""

import csv
import fcntl
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cjin.core.actions.tokens import create_token
from cjin.core.models import User
from cjin.core.rules.release import ReleaseLevel
from cjin.core.rules.workbooks import workbook_rows
from cjin.node.middleware import bounds
from cjin.statistics.models import Load, Source
from cjin.statistics.queries.readings import folder_of
from cjin.statistics.views import uploads
from tests.statistics.published import loaded
from tests.statistics.test_loading import GOOD, MAPPING

pytestmark = pytest.mark.django_db
API = "/api/v1/statistics"
LINKS = "code,iccs\n0100,0101\n0200,0502\n"


@pytest.fixture
def editor(client: Client, make_person: Callable[..., User]) -> Client:
    client.force_login(make_person("editor", "statistics.edit"))
    return client


def send(client: Client, *files: tuple[str, str | bytes], mapping: str = MAPPING, links: str = LINKS) -> Any:
    sent = [SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode()) for name, text in files]
    return client.post(
        f"{API}/loads", {"files": sent, "mapping": mapping, "links": SimpleUploadedFile("national.csv", links.encode())}
    )


def test_files_are_loaded_listed_and_read_again(editor: Client) -> None:
    done = send(editor, ("rows.csv", GOOD), ("more.csv", GOOD))
    assert done.status_code == 200, done.json()
    assert (done.json()["key"], done.json()["report"]["kept"]) == ("made-up@1", 6)
    again = send(editor, ("rows.csv", GOOD), ("more.csv", GOOD)).json()
    assert (again["key"], again["unchanged"], done.json()["unchanged"]) == ("made-up@1", True, False)
    assert send(editor, ("rows.csv", GOOD)).json()["key"] == "made-up@2"
    assert [one["key"] for one in editor.get(f"{API}/loads").json()["items"]] == ["made-up@2", "made-up@1"]
    first = editor.get(f"{API}/loads?limit=1").json()
    second = editor.get(f"{API}/loads", {"limit": 1, "cursor": first["next"]}).json()
    assert ([one["key"] for one in second["items"]], second["next"]) == (["made-up@1"], None)
    one = editor.get(f"{API}/loads/made-up").json()
    assert (one["number"], one["mapping"], [file["name"] for file in one["files"]]) == (2, MAPPING, ["rows.csv"])
    assert [one["slug"] for one in editor.get(f"{API}/sources").json()["items"]] == ["made-up"]
    assert editor.get(f"{API}/loads?source=other").json()["items"] == []


def test_rows_set_apart_are_told_and_downloaded(editor: Client) -> None:
    done = send(editor, ("rows.csv", GOOD + "0200,someday,f,3,=south\n")).json()
    assert done["report"]["apart"] == 1
    answer = editor.get(f"{API}/loads/made-up@1/apart.csv")
    (row,) = csv.DictReader(b"".join(answer).decode().splitlines())
    assert (row["line"], "someday" in row["words"]) == ("5", True)
    send(editor, ("rows.csv", GOOD))
    assert editor.get(f"{API}/loads/made-up@2/apart.csv").status_code == 404


def test_tables_come_in_pages_with_the_codes_of_the_files(editor: Client) -> None:
    send(editor, ("rows.csv", GOOD))
    told = editor.get(f"{API}/loads/made-up/tables/crime-and-justice").json()
    assert "offences-by-area" in [one["id"] for one in told["tables"]]
    assert told["refused"]["victims"] == "the load holds records of offence, this table counts victim"
    cells = list(pages(editor, f"{API}/loads/made-up/tables/crime-and-justice/offences-by-area", 7))
    assert {(one["ICCS"], one["AREA"]): one["OBS_VALUE"] for one in cells}["0502", "south"] == 2
    assert len(cells) == next(one["cells"] for one in told["tables"] if one["id"] == "offences-by-area")
    assert len({(one["ICCS"], one["AREA"], one["TIME_PERIOD"]) for one in cells}) == len(cells)


def pages(client: Client, address: str, limit: int) -> Iterator[dict[str, Any]]:
    cursor: str | None = ""
    while cursor is not None:
        told = client.get(address, {"limit": limit, "cursor": cursor}).json()
        assert len(told["items"]) <= limit
        yield from told["items"]
        cursor = told["next"]


def test_table_sets_are_listed(client: Client) -> None:
    found = client.get(f"{API}/table-sets").json()
    assert {one["id"] for one in found} >= {"crime-and-justice", "sustainable-development"}
    assert client.get(f"{API}/table-sets/crime-and-justice").json() in found
    assert client.get(f"{API}/table-sets/..%2Fstates").status_code == 404


def test_a_workbook_asks_for_the_figures_of_a_set(client: Client, tmp_path: Path) -> None:
    answer = client.get(f"{API}/table-sets/crime-and-justice/template.xlsx?year=2020&year=2021&area=XA")
    (tmp_path / "template.xlsx").write_bytes(answer.content)
    cells = {cell for row in workbook_rows(tmp_path / "template.xlsx", tmp_path) for cell in row.cells}
    assert {"2020", "2021", "XA"} <= cells
    for wrong, status in (
        ("nothing/template.xlsx", 404),
        ("crime-and-justice/template.xlsx?year=1", 422),
        (f"crime-and-justice/template.xlsx?{'&'.join(f'year={one}' for one in range(1980, 2001))}", 422),
    ):
        assert client.get(f"{API}/table-sets/{wrong}").status_code == status


ADDRESSES = (
    "apart.csv",
    "tables/crime-and-justice",
    "tables/crime-and-justice/offences",
    "tables/crime-and-justice/nothing",
    "tables/nothing",
)


def test_nobody_reads_or_writes_without_the_duty(
    client: Client, make_person: Callable[..., User], tmp_path: Path, now: datetime
) -> None:
    key = loaded(tmp_path, now).key
    assert send(client, ("rows.csv", GOOD)).status_code == 401
    assert {client.get(f"{API}/loads/{key}/{one}").status_code for one in ADDRESSES} == {401}
    client.force_login(make_person("reader"))
    assert send(client, ("rows.csv", GOOD)).status_code == 403
    assert {client.get(f"{API}/loads/{key}/{one}").status_code for one in ADDRESSES} == {403}
    assert Load.objects.count() == 1


def test_a_load_of_a_source_that_is_not_released_is_not_there(client: Client, tmp_path: Path, now: datetime) -> None:
    load = loaded(tmp_path, now)
    hidden, absent = (client.get(f"{API}/loads/{key}").json() for key in (load.key, "nothing@1"))
    assert hidden["detail"].replace(load.key, "nothing@1") == absent["detail"]
    assert client.get(f"{API}/loads").json()["items"] == client.get(f"{API}/sources").json()["items"] == []
    Source.objects.update(release=ReleaseLevel.PUBLIC)
    told = client.get(f"{API}/loads/{load.key}").json()
    assert told["key"] == load.key
    assert not {"report", "mapping", "links", "files"} & set(told)
    assert not any("report" in one for one in client.get(f"{API}/loads").json()["items"])


def test_a_token_loads_only_within_its_scopes(client: Client, make_person: Callable[..., User]) -> None:
    now = timezone.now()
    person = make_person("editor", "statistics.edit", "texts.edit")
    for scopes, status in ((["read"], 403), (["read", "texts.edit"], 403), (["read", "statistics.edit"], 200)):
        made = create_token(
            person=person, name=" ".join(scopes), scopes=scopes, expires=now + timedelta(days=5), by=person, now=now
        )
        sent = {"files": [SimpleUploadedFile("rows.csv", GOOD.encode())], "mapping": MAPPING}
        sent["links"] = SimpleUploadedFile("national.csv", LINKS.encode())
        headers = {"Authorization": f"Bearer {made.secret}"}
        assert client.post(f"{API}/loads", sent, headers=headers).status_code == status


@pytest.mark.parametrize(
    ("files", "mapping", "links", "places"),
    [
        ([("rows.csv", GOOD)], "source: x\nunit: misdeed\ncolumns: {weapon: w, age: a}", LINKS,
         ["mapping: unit", "mapping: columns"]),
        ([("rows.csv", GOOD)], "source: [", LINKS, ["mapping, line 1"]),
        ([("rows.csv", "code,day\n1,2\n")], MAPPING, LINKS, ["columns.sex.column", "columns.age.column"]),
        ([("rows.csv", "")], MAPPING, LINKS, ["rows.csv"]),
        ([("rows.xlsx", b"PK\3\4 nothing")], MAPPING, LINKS, ["rows.xlsx"]),
        ([("rows.parquet", b"PAR1 nothing")], MAPPING, LINKS, ["rows.parquet"]),
        ([("rows.csv", GOOD)], MAPPING, "code,iccs\n0100,0\n0200,999\n", ["line 2", "line 3"]),
        ([("rows.csv", GOOD)], MAPPING, "a,b\n", ["national.csv, line 1", "national.csv, line 1"]),
        ([("rows.csv", GOOD), ("rows.csv", GOOD)], MAPPING, LINKS, ["rows.csv"]),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_every_place(
    editor: Client, files: Sequence[tuple[str, str | bytes]], mapping: str, links: str, places: list[str]
) -> None:
    answer = send(editor, *files, mapping=mapping, links=links)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    told = [fault["where"] for fault in answer.json()["faults"]]
    assert all(any(place in where for where in told) for place in places), told
    assert not Load.objects.exists()


def test_what_is_not_sent_is_told(editor: Client) -> None:
    answer = editor.post(f"{API}/loads", {"mapping": MAPPING})
    assert (answer.status_code, [one["where"] for one in answer.json()["faults"]]) == (422, ["file.files"])
    answer = editor.post(f"{API}/loads", {"files": [SimpleUploadedFile("rows.csv", b"x")]})
    assert (answer.status_code, [one["where"] for one in answer.json()["faults"]]) == (422, ["form.mapping"])
    answer = editor.post(f"{API}/loads", b"\xff", content_type="application/json")
    assert answer.status_code in (400, 422)


def test_two_at_once_are_a_conflict(editor: Client) -> None:
    send(editor, ("rows.csv", GOOD))
    with (folder_of(Load.objects.get()).parent / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert send(editor, ("rows.csv", GOOD + GOOD.partition("\n")[2])).status_code == 409
    assert Load.objects.count() == 1


def test_what_is_said_to_be_taken_is_no_more_than_the_node_lets_through() -> None:
    assert uploads.LARGEST <= bounds.LARGEST


def test_too_much_at_once_is_refused(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cjin.statistics.views.uploads.LARGEST", 100)
    assert send(editor, ("rows.csv", GOOD)).status_code == 422


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("loads/made-up@2", 404),
        ("loads/made-up@" + "9" * 40, 404),
        ("loads/made-up@²", 404),
        ("loads/%00", 400),
        ("loads/" + "x" * 5000, 404),
        ("loads?cursor=!", 422),
        ("loads?cursor=WyJ4Il0", 422),
        ("loads?limit=0", 422),
        ("loads?source=%00", 400),
        ("loads/made-up/tables/..", 404),
        ("loads/made-up/tables/%2e%2e%2fstates", 404),
        ("loads/made-up/tables/crime-and-justice/nothing", 404),
        ("loads/made-up/tables/crime-and-justice/victims", 422),
        ("loads/made-up/tables/crime-and-justice/offences?cursor=WyJ4Il0", 422),
        ("loads/made-up/tables/crime-and-justice/offences?cursor=Wy0xXQ", 422),
        ("loads/made-up/tables/crime-and-justice/offences?cursor=WzEuNV0", 422),
        ("loads/made-up/tables/crime-and-justice/offences?cursor=WzFlMzBd", 422),
        ("loads/made-up/tables/crime-and-justice/offences?cursor=Wzk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTldCg", 422),
        ("loads/made-up/tables/crime-and-justice/offences?cursor=Wzk5OTk5OTk5OV0", 200),
    ],
)
def test_odd_addresses_are_answered(editor: Client, address: str, status: int) -> None:
    send(editor, ("rows.csv", GOOD))
    assert editor.get(f"{API}/{address}").status_code == status
