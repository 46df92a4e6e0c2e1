"""``cjin cycles``: from a declaration to a form, a round, a filled workbook, and a report whose numbers are checked."""

import json
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from cjin.cycles.models import FormVersion, Respondent, Round
from cjin.cycles.queries.answers import replies_of
from cjin.node.cli import house
from cjin.reference.actions import load as load_reference
from cjin.texts.actions.annotating import load as load_annotations
from cjin.texts.actions.works import load_works
from tests.cycles.workbooks import cell_of, changed


def run(*args: str) -> Result:
    """The command, and what it said."""
    return CliRunner().invoke(house, ["cycles", *args])


def told(*args: str) -> Any:
    """What the command said as JSON."""
    done = run(*args, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.output)


@pytest.fixture
def declaration(db: None, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Kyoto Declaration by its annotations alone, without its text."""
    monkeypatch.setattr("cjin.reference.actions.loading.index", lambda documents: 0)
    load_reference(now=now)
    load_works(now=now)
    load_annotations(now=now)


def test_a_declaration_becomes_a_form_that_can_be_changed_and_kept(declaration: None, tmp_path: Path) -> None:
    form = told("form-of", "kyoto-2021")
    assert sum(len(one["questions"]) for one in form["sections"]) > 80
    form["title"]["en"] = "A title of our own"
    path = tmp_path / "form.json"
    path.write_text(json.dumps(form))
    assert told("put-form", str(path)) == {"form": "follow-up-kyoto-2021", "version": 1}
    assert told("forms", "follow-up-kyoto-2021")["title"]["en"] == "A title of our own"
    path.write_text("form: [")
    assert run("put-form", str(path)).exit_code != 0
    assert FormVersion.objects.count() == 1


def test_a_round_goes_from_its_opening_to_a_report_that_is_checked(declaration: None, tmp_path: Path) -> None:
    path = tmp_path / "form.json"
    path.write_text(json.dumps(told("form-of", "kyoto-2021")))
    told("put-form", str(path))
    days = ("--opens", "2026-01-01", "--due", "2036-01-01")
    asked = told(
        "open",
        "kyoto",
        "--form",
        "follow-up-kyoto-2021",
        "--title",
        "en=Kyoto",
        *days,
        "--state",
        "ken",
        "--state",
        "FRA",
    )
    assert asked == {"round": "kyoto", "asked": 2}
    book = tmp_path / "ken.xlsx"
    assert run("workbook", "kyoto", "KEN", "-o", str(book)).exit_code == 0
    changed(book, lambda one: setattr(cell_of(one, "para-3#practice"), "value", "Implemented"))
    assert list(told("take", "kyoto", "KEN", str(book), "--look")["changes"]) == ["para-3"]
    assert replies_of(Respondent.objects.get(state="KEN")) == {}
    told("take", "kyoto", "KEN", str(book))
    progress = {one["respondent"]: one["replied"] for one in told("progress", "kyoto")}
    assert progress == {"FRA": 0, "KEN": 1}
    _clear("KEN")
    compiled = told("compilation", "kyoto")
    assert next(one for one in compiled["provisions"] if one["paragraph"] == "3")["practice"]["implemented"] == 1
    report = tmp_path / "report.docx"
    assert run("report", "kyoto", "-o", str(report)).exit_code == 0
    assert told("check-report", str(report)) == []
    assert _with_another_number(report)
    wrong = run("check-report", str(report), "--json")
    assert isinstance(wrong.exception, Exception) or wrong.exit_code
    assert run("close", "kyoto").exit_code == 0
    assert Round.objects.get().closed_at is not None


def _clear(state: str) -> None:
    from django.utils import timezone

    from cjin.cycles.actions.clearing import move_reply

    move_reply(respondent=Respondent.objects.get(state=state), act="clear", revision=1, by=None, now=timezone.now())


def _with_another_number(path: Path) -> bool:
    """Changes one number in the words of a report: of the two that were asked, three replied."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    words = parts["word/document.xml"].decode()
    assert "(1 of 1)" in words
    parts["word/document.xml"] = words.replace("(1 of 1)", "(1 of 2)", 1).encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return True


def test_a_workbook_with_a_wrong_cell_is_told_and_ends_with_one(declaration: None, tmp_path: Path) -> None:
    path = tmp_path / "form.json"
    path.write_text(json.dumps(told("form-of", "kyoto-2021")))
    told("put-form", str(path))
    told(
        "open",
        "kyoto",
        "--form",
        "follow-up-kyoto-2021",
        "--title",
        "en=Kyoto",
        "--opens",
        "2026-01-01",
        "--due",
        "2036-01-01",
        "--state",
        "KEN",
    )
    book = tmp_path / "ken.xlsx"
    run("workbook", "kyoto", "KEN", "-o", str(book), "--language", "ar")

    def change(one: openpyxl.Workbook) -> None:
        cell_of(one, "para-3#practice").value = "Done, more or less"

    done = run("take", "kyoto", "KEN", str(changed(book, change)), "--json")
    faults = json.loads(done.output)["faults"]
    assert len(faults) == 1
    assert "!" in faults[0]["where"]


@pytest.mark.parametrize("args", [
    ("forms", "none"), ("progress", "none"), ("compilation", "none"), ("form-of", "none"), ("close", "none"),
    ("report", "none", "-o", "/dev/null"), ("workbook", "none", "KEN", "-o", "/dev/null"),
])  # fmt: skip
def test_what_is_not_there_is_told(db: None, args: tuple[str, ...]) -> None:
    done = run(*args)
    assert "There is no" in str(getattr(done.exception, "message", done.output))
