"""Whole rounds on real texts: the workbooks of all States there and back, and what Doha answers of Kyoto."""

import os
import time
from collections.abc import Mapping
from datetime import datetime
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from cjin.core.rules.identifiers import Language
from cjin.cycles.actions.demonstration import SECOND, simulate
from cjin.cycles.models import Round
from cjin.cycles.queries.answers import counted, replies_of
from cjin.cycles.queries.asking import asking_of
from cjin.cycles.queries.compiling import clearings_of
from cjin.cycles.queries.earlier import continued_by
from cjin.cycles.queries.forms import form_of
from cjin.cycles.queries.workbooks import sheet_of
from cjin.cycles.rules.answers.replies import canonical
from cjin.cycles.rules.form.making import follow_up
from cjin.cycles.rules.form.questions import Form
from cjin.cycles.rules.form.succession import parallels_of
from cjin.cycles.rules.workbook.child import main
from cjin.cycles.rules.workbook.reading import read_workbook
from cjin.cycles.rules.workbook.writing import as_workbook
from cjin.reference.actions import load as load_reference
from cjin.texts.actions.annotating import load as load_annotations
from cjin.texts.actions.deriving import derive
from cjin.texts.actions.library import load_library
from cjin.texts.actions.works import load_works
from cjin.texts.models import Verdict, Work
from tests.texts.inputs import SHARED, needs_shared

MOST_SECONDS = 600


@pytest.fixture
def library(db: None, now: datetime, settings: Any) -> None:
    """The declarations where they are beside the project, else the model declaration alone."""
    folder = SHARED / "founding-texts"
    settings.CJIN_LIBRARY = os.fspath(folder) if folder.is_dir() else ""
    load_reference(now=now)
    load_works(now=now)
    load_library(now=now)
    load_annotations(now=now)


@pytest.mark.slow
def test_the_workbooks_of_all_states_say_byte_for_byte_what_was_replied(
    library: None, tmp_path: Path, now: datetime
) -> None:
    simulate(now=now)
    round_ = Round.objects.select_related("form").get(slug=SECOND)
    form, cleared = form_of(round_), clearings_of(round_)
    respondents = list(round_.respondents.select_related("round__form"))
    assert len(respondents) == 193
    began, path = time.monotonic(), tmp_path / "form.xlsx"
    for one, language in zip(respondents, cycle(Language.ALL), strict=False):
        path.write_bytes(as_workbook(sheet_of(one, language)))
        filled = read_workbook(main(os.fspath(path))["sheets"], form)
        assert (filled.faults, filled.missing) == ([], [])
        told = {name: reply for name, reply in filled.replies.items() if reply is not None}
        assert canonical(told).encode() == canonical(replies_of(one)).encode()
        assert canonical(told).encode() == canonical(counted(cleared[one.pk].content)).encode()
    assert time.monotonic() - began < MOST_SECONDS


@needs_shared
def test_most_of_what_two_declarations_share_begins_with_the_answer_before(library: None, now: datetime) -> None:
    derive(now=now)
    doha, kyoto = _form("doha-2015"), _form("kyoto-2021")
    confirmed = continued_by(kyoto)
    shared = _shared(doha, kyoto, Verdict.objects.filter(accepted=True))
    assert len(shared) > 50
    assert _share(shared, doha, kyoto, confirmed) >= 0.8
    Verdict.objects.all().delete()
    assert _share(shared, doha, kyoto, continued_by(kyoto)) >= 0.8, "also before anybody confirmed a parallel"


def _form(slug: str) -> Form:
    work = Work.objects.get(slug=slug)
    return follow_up(slug, work.title, asking_of(work, None, with_proposed=True).asking)


def _shared(before: Form, after: Form, verdicts: Any) -> set[str]:
    """The questions of a form about a provision that people say continues one that the form before asks about."""
    asked = {place for one in before.questions for place in one.about}
    pairs = {
        (f"{a}/{ae}", f"{b}/{be}") for a, ae, b, be in verdicts.values_list("a__slug", "a_eid", "b__slug", "b_eid")
    }
    continues = {one for a, b in pairs for one, other in ((a, b), (b, a)) if other in asked}
    return {one.question for one in after.questions if continues & set(one.about)}


def _share(shared: set[str], before: Form, after: Form, continued: Mapping[str, Any]) -> float:
    """How many of these questions begin with an answer before, each with the provisions that say why."""
    follows = parallels_of(before, after, continued)
    assert all(all(one.provisions) for one in follows.values())
    return len(shared & set(follows)) / len(shared)
