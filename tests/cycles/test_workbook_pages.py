"""Workbooks on pages: brought back, looked at, taken; what is no workbook is named."""

import json
import os
import re
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cjin.core.models import AuditRow
from cjin.cycles.actions.answering import save
from cjin.cycles.actions.clearing import hand
from cjin.cycles.models import Respondent
from cjin.cycles.queries.answers import replies_of
from tests.cycles.answering import *  # noqa: F403 - who answers
from tests.cycles.conftest import Ministry

YES, NO = {"reply": "answered", "value": "yes"}, {"reply": "answered", "value": "no"}


def test_a_workbook_comes_back_with_faults_differences_and_changes(
    focal: Client, kenya: Respondent, ministry: Ministry
) -> None:
    hand(respondent=kenya, section="first", post=ministry.post, by=ministry.focal, now=timezone.now())
    file = focal.get("/follow-up/first/KEN/workbook.en.xlsx")
    assert file.status_code == 200
    save(respondent=kenya, question="law", reply=NO, revision=0, by=ministry.focal, now=timezone.now())
    looked = _bring(focal, _filled(file.content))
    page = looked.content.decode()
    assert looked.status_code == 200, page
    assert "of:law" in page
    assert "This is kept as text" in page
    assert "focal" in page
    assert replies_of(kenya) == {"law": NO}, "nothing is taken before it was looked at"
    token = page.split('name="token" value="')[1].split('"')[0]
    taken = focal.post("/follow-up/first/KEN/workbook", {"token": token, "of:law:1": "workbook"})
    assert taken.status_code == 200
    assert replies_of(kenya)["law"] == YES
    assert replies_of(kenya)["day"]["value"] == "2026-01-31"
    again = focal.post("/follow-up/first/KEN/workbook", {"token": token})
    assert (again.status_code, "bring it again" in again.content.decode()) == (409, True)


def test_what_differs_is_asked_again_until_it_is_chosen_and_the_workbook_is_not_brought_again(
    focal: Client, kenya: Respondent, ministry: Ministry, tmp_path: Path, settings: Any
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    here = "/follow-up/first/KEN/workbook"
    file = focal.get(f"{here}.en.xlsx").content
    _save(kenya, ministry, "law", NO)
    _save(kenya, ministry, "day", {"reply": "answered", "value": "2026-02-01"})
    looked = _bring(focal, _filled(file))
    assert not _checked(looked), "nothing is chosen for anybody"
    sent = {"token": _token(looked), "file_name": "filled.xlsx"}
    before = replies_of(kenya)
    refused = focal.post(here, sent | {"of:day:1": "workbook", "of:law:1": "neither"})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert _checked(refused) == ["of:day:1 workbook"], "what was chosen stays"
    assert page.count("Choose one of the two.") == 1
    assert re.findall(r'href="#of-(\w+)"', page) == ["law"]
    assert "filled.xlsx" in page
    assert replies_of(kenya) == before, "nothing is taken before all is chosen"
    _save(kenya, ministry, "day", {"reply": "answered", "value": "2026-02-02"}, revision=1)
    chosen = {"of:day:1": "workbook", "of:law:1": "node"}
    refused = focal.post(here, sent | chosen)
    assert (refused.status_code, _token(refused)) == (422, sent["token"])
    assert _checked(refused) == ["of:law:1 node"], "a choice is about the reply that was seen"
    taken = focal.post(here, sent | chosen | {"of:day:2": "workbook"})
    assert taken.status_code == 200
    assert "kept as saved here: 1" in taken.content.decode()
    told = json.loads(AuditRow.objects.get(act="take-workbook").detail.content)
    assert told["questions"] == ["day"]
    assert (replies_of(kenya)["law"], replies_of(kenya)["day"]["value"]) == (NO, "2026-01-31")
    assert not list(tmp_path.glob("workbook-*")), "what was taken is not kept"


def _save(kenya: Respondent, ministry: Ministry, question: str, reply: Any, revision: int = 0) -> None:
    save(respondent=kenya, question=question, reply=reply, revision=revision, by=ministry.focal, now=timezone.now())


def _checked(answer: Any) -> list[str]:
    """What is chosen on the page."""
    found = re.findall(r'name="(of:[^"]*)" value="(\w+)" checked', answer.content.decode())
    return [" ".join(one) for one in found]


def _filled(data: bytes) -> bytes:
    """The workbook with a reply that differs, one that changes and a number that is a text."""
    book = openpyxl.load_workbook(BytesIO(data))
    said = {"law#value": "Yes", "day#value": "2026-01-31", "number#value": "many"}
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            if row[0].value in said:
                cell = next(one for one in row[1:] if not one.protection.locked)
                cell.value = said[row[0].value]
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _bring(client: Client, data: bytes) -> Any:
    file = SimpleUploadedFile("filled.xlsx", data)
    return client.post("/follow-up/first/KEN/workbook", {"file": file})


@pytest.mark.parametrize("data", [b"", b"no workbook", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_workbook_is_named(focal: Client, data: bytes) -> None:
    answer = _bring(focal, data)
    assert answer.status_code == 422
    assert "Nothing was changed" in answer.content.decode()


def test_a_workbook_that_is_too_large_is_not_read(focal: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cjin.cycles.views.answers.workbook.LARGEST", 10)
    answer = _bring(focal, b"x" * 11)
    assert (answer.status_code, "too large" in answer.content.decode()) == (422, True)


def test_the_newest_three_of_one_persons_workbooks_stay(
    focal: Client, agent: Client, tmp_path: Path, settings: Any
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    data = focal.get("/follow-up/first/KEN/workbook.en.xlsx").content
    assert _bring(agent, data).status_code == 200
    old = tmp_path / "workbook-0-0-old.xlsx"
    old.write_bytes(b"x")
    os.utime(old, (0, 0))
    tokens = []
    for number in range(5):
        tokens.append(_token(_bring(focal, data)))
        os.utime(tmp_path / tokens[-1].partition(":")[0], (time.time() - 100 + number,) * 2)
    assert len(list(tmp_path.glob("workbook-*.xlsx"))) == 4, "three of the focal point's, one of the agent's"
    answers = [focal.post("/follow-up/first/KEN/workbook", {"token": one}).status_code for one in tokens]
    assert answers == [409, 409, 200, 200, 200]


def test_a_workbook_that_was_looked_at_long_ago_is_not_taken_and_goes(
    focal: Client, kenya: Respondent, tmp_path: Path, settings: Any
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    token = _token(_bring(focal, _filled(focal.get("/follow-up/first/KEN/workbook.en.xlsx").content)))
    (kept,) = tmp_path.glob("workbook-*")
    os.utime(kept, (time.time() - 25 * 3600,) * 2)
    answer = focal.post("/follow-up/first/KEN/workbook", {"token": token})
    assert (answer.status_code, "bring it again" in answer.content.decode()) == (409, True)
    assert not kept.exists()
    assert replies_of(kenya) == {}


def test_a_workbook_that_another_request_removed_is_asked_for_again(
    focal: Client, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    data = focal.get("/follow-up/first/KEN/workbook.en.xlsx").content
    token = _token(_bring(focal, data))
    (tmp_path / "workbook-0-0-gone.xlsx").symlink_to(tmp_path / "nowhere")
    assert _bring(focal, data).status_code == 200, "one that is gone while the folder is read is passed over"
    monkeypatch.setattr(Path, "is_file", lambda _path: True)
    (tmp_path / token.partition(":")[0]).unlink()
    answer = focal.post("/follow-up/first/KEN/workbook", {"token": token})
    assert (answer.status_code, "bring it again" in answer.content.decode()) == (409, True)


def _token(answer: Any) -> str:
    return str(answer.content.decode().split('name="token" value="')[1].split('"')[0])
