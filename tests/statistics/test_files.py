"""Whole tables as files: another reader of CSV on the Web finds every column and value, workbooks hold the notes."""

import json
import os
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import csvw
import pyarrow.parquet as parquet
import pytest
import python_calamine
from django.test import Client

from cjin.statistics.actions.publishing import Terms
from cjin.statistics.queries.flows import Held, flow_for
from cjin.statistics.rules.writing.answers import Sheet, as_xlsx
from cjin.statistics.views import files
from cjin.statistics.views import made as keeping
from tests.statistics.published import loaded, published
from tests.statistics.test_counting import made

pytestmark = pytest.mark.django_db
BASE = "/statistics/publications/made-up-police/1"


@pytest.fixture
def held(tmp_path: Path, now: datetime) -> Held:
    """A published table with suppressed cells."""
    published(loaded(tmp_path, now, made(200, 3)), now)
    return flow_for(None, "by-sex")


def test_a_reader_of_csv_on_the_web_reads_every_cell(held: Held, client: Client, tmp_path: Path) -> None:
    (tmp_path / "by-sex.csv").write_bytes(client.get(f"{BASE}/by-sex.csv").content)
    described = tmp_path / "by-sex.csv-metadata.json"
    described.write_bytes(client.get(f"{BASE}/by-sex.csv-metadata.json").content)
    (table,) = csvw.TableGroup.from_file(described).tables if "tables" in described.read_text() else [
        csvw.Table.from_file(described)
    ]  # fmt: skip
    rows = list(table.iterdicts(strict=True))
    assert table.check_primary_key()
    found = {(row["ICCS"], row["SEX"], row["TIME_PERIOD"]): (row["OBS_VALUE"], row["OBS_STATUS"]) for row in rows}
    expected = {
        ("ICCS" + cell.codes["ICCS"].replace("+", "_"), cell.codes["SEX"], cell.codes["TIME_PERIOD"]): cell
        for cell in held.cells()
    }
    assert found.keys() == expected.keys()
    for key, (value, status) in found.items():
        assert status == expected[key].status
        assert (None if value is None else float(value)) == expected[key].value
    assert any(status == "Q" and value is None for value, status in found.values())


def test_the_file_names_its_description(held: Held, client: Client) -> None:
    answer = client.get(f"{BASE}/by-sex.csv")
    assert 'by-sex.csv-metadata.json>; rel="describedby"' in answer["Link"]
    told = json.loads(client.get(f"{BASE}/by-sex.csv-metadata.json").content)
    assert told["dc:publisher"] == "made-up-police"


def sent(client: Client, **headers: str) -> tuple[int, str, bytes]:
    """The status, the ETag and the content of a workbook."""
    answer: Any = client.get(f"{BASE}/by-sex.xlsx", headers=headers)
    return answer.status_code, answer.get("ETag", ""), b"".join(answer)


def workbook(client: Client) -> bytes:
    return sent(client)[2]


def test_a_workbook_is_made_once_for_all_who_read_the_same(
    held: Held, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_now: list[Sheet] = []

    def noted(sheet: Sheet) -> bytes:
        made_now.append(sheet)
        return as_xlsx(sheet)

    monkeypatch.setattr(files, "as_xlsx", noted)
    first = sent(client)
    assert (sent(Client()), len(made_now)) == (first, 1)
    assert sent(client, if_none_match=first[1])[0] == 304
    monkeypatch.setattr(files, "FORM", "another")
    assert sent(client, if_none_match=first[1])[0] == 200
    assert len(made_now) == 2, "what is written otherwise is made anew"
    assert keeping.key_of("a", "bc") != keeping.key_of("ab", "c")


def test_a_workbook_holds_codes_as_texts_and_the_notes(held: Held, client: Client) -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(workbook(client)))
    header, first, *_rest = book.get_sheet_by_name("Figures").to_python()
    assert first[header.index("ICCS")] == "ICCS01"
    notes = dict(row[:2] for row in book.get_sheet_by_name("Notes").to_python())
    assert "principal: none" in str(notes["Statistical processing"])


def test_few_files_are_kept_the_last_asked_for_stay(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST", 3)
    for name in "abc":
        keeping.once(name, name.encode)
        os.utime(own_home / "statistics" / "made" / name, (ord(name), ord(name)))
    assert keeping.once("a", "other".encode).read_bytes() == b"a"
    keeping.once("d", "d".encode)
    assert {path.name for path in (own_home / "statistics" / "made").iterdir()} == {"a", "c", "d"}


def test_parquet_is_the_published_file(held: Held, client: Client) -> None:
    content = b"".join(client.get(f"{BASE}/by-sex.parquet").streaming_content)  # type: ignore[attr-defined]
    assert parquet.read_table(BytesIO(content)).num_rows == held.flow.cells


@pytest.mark.parametrize("name", ["by-sex.exe", "no-flow.csv", "by-sex.csv.gz"])
def test_no_such_file(held: Held, client: Client, name: str) -> None:
    assert client.get(f"{BASE}/{name}").status_code == 404


def test_what_is_not_released_has_no_files(client: Client, tmp_path: Path, now: datetime) -> None:
    published(loaded(tmp_path, now), now, Terms())
    assert client.get(f"{BASE}/by-sex.csv").status_code == 404
