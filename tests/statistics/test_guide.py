"""The guide from records to published figures: every command of it works as it is written there."""

import re
import shlex
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.utils import timezone

from cjin.statistics.actions.checking import check
from cjin.statistics.actions.importing import import_file
from cjin.statistics.models import Publication
from tests.running import ROOT
from tests.statistics.portal import line, portal_file
from tests.statistics.published import command

GUIDE = (ROOT / "docs" / "how-to" / "figures.md").read_text(encoding="utf-8")
FILES = (("csv", "offences.csv"), ("yaml", "mapping.yaml"), ("csv", "people.csv"))
PROMPT = "$ ./dev cjin statistics "


def blocks(kind: str) -> Iterator[str]:
    yield from re.findall(rf"^```{kind}\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)


def commands() -> list[list[str]]:
    lines = [one for block in blocks("console") for one in block.splitlines()]
    assert all(one.startswith(PROMPT) for one in lines)
    return [shlex.split(one.removeprefix(PROMPT), comments=True) for one in lines]


@pytest.mark.django_db
def test_every_command_of_the_guide_works_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    monkeypatch.chdir(tmp_path)
    found = {kind: list(blocks(kind)) for kind in ("csv", "yaml")}
    for kind, name in FILES:
        Path(name).write_text(found[kind].pop(0), encoding="utf-8")
    ready = import_file(path=portal_file(tmp_path, line(value=1.5)), layout="unodc", by=None, now=timezone.now())
    check(dataset=ready, by=None, now=timezone.now())
    assert (ready.source.slug, ready.findings.filter(severity=1).count()) == ("unodc-portal", 1), "as in the samples"
    asked = commands()
    assert {one[0] for one in asked} >= {"load", "tables", "check", "check-load", "template", "import", "publish"}
    for one in asked:
        done = command(*one)
        if one[:2] == ["import", "figures.xlsx"]:
            assert "is not filled in" in str(done.exception), "it is to be filled in first, and the guide says so"
        else:
            assert done.exit_code == 0, f"{one}: {done.output}"
    assert Publication.objects.count() == 2
    assert "schemes" in GUIDE
    assert "us-chi-iucr" in Path("mapping.yaml").read_text(encoding="utf-8")
