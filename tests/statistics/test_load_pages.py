"""Pages of loads: a file is chosen, its columns are shown with a proposal, a mapping is made, the file is loaded."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cjin.core.models import User
from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.models import Load, Source
from tests.statistics.test_loading import GOOD

pytestmark = pytest.mark.django_db
NEW = "/statistics/loads/new"
ROWS = """Sexe;date_des_faits;code infraction;colour
Homme;31/12/2020;0101;red
Femme;01/02/2021;0502;blue
;02/02/2021;x9;
"""


@pytest.fixture
def editor(client: Client, make_person: Callable[..., User]) -> Client:
    client.force_login(make_person("editor", "statistics.edit"))
    return client


def chosen(client: Client, text: str | bytes = ROWS, name: str = "rows.csv", **fields: str) -> Any:
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(NEW, {"file": SimpleUploadedFile(name, content), **fields})


def fields(**changed: Any) -> dict[str, Any]:
    """The form as it is proposed, with changes."""
    given = {"source": "police", "unit": "offence", "moment": "input", "scheme": "iccs", "act": "load"}
    columns = {"column_0": "sex", "column_1": "event_date", "column_2": "offence", "column_3": ""}
    return {**given, **columns, **changed}


def body(answer: Any) -> str:
    return str(answer.content.decode())


def written(page: str) -> str:
    """What stands in the text of the mapping."""
    found = re.search(r'<textarea name="mapping"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert found
    return found[1].replace("&#x27;", "'").replace("&quot;", '"').strip()


def test_columns_are_shown_with_values_and_a_proposal(editor: Client) -> None:
    answer = chosen(editor)
    assert answer.status_code == 302
    page = body(editor.get(answer["Location"]))
    for word in ("date_des_faits", "Homme", "Femme", "DD/MM/YYYY", "colour"):
        assert word in page
    selected = re.findall(r'name="column_(\d)".*?</select>', page, re.DOTALL)
    assert selected == ["0", "1", "2", "3"]
    for place, concept in enumerate(("sex", "event_date", "offence", "")):
        select = re.search(rf'<select name="column_{place}".*?</select>', page, re.DOTALL)
        assert select
        assert f'value="{concept}" selected' in select[0]


def test_a_file_is_loaded_by_what_was_chosen(editor: Client) -> None:
    address = chosen(editor)["Location"]
    answer = editor.post(address, fields())
    assert (answer.status_code, answer["Location"]) == (302, "/statistics/loads/police/1")
    load = Load.objects.get()
    assert (load.report["kept"], load.report["unmapped"]) == (3, {"offence": {"x9": 1}})
    assert load.files[0]["name"] == "rows.csv"
    mapping = yaml.safe_load(load.mapping)
    assert mapping["columns"]["event_date"] == {"column": "date_des_faits", "format": "%d/%m/%Y"}
    assert mapping["columns"]["sex"]["codes"] == {"Homme": "M", "Femme": "F"}
    page = body(editor.get("/statistics/loads/police/1"))
    assert "<bdi>x9</bdi>" in page
    assert "date_des_faits" in page
    assert "police@1" in body(editor.get("/statistics/loads"))
    assert editor.get(address).status_code == 404, "what was loaded waits no longer"


def test_the_same_file_again_is_told_to_change_nothing(editor: Client) -> None:
    told = [editor.post(chosen(editor)["Location"], fields(), follow=True) for _ in range(2)]
    assert ["nothing changed" in body(one) for one in told] == [False, True]
    assert Load.objects.count() == 1


def test_the_text_that_was_changed_by_hand_counts(editor: Client) -> None:
    address = chosen(editor)["Location"]
    text = written(body(editor.post(address, fields(act="write"))))
    assert yaml.safe_load(text)["source"] == "police"
    changed = text.replace("source: police", "source: courts")
    answer = editor.post(address, fields(mapping=changed.replace("\n", "\r\n"), written=text))
    assert answer["Location"] == "/statistics/loads/courts/1"


def test_text_and_choices_that_were_both_changed_are_not_guessed_about(editor: Client) -> None:
    address = chosen(editor)["Location"]
    text = written(body(editor.post(address, fields(act="write"))))
    both = fields(mapping=text + "\narea: XA\n", written=text, column_3="location")
    answer = editor.post(address, both)
    assert answer.status_code == 422
    assert "area: XA" in written(body(answer))
    anew = written(body(editor.post(address, both | {"act": "write"})))
    assert "location: colour" in anew
    assert "area: XA" not in anew
    assert not Load.objects.exists()


def test_the_mapping_is_downloaded_as_it_counts(editor: Client) -> None:
    address = chosen(editor)["Location"]
    answer = editor.post(address, fields(act="download"))
    assert answer["Content-Disposition"] == 'attachment; filename="police.yaml"'
    assert yaml.safe_load(answer.content)["columns"]["offence"] == {"column": "code infraction", "scheme": "iccs"}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"source": "not a slug!"}, "not a slug!"),
        ({"source": ""}, "id_source"),
        ({"column_3": "sex"}, "says this already"),
        ({"column_3": "nonsense"}, "column_3"),
        ({"column_1": ""}, "without a date nothing has a period"),
        ({"mapping": "source: [", "title": "kept title"}, "kept title"),
        ({"mapping": "source: police\nunit: offence\ncolumns: {record_date: nothing}"}, "nothing"),
        ({"column_1": "", "column_2": "event_date"}, "rows"),
    ],
)
def test_what_was_typed_stays_through_any_error(editor: Client, changed: dict[str, str], told: str) -> None:
    address = chosen(editor)["Location"]
    answer = editor.post(address, fields(**changed))
    page = body(answer)
    assert answer.status_code == 422
    assert told in page
    assert "error-summary" in page
    if "mapping" in changed:
        assert written(page) == changed["mapping"]
    assert not Load.objects.exists()
    assert editor.get(address).status_code == 200, "the file waits on"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "rows.csv"),
        (b"a,a\n1,2\n", "rows.csv"),
        (b"PK\3\4 nothing", "rows.xlsx"),
        (b"PAR1 nothing", "rows.parquet"),
        ("größe\n1\n".encode("cp1252"), "rows.csv"),
        (b"x" * 1_100_000, "rows.csv"),
        (",".join(f"c{n}" for n in range(301)).encode() + b"\n", "rows.csv"),
    ],
)
def test_a_file_that_is_no_table_is_told_beside_its_field(editor: Client, content: bytes, name: str) -> None:
    answer = chosen(editor, content, name)
    assert answer.status_code == 422
    assert 'id="id_file_error"' in body(answer)


def test_another_encoding_is_read_when_it_is_named(editor: Client) -> None:
    address = chosen(editor, "größe,day\n1,2020-01-01\n".encode("cp1252"), encoding="cp1252")["Location"]
    assert "größe" in body(editor.get(address))
    editor.post(
        address, {"source": "x", "unit": "offence", "moment": "input", "column_1": "record_date", "act": "load"}
    )
    assert yaml.safe_load(Load.objects.get().mapping)["file"] == {"encoding": "cp1252"}


def test_nobody_else_sees_a_file_that_waits(client: Client, make_person: Callable[..., User], own_home: Path) -> None:
    client.force_login(make_person("editor", "statistics.edit"))
    address = chosen(client)["Location"]
    client.force_login(make_person("other", "statistics.edit"))
    assert client.get(address).status_code == 404
    assert client.get(f"{NEW}?file=../../1").status_code == 404
    client.force_login(make_person("reader"))
    assert {client.get(one).status_code for one in (address, NEW)} == {403}
    assert chosen(client).status_code == 403
    client.logout()
    assert {client.get(one).status_code for one in (address, NEW)} <= {302, 401, 403}
    (folder,) = (own_home / "statistics" / "waiting").glob("*/*")
    os.utime(folder, (0, 0))
    client.force_login(make_person("third", "statistics.edit"))
    chosen(client)
    assert not folder.exists(), "what waits for more than a day is taken away"


def test_a_load_is_known_of_only_where_its_source_is_released(editor: Client) -> None:
    editor.post(chosen(editor)["Location"], fields())
    editor.logout()
    for address in ("/statistics/loads/police/1", "/statistics/loads/police/2"):
        assert editor.get(address).status_code == 404
    assert "police@1" not in body(editor.get("/statistics/loads"))
    Source.objects.update(release=ReleaseLevel.PUBLIC)
    page = body(editor.get("/statistics/loads/police/1"))
    assert "<bdi>x9</bdi>" not in page
    assert "date_des_faits" not in page
    assert editor.get("/statistics/loads/police/1/apart.csv").status_code in (302, 401, 403)


def test_rows_set_apart_are_told_and_downloaded(editor: Client) -> None:
    editor.post(
        chosen(editor, GOOD + "0200,someday,f,3,south\n")["Location"],
        {"source": "made-up", "unit": "offence", "moment": "input", "act": "load",
         "column_0": "offence", "column_1": "record_date", "scheme": ""},
    )  # fmt: skip
    page = body(editor.get("/statistics/loads/made-up/1"))
    assert "/statistics/loads/made-up/1/apart.csv" in page
    answer = editor.get("/statistics/loads/made-up/1/apart.csv")
    assert b"someday" in b"".join(answer)


CHICAGO = "Date;iucr\n09-05-2015 12:45;0101\n04/15/2015 03:00:00 PM;0502\n"


def test_every_way_of_writing_days_is_shown_with_a_value_and_read(editor: Client) -> None:
    address = chosen(editor, CHICAGO)["Location"]
    page = body(editor.get(address))
    for word in ("MM-DD-YYYY hh:mm<", "MM/DD/YYYY hh:mm:ss AM/PM<", "09-05-2015 12:45</bdi></li>", "100%"):
        assert word in page, word
    assert "04/15/2015 03:00:00 PM</bdi> shows which of day and month comes first" in page
    assert "order_0" not in page
    said = {"column_0": "record_date", "column_1": "offence"}
    editor.post(address, fields(**said))
    load = Load.objects.get()
    assert (load.report["kept"], load.report["first_day"], load.report["last_day"]) == (2, "2015-04-15", "2015-09-05")


def test_the_order_of_day_and_month_is_asked_for_where_no_value_shows_it(editor: Client) -> None:
    address = chosen(editor, "Date;iucr\n09-05-2015;0101\n04/05/2015;0502\n")["Location"]
    page = body(editor.get(address))
    assert 'name="order_0"' in page
    assert "No value has a part above 12 that would show it: 09-05-2015, 04/05/2015." in page
    assert "DD-MM" not in page, "nothing is said that nobody knows"
    assert "shows which of day and month" not in page
    said = {"column_0": "record_date", "column_1": "offence"}
    answer = editor.post(address, fields(**said))
    assert answer.status_code == 422
    assert "say which comes first" in body(answer)
    assert not Load.objects.exists()
    assert editor.post(address, fields(**(said | {"column_0": ""}), act="write")).status_code == 200, "no day is read"
    editor.post(address, fields(**said, order_0="month"))
    assert Load.objects.get().report["first_day"] == "2015-04-05"
    assert yaml.safe_load(Load.objects.get().mapping)["columns"]["record_date"]["format"] == ["%m-%d-%Y", "%m/%d/%Y"]


@pytest.mark.parametrize(("bad", "told"), [(3, False), (4, True)])
def test_a_load_of_which_many_rows_were_set_apart_says_it_first(editor: Client, bad: int, told: bool) -> None:
    rows = "".join(f"2020-01-{1 + number % 28:02};0101\n" for number in range(100 - bad)) + "someday;0101\n" * bad
    answer = editor.post(
        chosen(editor, f"Date;iucr\n{rows}")["Location"],
        fields(column_0="record_date", column_1="offence"),
        follow=True,
    )
    page = body(answer)
    assert ("Many rows were set apart" in page) is told
    assert (f"{bad} of 100 rows could not be read" in page) is told
