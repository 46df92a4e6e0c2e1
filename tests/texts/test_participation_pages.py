"""Pages of treaties: statements by topic and State, a day that is asked, loading with a look first, the history."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cjin.core.models import AuditRow, User
from cjin.reference.actions import load as load_reference
from cjin.texts.actions.participating import load_status
from cjin.texts.actions.works import load_works
from cjin.texts.models import Participation, StatusFile, WaitingStatus
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.texts.depositary import XML
from tests.texts.test_participation import FIRST, SECOND, WITHDRAWN

pytestmark = pytest.mark.django_db
SAID = (
    "participant,mtdsg_no,iso3,kind,date,text\n"
    'Albania,XVIII-12,ALB,reservation,2002-08-21,"We are not bound by article 35, paragraph 2. <script>x</script>"\n'
    'Algeria,XVIII-12,DZA,,,"We do not take the Convention as the legal basis for extradition."\n'
    'Union of Dust,XVIII-12,,notification,2009-01-01,"The central authority is the Office of Dust."\n'
)


@pytest.fixture
def loaded(now: datetime) -> None:
    load_reference(now=now)
    load_works(now=now)
    for name, text in (("parties.csv", FIRST), ("said.csv", SAID)):
        load_status(data=text.encode(), name=name, as_of=date(2010, 1, 1), source="made up", by=None, now=now)


@pytest.fixture
def editor(make_person: Callable[..., User], client: Client) -> Client:
    client.force_login(make_person("editor", "texts.edit"))
    return client


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


@pytest.mark.usefixtures("loaded")
def test_statements_stand_on_the_page_and_words_are_marked(client: Client) -> None:
    shown = page(client, "/texts/untoc-2000/parties")
    assert "We <mark>are not bound by</mark> <mark>article 35, paragraph 2</mark>" in shown
    assert "&lt;script&gt;" in shown
    assert "<script>x" not in shown
    assert "art. 35, para. 2" in shown
    assert "nobody has confirmed it" in shown
    assert shown.count('class="statement"') == 3


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("query", "who"),
    [
        ("topic=disputes", ["Albania"]),
        ("topic=no-legal-basis", ["Algeria"]),
        ("state=dza", ["Algeria"]),
        ("state=dza&topic=disputes", []),
        ("on=2005-01-01", ["Albania", "Algeria"]),
        ("topic=nothing", []),
    ],
)
def test_statements_by_topic_state_and_day(client: Client, query: str, who: list[str]) -> None:
    shown = page(client, f"/texts/untoc-2000/parties?{query}")
    statements = shown.partition('id="statements"')[2].partition('id="table"')[0]
    assert [name for name in ("Albania", "Algeria", "Union of Dust") if f"<strong>{name}" in statements] == [
        name for name in who if name != "Union of Dust"
    ]
    assert statements.count('class="statement"') == len(who)


@pytest.mark.usefixtures("loaded")
def test_statements_of_a_state_and_as_files(client: Client) -> None:
    assert "legal basis for extradition" in page(client, "/texts/treaties/of/dza")
    rows = client.get("/texts/untoc-2000/statements?format=json").json()
    assert [(row["participant"], row["topics"], row["places"]) for row in rows] == [
        ("Albania", ["disputes", "reservation"], ["art_35__para_2"]), ("Algeria", ["no-legal-basis"], []),
        ("Union of Dust", ["authority"], []),
    ]  # fmt: skip
    assert "disputes; reservation" in page(client, "/texts/untoc-2000/statements?format=csv")
    assert client.get("/texts/uncac-2003/statements?format=json").json() == []


@pytest.mark.usefixtures("loaded")
def test_a_newer_file_in_which_nothing_is_said_tells_that(client: Client, now: datetime) -> None:
    xml = XML.partition("<Declarations>")[0] + "</Treaty></Treaties>"
    both = [(XML, date(2011, 1, 1)), (xml, date(2012, 1, 1))]
    for text, day in both:
        load_status(data=text.encode("iso-8859-1"), name="XVIII-12-a.xml", as_of=day, by=None, now=now)
    assert "Dust is not bound" not in page(client, "/texts/untoc-trafficking-2000/parties")
    assert "None, as of 1 January 2012" in page(client, "/texts/untoc-trafficking-2000/parties")
    assert "Dust is not bound" in page(client, "/texts/untoc-trafficking-2000/parties?on=2010-12-31")


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("address", ["/texts/treaties", "/texts/untoc-2000/parties", "/texts/untoc-2000/gaps"])
def test_a_day_is_asked(client: Client, address: str) -> None:
    assert "3 December 2003" in page(client, f"{address}?on=2003-12-03")
    assert client.get(f"{address}?on=tomorrow").status_code == 422
    assert client.get(f"{address}?on=20031203").status_code == 422
    assert "1 January 2010" in page(client, f"{address}?on=2031-01-01")


@pytest.mark.usefixtures("loaded")
def test_a_day_that_no_file_knows_is_said(client: Client) -> None:
    shown = page(client, "/texts/untoc-2000/parties?on=2031-01-01")
    assert "No file here knows 1 January 2031. What is shown is known up to 1 January 2010." in shown
    assert "No file here knows" not in page(client, "/texts/untoc-2000/parties?on=2009-01-01")


@pytest.mark.usefixtures("loaded")
def test_empty_columns_are_not_shown(client: Client, now: datetime) -> None:
    assert "Withdrawn" not in page(client, "/texts/untoc-2000/parties")
    load_status(data=WITHDRAWN.encode(), name="w.csv", as_of=date(2011, 1, 1), by=None, now=now)
    assert "Withdrawn" in page(client, "/texts/untoc-2000/parties")
    assert "withdrawn" in page(client, "/texts/treaties/of/alb")


@pytest.mark.usefixtures("loaded")
def test_names_are_in_the_readers_language(client: Client) -> None:
    client.cookies["cjin_language"] = "fr"
    shown = page(client, "/texts/untoc-2000/parties")
    assert "Albanie" in shown
    assert "Algérie" in page(client, "/texts/untoc-2000/gaps")
    assert "Convention contre la criminalité organisée" in page(client, "/texts/treaties")


@pytest.mark.usefixtures("loaded")
def test_the_curve_is_a_picture(client: Client) -> None:
    answer = client.get("/texts/untoc-2000/parties/curve?size=narrow")
    assert answer["Content-Type"].startswith("image/svg+xml")
    assert b"<svg" in answer.content
    assert client.get("/texts/untoc-2000/parties/curve?on=1999-01-01").status_code == 404


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("address", ["/texts/treaties", "/texts/untoc-2000/parties", "/texts/untoc-2000/gaps"])
def test_pages_take_few_queries(
    client: Client, address: str, now: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page(client, address)
    more = FIRST.splitlines()[0] + "".join(
        f"\n{number},State {at},,,2004-08-21,accession,," for number in ("XVIII-14", "VI-19", "XVIII-12-b")
        for at in range(50)
    )  # fmt: skip
    load_status(data=more.encode(), name="more.csv", as_of=date(2011, 1, 1), by=None, now=now)
    with django_assert_max_num_queries(12):
        page(client, address)


def sent(client: Client, text: str | bytes, as_of: str, name: str = "new.csv", status: int = 302) -> str:
    data = text if isinstance(text, bytes) else text.encode()
    asked = {"file": SimpleUploadedFile(name, data), "as_of": as_of, "source": "made up"}
    answer = client.post("/texts/treaties/load", asked)
    assert answer.status_code == status
    return answer.headers.get("Location", answer.content.decode())


@pytest.mark.usefixtures("loaded")
def test_a_file_is_looked_at_and_then_taken(editor: Client) -> None:
    place = sent(editor, SECOND + "XVIII-12,Nowhere,,12/12/2000,,,,\n", "2012-01-01")
    shown = page(editor, place)
    assert StatusFile.objects.count() == 2, "nothing is loaded by looking"
    for words in ("Andorra", "new party", "22 September 2011", "signature_date", "compared with the one of 1 January"):
        assert words in shown, words
    answer = editor.post(place, {"act": "take"}, follow=True)
    assert "The file is taken." in answer.content.decode()
    assert "Andorra" in answer.content.decode()
    assert Participation.objects.filter(file__as_of=date(2012, 1, 1), consented__isnull=False).count() == 5
    assert WaitingStatus.objects.count() == 0
    assert AuditRow.objects.filter(act="load-status", by__username="editor").count() == 1
    history = page(editor, "/texts/treaties/files")
    assert history.index("new.csv") < history.index("parties.csv")


@pytest.mark.usefixtures("loaded")
def test_a_file_can_be_left(editor: Client) -> None:
    place = sent(editor, SECOND, "2012-01-01")
    assert editor.post(place, {"act": "leave"}).status_code == 302
    assert (StatusFile.objects.count(), WaitingStatus.objects.count()) == (2, 0)
    assert editor.post(place, {"act": "take"}).status_code == 404


@pytest.mark.usefixtures("loaded")
def test_an_older_file_needs_a_word(editor: Client) -> None:
    place = sent(editor, SECOND, "2009-01-01")
    assert "A newer status is shown" in page(editor, place)
    assert editor.post(place, {"act": "take"}).status_code == 409
    assert StatusFile.objects.count() == 2
    assert editor.post(place, {"act": "take", "older": "1"}).status_code == 302
    assert StatusFile.objects.filter(as_of=date(2009, 1, 1)).exists()
    assert "as of 1 January 2010" in page(editor, "/texts/treaties")


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("text", "day", "name"),
    [
        ("nothing", "2012-01-01", "new.csv"), (FIRST, "2012-01-01", "new.txt"), (FIRST, "2999-01-01", "new.csv"),
        (FIRST, "soon", "new.csv"), ("", "2012-01-01", "new.csv"), ("<Treaty>", "2012-01-01", "new.xml"),
        (FIRST.encode("utf-16"), "2012-01-01", "new.csv"), (b"\x00" * 500, "2012-01-01", "new.csv"),
        (FIRST.replace("XVIII-", "XX-"), "2012-01-01", "new.csv"), ("<x>" * 5000, "2012-01-01", "new.xml"),
        (FIRST.splitlines()[0] + "\n,,,,,,," * 100_000, "2012-01-01", "new.csv"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_and_not_kept(editor: Client, text: str | bytes, day: str, name: str) -> None:
    assert "error" in sent(editor, text, day, name, status=422)
    assert WaitingStatus.objects.count() == 0


@pytest.mark.usefixtures("loaded")
def test_what_waits_is_its_bringers_alone(editor: Client, make_person: Callable[..., User]) -> None:
    place = sent(editor, SECOND, "2012-01-01")
    other = Client()
    other.force_login(make_person("other", "texts.edit"))
    assert other.get(place).status_code == 404
    assert other.post(place, {"act": "take"}).status_code == 404


@pytest.mark.usefixtures("loaded")
def test_nobody_else_loads(client: Client, make_person: Callable[..., User]) -> None:
    assert client.get("/texts/treaties/load").status_code in (302, 401, 403)
    client.force_login(make_person("reader"))
    assert client.get("/texts/treaties/load").status_code == 403
    assert client.post("/texts/treaties/load").status_code == 403
    assert "Load a status" not in page(client, "/texts/treaties")


@pytest.mark.usefixtures("loaded")
def test_the_same_file_again_is_told(editor: Client) -> None:
    place = sent(editor, FIRST, "2010-01-01", "parties.csv")
    assert "known already" in page(editor, place)
    assert editor.post(place, {"act": "take"}).status_code == 302
    assert StatusFile.objects.count() == 2


def test_the_pages_without_any_file(client: Client, now: datetime) -> None:
    load_works(now=now)
    assert "No status of a treaty is loaded" in page(client, "/texts/treaties")
    assert "No status of a treaty is loaded" in page(client, "/texts/treaties/files")
    page(client, "/texts/untoc-2000/parties", 404)
    page(client, "/texts/treaties/files/7", 404)


def test_the_page_of_a_treaty_leads_to_its_parties(loaded: None, client: Client) -> None:
    assert 'href="/texts/untoc-2000/parties"' in page(client, "/texts/untoc-2000")
    assert "/parties" not in page(client, "/texts/uncac-2003")


def test_the_gaps_of_a_group_of_states(loaded: None, client: Client, now: datetime) -> None:
    both = "XVIII-12-a,Algeria,DZA,,2003-01-01,accession,,\n"
    load_status(data=(FIRST + both).encode(), name="b.csv", as_of=date(2011, 1, 1), source="", by=None, now=now)
    everyone = client.get("/texts/untoc-2000/gaps?format=json").json()
    european = client.get("/texts/untoc-2000/gaps?format=json&group=eastern-european-states").json()
    assert {one["state"] for one in european} <= {one["state"] for one in everyone} - {"DZA", None}
    assert 'value="african-states" selected' in page(client, "/texts/untoc-2000/gaps?group=african-states")
    assert page(client, "/texts/untoc-2000/gaps?group=friends", 404)


def test_a_row_that_cannot_be_read_takes_nobody_out_unasked(loaded: None, editor: Client) -> None:
    broken = FIRST.replace("XVIII-12,Algeria,DZA,2000-12-12", "XVIII-12,Algeria,DZA,12/12/2000")
    file = SimpleUploadedFile("c.csv", broken.encode())
    editor.post("/texts/treaties/load", {"file": file, "as_of": "2012-01-01"})
    waiting = WaitingStatus.objects.get()
    address = f"/texts/treaties/load/{waiting.pk}"
    assert "Some would no longer be listed" in page(editor, address)
    assert editor.post(address, {"act": "take"}).status_code == 409
    assert StatusFile.objects.filter(name="c.csv").count() == 0
    assert editor.post(address, {"act": "take", "gone": "1"}).status_code == 302


def test_a_state_leads_to_its_treaties(loaded: None, client: Client) -> None:
    assert 'href="/texts/treaties/of/alb"' in page(client, "/states/alb")


def test_a_topic_that_is_none_is_told(loaded: None, client: Client) -> None:
    assert client.get("/api/v1/texts/treaties/untoc-2000/statements?topic=nope").status_code == 422


def test_who_withdrew_from_the_convention_is_no_party_to_it(loaded: None, now: datetime) -> None:
    text = FIRST.replace(
        "XVIII-12,Albania,ALB,2000-12-12,2002-08-21,ratification,2003-09-29,",
        "XVIII-12,Albania,ALB,2000-12-12,2002-08-21,ratification,2003-09-29,2012-01-01",
    )
    done = load_status(data=text.encode(), name="w.csv", as_of=date(2013, 1, 1), source="", by=None, now=now)
    assert any("Albania is party to XVIII-12-a and not" in one["message"] for one in done.file.problems)
