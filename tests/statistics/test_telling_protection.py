"""The command line tells what protection could not do, as the API does."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from cjin.statistics.queries.flows import flow_for
from tests.statistics.published import TABLES, command, loaded, published
from tests.statistics.test_counting import made

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    done = command(*words)
    assert done.exit_code == 0, done.output
    return done.output


def test_figures_that_are_not_protected_fully_are_told(tmp_path: Path, now: datetime) -> None:
    one = published(loaded(tmp_path, now), now)
    assert "not protected fully" not in run("publications")
    one.report["hidden"]["unprotected"] = [f"2019 01 sex={code}" for code in range(12)]
    one.save()
    said = run("publications")
    assert "not protected fully: 12 (2019 01 sex=0; 2019 01 sex=1;" in said
    assert "sex=9 …" in said
    (told,) = json.loads(run("publications", "--json"))["publications"]
    assert len(told["hidden"]["unprotected"]) == 12


def test_totals_that_stay_hidden_all_the_same_are_told(tmp_path: Path, now: datetime) -> None:
    load = loaded(tmp_path, now, made(150, 1))
    tables = tmp_path / "tables.yaml"
    tables.write_text(TABLES)
    asked = (str(tables), "--load", load.key, "--release", "public")
    before = json.loads(run("publish", *asked, "--json"))
    assert before["totals_hidden"] is None
    held = [cell for flow in ("by-category", "by-month", "by-sex") for cell in flow_for(None, flow).cells()]
    hidden = sum(cell.status == "Q" and cell.codes.get("SEX", "_T") == "_T" for cell in held)
    assert json.loads(run("publish", *asked, "--show-totals", "--json"))["totals_hidden"] == hidden > 0
    assert f"totals that stay hidden all the same: {hidden} (" in run("publish", *asked, "--show-totals")


def test_where_no_total_is_hidden_nothing_is_told(tmp_path: Path, now: datetime) -> None:
    load = loaded(tmp_path, now, made(400, 3))
    tables = tmp_path / "tables.yaml"
    tables.write_text("id: few\ntables:\n  - {id: all-offences, unit: offence, dimensions: [sex]}\n")
    asked = (str(tables), "--load", load.key, "--show-totals")
    assert "stay hidden" not in run("publish", *asked)
    assert json.loads(run("publish", *asked, "--json"))["totals_hidden"] == 0
