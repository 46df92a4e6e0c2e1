"""The workplan by the API and on the command line."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from cjin.core.models import User
from cjin.core.rules.errors import Invalid
from cjin.cycles.models import Discussion, Round
from cjin.node.cli import house
from tests.cycles.test_workplan import given

__all__ = ["given"]
pytestmark = pytest.mark.usefixtures("known")


def test_a_discussion_by_the_api_names_the_version_that_was_read(
    client: Client, given: Round, secretariat: User
) -> None:
    here, said = "/api/v1/cycles/workplan", {"work": "kyoto-2021", "title": {"en": "Pillar I"}, "begins": "2026-03-02"}
    assert client.post(here, said, content_type="application/json").status_code in (401, 403, 422)
    client.force_login(secretariat)
    said |= {"ends": "2026-03-04", "topics": ["corruption"]}
    assert client.post(here, said | {"topics": ["no"]}, content_type="application/json").status_code == 422
    made = client.post(here, said, content_type="application/json")
    assert made.status_code == 201
    one = f"{here}/{made.json()['number']}"
    assert client.get(here).json() == [made.json()]
    assert client.put(one, said, content_type="application/json").status_code == 428
    tag = {"If-Match": client.get(one)["ETag"]}
    changed = client.put(one, said | {"document": "E/CN.15/2026/9"}, content_type="application/json", headers=tag)
    assert changed.json()["document"] == "E/CN.15/2026/9"
    assert client.delete(one, headers=tag).status_code == 412
    assert client.get(f"{one}/compilation?round=first&format=docx").content[:2] == b"PK"
    assert client.get(f"{one}/compilation?round=first&format=exe").status_code == 422
    assert client.delete(one, headers={"If-Match": changed["ETag"]}).status_code == 204
    assert client.get(one).status_code == 404


def test_a_discussion_and_a_national_report_on_the_command_line(given: Round, tmp_path: Path) -> None:
    def run(*args: str) -> Any:
        return CliRunner().invoke(house, ["cycles", *args])

    put_ = run("put-discussion", "kyoto-2021", "--title", "en=Pillar I", "--begins", "2026-03-02", "--section", "first")
    assert put_.exit_code == 0, put_.output
    number = str(Discussion.objects.get().pk)
    assert "Pillar I" in run("workplan").output
    refused = run("put-discussion", "kyoto-2021", "--title", "en=A", "--begins", "2026-03-02", "--section", "none")
    assert isinstance(refused.exception, Invalid)
    for args in (("compile-discussion", number, "first"), ("national", "first", "ken")):
        for ending, begins in (("docx", b"PK"), ("html", b"<!doc"), ("pdf", b"%PDF")):
            file = tmp_path / f"{args[0]}.{ending}"
            assert run(*args, "-o", str(file)).exit_code == 0
            assert file.read_bytes().startswith(begins)
        assert run(*args, "-o", str(tmp_path / "a.exe")).exit_code != 0
