"""A workbook that comes back: what it changes, what differs on both sides, what stands in the way."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from cjin.core.rules.errors import Invalid, NotAllowed
from cjin.cycles.actions.answering import save
from cjin.cycles.actions.clearing import hand, move_part
from cjin.cycles.actions.importing import Undecided, look, take
from cjin.cycles.actions.measures import put_measure
from cjin.cycles.actions.rounds import close
from cjin.cycles.models import Measure, Respondent, Round
from cjin.cycles.queries.answers import replies_of
from cjin.cycles.queries.workbooks import sheet_of
from cjin.cycles.rules.workbook.writing import as_workbook
from tests.cycles.conftest import MakeOrganization, MakePerson, Ministry
from tests.cycles.workbooks import cell_of, changed

YES = {"reply": "answered", "value": "yes"}
NO = {"reply": "answered", "value": "no"}

type Fill = Callable[..., Path]


@pytest.fixture(autouse=True)
def handed(kenya: Respondent, ministry: Ministry, now: datetime) -> None:
    """Both sections are with the agent's post."""
    for section in ("first", "second"):
        hand(respondent=kenya, section=section, post=ministry.post, by=ministry.focal, now=now)


@pytest.fixture
def fill(kenya: Respondent, tmp_path: Path) -> Fill:
    """Writes the workbook as it stands, and fills cells of it by their marks."""

    def filled(cells: dict[str, object], name: str = "form.xlsx") -> Path:
        path = tmp_path / name
        path.write_bytes(as_workbook(sheet_of(kenya, "en")))

        def change(book: openpyxl.Workbook) -> None:
            for mark, value in cells.items():
                cell_of(book, mark).value = value

        return changed(path, change)

    return filled


@pytest.mark.usefixtures("handed")
def test_what_was_filled_in_is_looked_at_and_then_taken(
    kenya: Respondent, ministry: Ministry, fill: Fill, now: datetime
) -> None:
    path = fill({"law#value": "Yes", "number#value": 12})
    looked = look(respondent=kenya, path=path, by=ministry.agent, now=now)
    assert looked.changes == {"law": YES, "number": {"reply": "answered", "value": 12}}
    assert replies_of(kenya) == {}, "looking changes nothing"
    assert take(respondent=kenya, path=path, by=ministry.agent, now=now).faults == []
    assert replies_of(kenya) == {"law": YES, "number": {"reply": "answered", "value": 12}}
    again = take(respondent=kenya, path=path, by=ministry.agent, now=now)
    assert (again.changes, again.differs) == ({}, [])


@pytest.mark.usefixtures("handed")
def test_two_copies_are_both_taken_and_where_they_differ_nothing_is_overwritten(
    kenya: Respondent, ministry: Ministry, fill: Fill, now: datetime
) -> None:
    one = fill({"law#value": "Yes", "number#value": 12}, "one.xlsx")
    two = fill({"law#value": "No", "share#value": 0.5}, "two.xlsx")
    take(respondent=kenya, path=one, by=ministry.agent, now=now)
    looked = take(respondent=kenya, path=two, by=ministry.focal, now=now)
    assert set(looked.changes) == {"share"}
    assert [(d.question, d.workbook, d.node, d.by) for d in looked.differs] == [("law", NO, YES, "agent")]
    assert replies_of(kenya)["law"] == YES
    take(respondent=kenya, path=two, of_workbook=["law"], by=ministry.focal, now=now)
    assert replies_of(kenya)["law"] == NO


@pytest.mark.usefixtures("handed")
def test_where_a_choice_is_missing_nothing_is_taken(
    kenya: Respondent, ministry: Ministry, fill: Fill, now: datetime
) -> None:
    path = fill({"law#value": "No", "share#value": 0.5})
    save(respondent=kenya, question="law", reply=YES, revision=0, by=ministry.agent, now=now)
    for decided in ((), ("law:0",), ("share:0",)):
        with pytest.raises(Undecided) as told:
            take(respondent=kenya, path=path, decided=decided, by=ministry.agent, now=now)
        assert [one.mark for one in told.value.looked.differs] == ["law:1"]
        assert replies_of(kenya) == {"law": YES}
    take(respondent=kenya, path=path, decided=["law:1"], by=ministry.agent, now=now)
    assert replies_of(kenya) == {"law": YES, "share": {"reply": "answered", "value": 0.5}}


@pytest.mark.usefixtures("handed")
def test_an_emptied_cell_empties_the_answer_only_where_nobody_changed_it(
    kenya: Respondent, ministry: Ministry, fill: Fill, now: datetime
) -> None:
    save(respondent=kenya, question="law", reply=YES, revision=0, by=ministry.agent, now=now)
    save(
        respondent=kenya,
        question="number",
        reply={"reply": "answered", "value": 1},
        revision=0,
        by=ministry.agent,
        now=now,
    )
    path = fill({"law#value": None, "law#reply": None, "number#value": None, "number#reply": None})
    save(
        respondent=kenya,
        question="number",
        reply={"reply": "answered", "value": 2},
        revision=1,
        by=ministry.agent,
        now=now,
    )
    looked = take(respondent=kenya, path=path, by=ministry.agent, now=now)
    assert [one.question for one in looked.differs] == ["number"]
    assert replies_of(kenya) == {"number": {"reply": "answered", "value": 2}}


@pytest.mark.usefixtures("handed")
def test_wrong_cells_are_told_and_the_right_ones_taken(
    kenya: Respondent, ministry: Ministry, fill: Fill, now: datetime
) -> None:
    path = fill({"law#value": "Perhaps", "number#value": 12})
    looked = take(respondent=kenya, path=path, by=ministry.agent, now=now)
    assert len(looked.faults) == 1
    assert looked.faults[0].where.startswith("First!D")
    assert set(replies_of(kenya)) == {"number"}


@pytest.mark.usefixtures("handed")
def test_what_may_not_be_written_any_more_is_told_with_its_cell(
    kenya: Respondent, ministry: Ministry, round_: Round, fill: Fill, now: datetime
) -> None:
    path = fill({"law#value": "Yes", "number#value": 12})
    move_part(respondent=kenya, section="first", act="submit", by=ministry.agent, now=now)
    looked = take(respondent=kenya, path=path, by=ministry.agent, now=now)
    assert "submitted" in looked.faults[0].message
    assert set(replies_of(kenya)) == {"number"}
    close(round_=round_, by=None, now=now)
    later = fill({"share#value": 1})
    assert "closed" in take(respondent=kenya, path=later, by=ministry.agent, now=now).faults[0].message


def test_another_ones_workbook_and_other_peoples_are_refused(
    kenya: Respondent, ministry: Ministry, round_: Round, fill: Fill, make_person: MakePerson,
    make_organization: MakeOrganization, now: datetime,
) -> None:  # fmt: skip
    france = round_.respondents.select_related("round__form").get(state="FRA")
    french = make_person("french", "cycles.answer", organization=make_organization("Ministère", state="FRA"))
    path = fill({"law#value": "Yes"})
    with pytest.raises(Invalid, match="another one") as caught:
        take(respondent=france, path=path, by=french, now=now)
    assert "KEN" in caught.value.faults[0].message
    with pytest.raises(NotAllowed):
        take(respondent=kenya, path=path, by=french, now=now)
    assert replies_of(france) == {}


@pytest.mark.usefixtures("handed")
def test_measures_come_with_the_workbook_and_are_never_changed_by_it(
    kenya: Respondent, ministry: Ministry, fill: Fill, now: datetime
) -> None:
    put_measure(state="KEN", name="act-7", title={"en": "Act 7"}, type="law", by=ministry.agent, now=now)
    path = fill({"para-1#measures": "act-8", "measures#value": "act-9"})

    def change(book: openpyxl.Workbook) -> None:
        sheet = book["Measures taken"]
        for place, value in enumerate(("act-8", "Law", None, "Act 8 of 2020")):
            sheet.cell(4, 4 + place).value = value
        sheet.cell(3, 7).value = "Another title of Act 7"

    looked = take(respondent=kenya, path=changed(path, change), by=ministry.agent, now=now)
    assert replies_of(kenya) == {"para-1": {"reply": "answered", "value": {"measures": ["act-8"]}}}
    assert "act-9" in looked.faults[0].message
    assert {one.name: one.title["en"] for one in Measure.objects.all()} == {"act-7": "Act 7", "act-8": "Act 8 of 2020"}
