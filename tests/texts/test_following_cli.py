"""What instruments commission and what is parallel, on the command line, as pages and references tell it."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cjin.node.cli import house
from cjin.texts.actions.confirming import confirm
from cjin.texts.actions.deriving import derive
from cjin.texts.models import Parallel
from cjin.texts.queries.instruments import instrument_named
from cjin.texts.rules.annotations import Asked
from cjin.texts.rules.calendar import OTHER
from cjin.texts.rules.commitments.lexicon import kinds
from tests.texts.conftest import MakeText

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "commitments.md"
ONE = {"para_1": "We undertake to lend prison libraries rare books.", "para_2": "Trees are planted in deserts."}
TWO = {"para_1": "We undertake to lend more rare books to libraries in prisons.", "para_2": "Rain falls."}
OTHERS = {f"para_{number}": f"Rare books lend libraries of prisons to matter {number}." for number in range(1, 9)}


def told(*words: str) -> list[dict[str, Any]]:
    done = CliRunner().invoke(house, ["texts", *words, "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    found: list[dict[str, Any]] = json.loads(done.output)
    return found


@pytest.fixture
def texts(make_text: MakeText, now: datetime) -> None:
    make_text("one-2020", ONE)
    make_text("two-2021", TWO)


def scores(found: list[dict[str, Any]]) -> Mapping[tuple[str, str], float]:
    return {(one["a"], one["b"]): one["score"] for one in found}


@pytest.mark.usefixtures("texts")
def test_two_instruments_are_judged_as_the_pages_judge_them(make_text: MakeText, now: datetime) -> None:
    make_text("three-2022", OTHERS)
    derive(now=now)
    found = scores(told("parallels", "one-2020", "two-2021"))
    three = scores(told("parallels", "one-2020", "two-2021", "three-2022"))
    assert {pair: three[pair] for pair in found} == found
    kept = {
        (f"{one.a.slug}/{one.a_eid}", f"{one.b.slug}/{one.b_eid}"): one.score
        for one in Parallel.objects.select_related("a", "b")
    }
    named = {pair: score for pair, score in kept.items() if "three-2022" not in " ".join(pair)}
    assert {pair: found[pair] for pair in named} == named


@pytest.mark.usefixtures("texts")
def test_what_else_is_here_tells_what_is_rare_but_treaties_do_not(make_text: MakeText) -> None:
    alone = scores(told("parallels", "one-2020", "two-2021"))
    make_text("treaty-2022", {f"art_{number}": text for number, text in enumerate(OTHERS.values(), 1)})
    assert scores(told("parallels", "one-2020", "two-2021")) == alone
    make_text("three-2022", OTHERS)
    assert scores(told("parallels", "one-2020", "two-2021")) != alone


def test_mandates_of_one_state(make_text: MakeText, now: datetime) -> None:
    make_text("one-2020", {
        "para_1": "We request the Secretary-General to report to the General Assembly at its sixty-first session.",
        "para_2": "We request the Secretary-General to report to the General Assembly at its sixty-second session.",
    })  # fmt: skip
    report = Asked(("secretary-general",), "request", "request", output="proposals")
    confirm(instrument=instrument_named("one-2020", None), eid="para_2", asked=[report], by=None, now=now)
    by = {state: [one["provision"][-1] for one in told("mandates", "--state", state)] for state in STATES}
    assert by == {"proposed": ["1"], "confirmed": ["2"]}
    assert len(told("mandates")) == 2
    assert CliRunner().invoke(house, ["texts", "mandates", "--state", "guessed"]).exit_code == 2


STATES = ("proposed", "confirmed")


def test_every_organ_is_in_the_reference_with_its_name() -> None:
    rows = dict(re.findall(r"^\| `([a-z]+)` \| ([^|]+) \|", REFERENCE.read_text(encoding="utf-8"), re.MULTILINE))
    organs = {one.organ: one.name["en"] for one in kinds("actor").values() if one.organ}
    assert organs.keys() | {OTHER} <= rows.keys()
    assert [organ for organ, name in organs.items() if name.split()[0].lower() not in rows[organ].lower()] == []
