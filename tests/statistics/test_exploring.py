"""What answers a question: the series that was asked for, cells in their places, rules beside each other."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qsl

import pyarrow as arrow
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.errors import Invalid
from cjin.shell.rules.charts.figures import Bars, Lines
from cjin.statistics.queries.charting import chart_of
from cjin.statistics.queries.exploring import answer
from cjin.statistics.queries.flows import flow_for
from cjin.statistics.rules.exploring import choosing
from cjin.statistics.rules.exploring.choosing import chosen
from cjin.statistics.rules.exploring.comparing import Likeness, compared
from cjin.statistics.rules.exploring.grids import place_in_time
from cjin.statistics.rules.exploring.question import Question, views
from cjin.statistics.rules.publishing.flows import RULES, Flow
from tests.statistics.areas import two_areas

LISTS = {"FREQ": ["A"], "REF_AREA": ["XA", "XB"], "SOURCE": ["one", "two"], "SEX": ["F", "M", "_T"], "AGE": ["_T"]}
FLOW = Flow("flow", "Flow", "group", ("SEX", "AGE"), lists={**LISTS, "UNIT_MEASURE": ["NR"], "TIME_PERIOD": ["2019"]})
CODES = st.fixed_dictionaries({}, optional={name.lower(): st.sampled_from(codes) for name, codes in LISTS.items()})


def cells(*rows: tuple[str, ...]) -> arrow.Table:
    """Cells by their codes in the order of the flow's key; each has a value."""
    columns = {name: [row[at] for row in rows] for at, name in enumerate(FLOW.key)}
    return arrow.table({**columns, "OBS_VALUE": [1.0 for _ in rows]})


@given(CODES, st.sampled_from(["", "time", "sex", "ref_area"]), st.sampled_from(["", "2019", "2019-03"]))
def test_a_question_is_the_same_after_it_was_written_into_an_address(
    codes: dict[str, str], view: str, since: str
) -> None:
    asked = Question.of({**codes, "view": view, "since": since}, FLOW)
    assert Question.of(dict(parse_qsl(asked.query())), FLOW) == asked


@given(st.dictionaries(st.sampled_from(["view", "by", "since", "until", "period", "page", "format", "sex"]), st.text()))
def test_whatever_is_asked_is_answered_or_refused_by_name(asked: dict[str, str]) -> None:
    with suppress(Invalid):
        assert Question.of(asked, FLOW).view in ("time", *FLOW.key)
        return
    with pytest.raises(Invalid) as refused:
        Question.of(asked, FLOW)
    assert {fault.where for fault in refused.value.faults} <= set(asked)


def test_only_dimensions_that_differ_are_ways_to_look() -> None:
    assert views(FLOW) == ["time", "SEX", "REF_AREA"]


def test_totals_and_the_longest_series_are_shown_first() -> None:
    one, total = ("A", "XA", "one", "F", "_T", "NR"), ("A", "XB", "two", "_T", "_T", "NR")
    table = cells((*one, "2018"), (*one, "2019"), (*total, "2019"))
    found = chosen(FLOW, table, {}, ())
    assert found is not None
    assert tuple(found.codes.values()) == total
    table = cells((*one, "2018"), (*one, "2019"), ("A", "XB", "two", "M", "_T", "NR", "2019"))
    assert (chosen(FLOW, table, {}, ()) or found).codes["SEX"] == "F"


def test_of_very_many_cells_the_same_series_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    series = [("A", area, "one", sex, "_T", "NR") for area in ("XA", "XB") for sex in ("F", "M", "_T")]
    table = cells(*((*one, str(year)) for one in series for year in range(2000, 2010)))
    whole = chosen(FLOW, table, {"REF_AREA": "XB"}, ())
    monkeypatch.setattr(choosing, "MOST", 5)
    assert chosen(FLOW, table, {"REF_AREA": "XB"}, ()) == whole
    assert whole is not None
    assert (whole.codes["REF_AREA"], whole.codes["SEX"]) == ("XB", "_T")


def test_what_no_figure_has_together_is_told() -> None:
    table = cells(("A", "XA", "one", "F", "_T", "NR", "2019"), ("A", "XB", "two", "M", "_T", "NR", "2019"))
    found = chosen(FLOW, table, {"REF_AREA": "XA", "SEX": "M"}, ())
    assert found is not None
    assert found.codes["REF_AREA"] == "XA"
    assert found.without == {"SEX": "M"}
    assert chosen(FLOW, table.slice(0, 0), {}, ()) is None


def test_months_have_their_place_in_time() -> None:
    assert [place_in_time(one) for one in ("2019", "2019-01", "2019-07")] == [2019, 2019, 2019.5]


def test_rules_are_alike_differ_or_are_not_known() -> None:
    first = dict.fromkeys(RULES, "x") | {"threats": "unknown"}
    second = dict.fromkeys(RULES, "x") | {"principal": "incident", "threats": "unknown"}
    found = {one.rule: one.likeness for one in compared([first, second])}
    assert found.pop("principal") is Likeness.DIFFERS
    assert found.pop("threats") is Likeness.UNKNOWN
    assert set(found.values()) == {Likeness.ALIKE}
    assert {one.likeness for one in compared([first, {}])} == {Likeness.UNKNOWN}


@pytest.mark.django_db
def test_every_cell_of_an_answer_is_a_published_cell_with_the_chosen_codes(tmp_path: Path, now: datetime) -> None:
    two_areas(tmp_path, now)
    held = flow_for(None, "by-sex-and-age")
    published = {tuple(cell.codes.values()): (cell.value, cell.status) for cell in held.cells()}
    for asked in ({}, {"view": "sex"}, {"view": "ref_area"}, {"by": "sex"}, {"ref_area": "XB", "by": "age"}):
        found = answer(held, Question.of(asked, held.flow))
        assert found is not None
        shown = found.grid.shown
        assert len({tuple(cell.codes.values()) for cell in shown}) == len(shown) > 0
        for cell in shown:
            assert published[tuple(cell.codes.values())] == (cell.value, cell.status)
            assert found.choice.codes.items() <= cell.codes.items()


@pytest.mark.django_db
def test_a_chart_has_a_mark_for_every_value_that_the_table_shows(tmp_path: Path, now: datetime) -> None:
    two_areas(tmp_path, now)
    held = flow_for(None, "by-sex-and-age")
    over_time = answer(held, Question.of({"by": "sex"}, held.flow))
    assert over_time is not None
    lines = chart_of(over_time)
    assert lines is not None
    assert isinstance(lines.chart, Lines)
    assert len(lines.chart.points) == len(over_time.grid.shown)
    crossed = answer(held, Question.of({"view": "sex"}, held.flow))
    assert crossed is not None
    bars = chart_of(crossed)
    assert bars is not None
    assert isinstance(bars.chart, Bars)
    assert sum(len(row.bars) for row in bars.chart.rows) == sum(
        "_T" not in (cell.codes["SEX"], cell.codes["AGE"]) for cell in crossed.grid.shown
    )
