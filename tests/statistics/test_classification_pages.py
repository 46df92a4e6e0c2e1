"""ICCS and the schemes as a reader and a reviewer meet them."""

import csv
import json
import re
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from django.test import Client

from cjin.core.models import Organization, Post, PostHolding, User
from cjin.statistics.actions.describing import describe
from cjin.statistics.actions.scheming import import_sheet, load, make
from cjin.statistics.queries.schemes import entry_of

pytestmark = pytest.mark.django_db
DESCRIBED = (
    "code,description_en,inclusion_en,exclusion_en,note_en,description_es,inclusion_es,exclusion_es,note_es\n"
    "0101,A made-up description,One act; another act*1,What is elsewhere (0102); what is nowhere (8042),1- A note,,,,\n"
)
SHEET = b"code,title,iccs,status\n0101,Murder,0101,accepted\n0300,Robbery or theft,,\n03/1,Assault,0201,proposed\n"


@pytest.fixture
def reviewer(now: datetime) -> User:
    person = User.objects.create_user("reviewer@example.org", password="a long password of hers")
    body = Organization.objects.create(name={"en": "Office"}, kind="institute", owns_node=True)
    post = Post.objects.create(organization=body, title={"en": "Statistician"}, duties=["statistics.edit"])
    PostHolding.objects.create(post=post, person=person, held_from=now.date().replace(year=2020))
    return person


@pytest.fixture
def desk(client: Client, reviewer: User, now: datetime) -> Client:
    scheme = make(slug="made-up", title="A made-up scheme", by=None, now=now)
    import_sheet(scheme=scheme, content=SHEET, name="made.csv", by=None, now=now)
    client.force_login(reviewer)
    return client


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def test_the_tree_holds_every_category(client: Client) -> None:
    shown = page(client, "/statistics/iccs")
    assert "320 categories of acts" in shown
    assert shown.count('href="/statistics/iccs/') == 320
    assert "cjin statistics describe FILE" in shown


def test_titles_are_found_in_two_languages(client: Client) -> None:
    assert "050231" in page(client, "/statistics/iccs?q=theft+from+a+shop")
    assert "0101" in page(client, "/statistics/iccs?q=homicidio+intencional")
    assert "No category speaks of this" in page(client, "/statistics/iccs?q=xylophone")
    assert "2 categories" in page(client, "/statistics/iccs?q=0705") or "No category" in page(
        client, "/statistics/iccs?q=0799"
    )


def test_downloads_keep_codes_as_text(client: Client) -> None:
    rows = list(csv.DictReader(StringIO(client.get("/statistics/iccs?format=csv").content.decode("utf-8-sig"))))
    assert len(rows) == 320
    assert rows[1]["code"] == "0101"
    found = json.loads(client.get("/statistics/iccs?q=0101&format=json").content)
    assert [one["code"] for one in found["categories"]] == ["0101"]


def test_a_category_shows_what_belongs_to_it(client: Client, now: datetime) -> None:
    done = describe(text=DESCRIBED, name="iccs.csv", by=None, now=now)
    assert [(one.code, one.reference) for one in done.unresolved] == [("0101", "8042")]
    assert describe(text=DESCRIBED, name="iccs.csv", by=None, now=now).changed == 0
    load(now=now)
    shown = page(client, "/statistics/iccs/0101")
    assert "another act" in shown
    assert '(<a class="symbol" href="/statistics/iccs/0102">0102</a>)' in shown
    assert "(8042)" in shown
    assert "X93" in shown
    assert "Attempted/completed" in shown
    assert "Murder in the first degree" in shown
    assert client.get("/statistics/iccs/9999").status_code == 404


def test_the_api_speaks_skos(client: Client) -> None:
    one = client.get("/api/v1/statistics/iccs/0101").json()
    assert one["notation"] == "0101"
    assert one["prefLabel"] == {"en": "Intentional homicide", "es": "Homicidio intencional"}
    assert one["broader"].endswith("/statistics/iccs/01")
    assert len(client.get("/api/v1/statistics/iccs").json()["concepts"]) == 320
    found = client.get("/api/v1/statistics/iccs/suggest?title=pickpocketing").json()
    assert "050221" in [one["notation"] for one in found[:2]]


def test_the_catalogue_can_be_read_by_everybody(client: Client, now: datetime) -> None:
    load(now=now)
    assert "216 of 218" in page(client, "/statistics/schemes")
    shown = page(client, "/statistics/schemes/us-chi-iucr?standing=excluded")
    assert "2 codes" in shown
    assert "Accept" not in page(client, "/statistics/schemes/us-chi-iucr/codes/0460")
    assert "Bring a file in" not in shown
    rows = client.get("/statistics/schemes/us-chi-iucr.csv").content.decode("utf-8-sig")
    assert len(list(csv.DictReader(StringIO(rows)))) == 218
    assert client.get("/statistics/schemes/us-chi-iucr.xlsx").content.startswith(b"PK")


def test_a_scheme_of_the_node_is_nobody_elses(desk: Client) -> None:
    assert "A made-up scheme" in page(desk, "/statistics/schemes")
    desk.logout()
    assert "A made-up scheme" not in page(desk, "/statistics/schemes")
    for path in ("made-up", "made-up.csv", "made-up/codes/0101"):
        assert desk.get(f"/statistics/schemes/{path}").status_code == 404
    assert desk.get("/api/v1/statistics/schemes/made-up").status_code == 404
    assert desk.post("/statistics/schemes/made-up/codes/0101", {"act": "accept"}).status_code == 404


def test_a_reviewer_works_through_a_scheme(desk: Client) -> None:
    shown = page(desk, "/statistics/schemes/made-up/codes/0300?pick=0502&q=theft")
    assert ">0502</textarea>" in shown.replace("\n", "")
    answer = desk.post(
        "/statistics/schemes/made-up/codes/0300",
        {"act": "propose", "revision": 1, "rows": "0401 0.25\nICCS0502 0.75", "comment": "By a sample"},
    )
    assert answer["Location"] == "/statistics/schemes/made-up/codes/03/1"
    entry = entry_of("made-up", "0300")
    assert [(one.target, one.share, one.comment) for one in entry.rows.all()] == [
        ("0401", 0.25, "By a sample"), ("0502", 0.75, "By a sample"),
    ]  # fmt: skip
    assert entry.rows.all()[0].proposed_by == "reviewer@example.org"
    desk.post("/statistics/schemes/made-up/codes/0300", {"act": "accept", "revision": 2})
    assert entry_of("made-up", "0300").standing == "accepted"
    assert "0300 is accepted" in page(desk, "/statistics/schemes/made-up/codes/03/1")


def test_what_was_typed_stays_through_an_error(desk: Client) -> None:
    path = "/statistics/schemes/made-up/codes/0300"
    answer = desk.post(path, {"act": "propose", "revision": 1, "rows": "101", "comment": "Mine"})
    assert answer.status_code == 422
    assert "did its first zero get lost? 0101 is one" in answer.content.decode()
    assert ">101</textarea>" in answer.content.decode().replace("\n", "")
    answer = desk.post(path, {"act": "decide", "revision": 0, "rows": "0101", "decision": "So"})
    assert answer.status_code == 409
    assert "was changed meanwhile" in answer.content.decode()
    assert desk.post(path, {"act": "explode", "revision": 1}).status_code == 404


def test_a_faulty_file_is_told_cell_by_cell(desk: Client, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"code,iccs\n1,101\n")
    with bad.open("rb") as stream:
        answer = desk.post("/statistics/schemes/made-up/import", {"file": stream})
    assert answer.status_code == 422
    assert "bad.csv, cell B2: 101 is no code of ICCS" in answer.content.decode()


def test_a_scheme_is_made(desk: Client) -> None:
    answer = desk.post("/statistics/schemes/new", {"slug": "mine", "title": "Mine"})
    assert answer["Location"] == "/statistics/schemes/mine/import"
    assert desk.post("/statistics/schemes/new", {"slug": "mine", "title": "Mine"}).status_code == 422
    desk.logout()
    assert desk.get("/statistics/schemes/new").status_code in (302, 403)


def test_the_api_reviews_with_a_version(desk: Client) -> None:
    path = "/api/v1/statistics/schemes/made-up"
    read = desk.get(f"{path}/codes/03/1")
    assert read.json()["rows"][0]["iccs"] == "0201"
    act = f"{path}/acts/accept/03/1"
    send = {"content_type": "application/json", "data": "{}"}
    assert desk.post(act, **send).status_code == 428
    done = desk.post(act, **send, headers={"If-Match": read["ETag"]})
    assert done.json()["standing"] == "accepted"
    assert desk.post(act, **send, headers={"If-Match": read["ETag"]}).status_code == 412
    found = desk.get(f"{path}/codes?standing=accepted").json()
    assert [one["code"] for one in found["items"]] == ["0101", "03/1"]


def test_a_reviewer_accepts_all_that_is_proposed(desk: Client) -> None:
    list_page = page(desk, "/statistics/schemes/made-up?branch=02")
    assert "Accept the 1 proposal of this list" in list_page
    assert "Accept" not in page(desk, "/statistics/schemes/made-up?standing=accepted")
    assert "No proposal waits here" in page(desk, "/statistics/schemes/made-up/accept?branch=01")
    address = "/statistics/schemes/made-up/accept?branch=02"
    shown = page(desk, address)
    assert "Accept 1 code" in shown
    version = re.search(r'name="version" value="(\w+)"', shown)
    assert version is not None
    sent = {"version": version[1], "reason": ""}
    assert desk.post(address, sent).status_code == 422
    answer = desk.post(address, {**sent, "version": "old", "reason": "I read them"})
    assert (answer.status_code, "I read them" in answer.content.decode()) == (409, True)
    answer = desk.post(address, {**sent, "reason": "I read them"})
    assert answer["Location"] == "/statistics/schemes/made-up?branch=02"
    assert "1 code is accepted." in page(desk, answer["Location"])
    assert entry_of("made-up", "03/1").standing == "accepted"
    assert entry_of("made-up", "0300").standing == "open"
    desk.logout()
    assert desk.post(address, {**sent, "reason": "I am nobody"}).status_code in (302, 403)


def test_the_api_accepts_all_that_was_read(desk: Client) -> None:
    address = "/api/v1/statistics/schemes/made-up/proposals"
    seen = desk.get(address)
    assert seen.json() == {"count": 1, "codes": ["03/1"]}
    said = {"reason": "I read them"}
    assert desk.post(address, said, content_type="application/json").status_code == 428
    old = desk.post(address, said, content_type="application/json", headers={"If-Match": '"old"'})
    assert old.status_code == 412
    done = desk.post(address, said, content_type="application/json", headers={"If-Match": seen["ETag"]})
    assert done.json() == {"accepted": 1}
    assert desk.get(address).json()["count"] == 0
