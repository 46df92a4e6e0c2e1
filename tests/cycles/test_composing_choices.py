"""What a question can refer to: provisions that exist, and tables of figures with their rows and columns."""

from dataclasses import replace
from typing import Any

import pytest

from cjin.core.queries.release import Reader
from cjin.core.rules.errors import NotFound
from cjin.core.rules.identifiers import Language
from cjin.cycles.queries.grids import grid_of, grids_offered
from cjin.cycles.queries.places import likely_places, place_of, unknown_among
from cjin.cycles.rules.form.composing import with_question
from cjin.cycles.rules.form.questions import Form, Grid, Kind, Question
from cjin.cycles.rules.form.reading import read_form, written_form
from cjin.cycles.rules.form.succession import carried_over
from cjin.texts.models import Work
from tests.cycles.forms import every_kind
from tests.texts.conftest import make_text  # noqa: F401 - a fixture

NOBODY = Reader()


@pytest.mark.parametrize("name", [name for name, _title in grids_offered()])
def test_every_table_that_is_offered_makes_a_right_question(name: str) -> None:
    grid = grid_of(name)
    form = every_kind()
    kept = read_form(written_form(_with_grid(form, grid)))
    assert kept.question("table").grid == grid
    assert len({one.code for one in grid.rows}) == len(grid.rows) > 0
    for one in grid.columns:
        assert set(one.text) == set(Language.ALL), one.code


def _with_grid(form: Form, grid: Grid) -> Form:
    return with_question(form, "second", replace(form.question("table"), grid=grid), instead="table")


def test_a_table_of_more_than_rows_and_columns_is_not_offered() -> None:
    assert "crime-and-justice/victims-of-homicide" not in dict(grids_offered())
    for name in ("crime-and-justice/victims-of-homicide", "nothing", "../victims"):
        with pytest.raises(NotFound):
            grid_of(name)


def test_a_provision_exists_where_its_text_is_here_and_is_believed_where_it_is_not(
    db: None,
    make_text: Any,  # noqa: F811
) -> None:
    make_text("kyoto-2021", {"para_1": "One", "para_2__subpara_a": "Two"})
    make_text("kyoto-2021", {"para_1": "Un"}, language="fr")
    make_text("draft", {"para_1": "Not yet"}, published=False)
    Work.objects.create(slug="known", title={"en": "Known"}, known=True)
    places = ["kyoto-2021/para_1", "kyoto-2021/para_2__subpara_a", "kyoto-2021/para_9", "kyoto-2021", "known/para_1",
              "known/", "draft/para_1", "nowhere/para_1", "", "/"]  # fmt: skip
    right = {"kyoto-2021/para_1", "kyoto-2021/para_2__subpara_a", "known/para_1"}
    assert unknown_among(places, "en", NOBODY) == set(places) - right
    assert unknown_among(places, "fr", NOBODY) == set(places) - right
    assert place_of("kyoto-2021 para 1", "en", NOBODY) == "kyoto-2021/para_1"
    assert [place_of(one, "en", NOBODY) for one in ("kyoto-2021 para 9", "draft para 1")] == [
        "kyoto-2021 para 9",
        "draft para 1",
    ]
    likely = likely_places(every_kind(), "fr", NOBODY)
    assert likely == [("kyoto-2021/para_1", "para. 1: Un")]
    assert [place for place, _words in likely_places(every_kind(), "ar", NOBODY)] == sorted(right - {"known/para_1"})


def test_answers_of_another_kind_do_not_carry_over() -> None:
    before = every_kind()
    after = _with_kind(before)
    assert [now.question for now, _old in carried_over(before, after).changed] == ["day"]


def _with_kind(form: Form) -> Form:
    day = form.question("day")
    return with_question(form, "second", Question("day", Kind.TEXT, day.text), instead="day")
