"""The page that says what columns mean: what it proposes and why, a mapping as text, a correspondence as a file."""

from collections.abc import Callable

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cjin.core.models import User
from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.models import Entry, LinkRow, Load, Review, Scheme
from cjin.statistics.rules.correspondence import Link
from cjin.statistics.rules.linksheets import as_csv, as_xlsx, open_link
from tests.statistics.test_load_pages import body, chosen, fields

pytestmark = pytest.mark.django_db
PASTED = """source: courts
unit: offence
columns:
  offence: {column: code infraction, scheme: unheard-of}
  event_date: {column: date_des_faits, format: "%d/%m/%Y"}
"""
LINKS = "code;iccs;status\n0101;0101;\n0502;0502;accepted\nx9;;open\n"


@pytest.fixture
def editor(client: Client, make_person: Callable[..., User]) -> Client:
    client.force_login(make_person("editor", "statistics.edit"))
    return client


def test_codes_of_a_scheme_of_the_node_are_proposed_with_the_reason(editor: Client) -> None:
    scheme = Scheme.objects.create(slug="national", title="National list", release=ReleaseLevel.PUBLIC)
    for place, code in enumerate(("0110", "0120", "0130", "0140")):
        standing = Review.ACCEPTED if place else Review.OPEN
        Entry.objects.create(scheme=scheme, code=code, title=code, position=place, standing=standing)
    LinkRow.objects.create(entry=scheme.entries.get(code="0120"), target="0101", standing=Review.ACCEPTED)
    address = chosen(editor, "Code,Recorded,Sex\n110,2020-01-01,M\n120,2020-01-02,F\n130,2020-01-03,M\n")["Location"]
    page = body(editor.get(address))
    for words in (
        "Offence is proposed: Its name is like “Code”. 100% of its different values are codes of National list.",
        "Date of record is proposed: Its name is like “recorded”. 100% of its different values are days.",
        "National list: 3 of 4 codes have a place in ICCS or are known to have none",
        '<option value="national" selected',
    ):
        assert words in page
    columns = {"column_0": "offence", "column_1": "record_date", "scheme": "national"}
    answer = editor.post(address, fields(**columns, column_2="sex"), follow=True)
    assert yaml.safe_load(Load.objects.get().mapping)["columns"]["offence"] == {
        "column": "Code", "scheme": "national", "pad": 4,
    }  # fmt: skip
    assert "Offence: 1 of 3 codes and 1 of 3 rows have a place." in body(answer)


def test_a_mapping_that_is_given_as_text_names_its_source_itself(editor: Client) -> None:
    address = chosen(editor)["Location"]
    text = PASTED.replace("unheard-of", "iccs")
    assert "Name the source" in body(editor.post(address, fields(source="")))
    assert "Name the source" in body(editor.post(address, fields(source="", mapping=text, act="write")))
    download = editor.post(address, fields(source="", mapping=text, act="download"))
    assert download["Content-Disposition"] == 'attachment; filename="courts.yaml"'
    answer = editor.post(address, fields(source="", mapping=text))
    assert answer["Location"] == "/statistics/loads/courts/1"


def test_a_correspondence_is_given_with_the_records(editor: Client) -> None:
    address = chosen(editor)["Location"]
    assert "no correspondence of the scheme unheard-of" in body(editor.post(address, fields(mapping=PASTED)))
    with_links = {**fields(mapping=PASTED), "links": SimpleUploadedFile("national.csv", LINKS.encode())}
    answer = editor.post(address, with_links, follow=True)
    assert "Offence: 2 of 3 codes and 2 of 3 rows have a place." in body(answer)
    assert "0502,,0502" in Load.objects.get().links


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_correspondence_stays_through_an_error_of_the_form(editor: Client, kind: str) -> None:
    address = chosen(editor)["Location"]
    rows = [open_link("x9", "Something"), Link("0101", "", "0101"), Link("0502", "", "0502")]
    content = as_csv(rows).encode() if kind == "csv" else as_xlsx(rows)

    def sent() -> str:
        return body(
            editor.post(address, fields(source="no slug!", links=SimpleUploadedFile(f"national.{kind}", content)))
        )

    page = sent()
    assert f"“national.{kind}” was given and is used." in page
    assert f"“national.{kind}” was given" in body(editor.get(address))
    refused = body(editor.post(address, fields(mapping=PASTED, without_links="on")))
    assert "was given and is used" not in refused
    assert "no correspondence of the scheme unheard-of" in refused
    sent()
    assert editor.post(address, fields(mapping=PASTED)).status_code == 302
    assert Load.objects.get().report["coverage"]["offence"]["rows_placed"] == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"code,iccs\n0101,999\n", "national.csv, line 2"),
        (b"a,b\n", "the column iccs is missing"),
        (b"PK\3\4 nothing", "national.csv"),
        (b"", "id_links_error"),
    ],
)
def test_a_correspondence_that_cannot_be_used_is_told_beside_its_field(
    editor: Client, content: bytes, told: str
) -> None:
    address = chosen(editor)["Location"]
    answer = editor.post(address, {**fields(), "links": SimpleUploadedFile("national.csv", content)})
    assert answer.status_code == 422
    assert told in body(answer)
    assert 'id="id_links_error"' in body(answer)
    assert "was given and is used" not in body(answer)
    assert not Load.objects.exists()
