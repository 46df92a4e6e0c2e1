"""Workbooks on pages: brought back, looked at, taken; what is no workbook is named."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cjin.cycles.actions.answering import save
from cjin.cycles.models import Respondent
from cjin.cycles.queries.rounds import replies_of
from tests.cycles.answering import *  # noqa: F403 - who answers
from tests.cycles.conftest import Ministry

YES, NO = {"reply": "answered", "value": "yes"}, {"reply": "answered", "value": "no"}


def test_a_workbook_comes_back_with_faults_differences_and_changes(
    focal: Client, kenya: Respondent, ministry: Ministry
) -> None:
    file = focal.get("/follow-up/first/KEN/workbook.en.xlsx")
    assert file.status_code == 200
    save(respondent=kenya, question="law", reply=NO, revision=0, by=ministry.agent, now=timezone.now())
    looked = _bring(focal, _filled(file.content))
    page = looked.content.decode()
    assert looked.status_code == 200, page
    assert "of:law" in page
    assert "Type a number" in page
    assert "agent" in page
    assert replies_of(kenya) == {"law": NO}, "nothing is taken before it was looked at"
    token = page.split('name="token" value="')[1].split('"')[0]
    taken = focal.post("/follow-up/first/KEN/workbook", {"token": token, "of:law": "workbook"})
    assert taken.status_code == 200
    assert replies_of(kenya)["law"] == YES
    assert replies_of(kenya)["day"]["value"] == "2026-01-31"
    again = focal.post("/follow-up/first/KEN/workbook", {"token": token})
    assert (again.status_code, "bring it again" in again.content.decode()) == (409, True)


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
