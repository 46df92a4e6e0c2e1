"""A form as a workbook and back: the same replies; whatever was done to it is taken rightly or told with its cell."""

import random
from collections.abc import Callable
from pathlib import Path
from string import ascii_uppercase
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from cjin.core.rules.errors import Invalid
from cjin.cycles.rules.answers.replies import Reply, canonical, checked_all, digest
from cjin.cycles.rules.form.reading import read_form
from cjin.cycles.rules.workbook.reading import LARGEST, read_workbook, sheets_in
from cjin.cycles.rules.workbook.writing import HIDDEN, MEASURES
from tests.cycles.forms import DEFINITION, all_replies, every_kind
from tests.cycles.workbooks import REPLIES, cell_of, changed, read, said, sheets_of, written

ONCE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)


@ONCE
@given(all_replies())
def test_what_is_written_is_read_as_the_same(tmp_path: Path, replies: dict[str, Any]) -> None:
    form = every_kind()
    kept = checked_all(form, replies)
    for language in ("en", "ar"):
        filled = read_workbook(sheets_of(written(tmp_path, kept, language)), form)
        assert filled.faults == []
        assert canonical(said(filled)) == canonical(kept)
        assert set(filled.replies) == set(form.by_name)


def test_the_same_content_gives_the_same_bytes_and_says_what_it_is_for(tmp_path: Path) -> None:
    path = written(tmp_path, REPLIES)
    assert path.read_bytes() == written(tmp_path, REPLIES).read_bytes()
    head = read_workbook(sheets_in(path), every_kind()).head
    assert (head.round, head.respondent, head.language) == ("round", "KEN", "en")
    assert head.began == {name: digest(one) for name, one in REPLIES.items()}


def test_sheets_renamed_and_rows_moved_change_nothing(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        for number, sheet in enumerate(one for one in book.worksheets if one.title not in (HIDDEN, "_lists")):
            sheet.title = f"renamed {number}"
        sheet = book.worksheets[1]
        sheet.move_range("A3:O30", rows=40)

    filled = read(changed(written(tmp_path, REPLIES), change))
    assert filled.faults == []
    assert canonical(said(filled)) == canonical(REPLIES)


@pytest.mark.parametrize(("mark", "place", "value", "message"), [
    ("number#value", 0, "12", "is a text"),
    ("number#value", 0, "=6*2", "formula"),
    ("number#value", 0, 12.5, "whole"),
    ("table#row:0101", 0, "many", "is a text"),
    ("law#value", 0, "perhaps", "none of the list"),
    ("para-1#law", 0, "Done", "none of the list"),
    ("para-1#law", 1, "more", "nothing is asked here"),
    ("day#value", 0, "the second of March", "is no day"),
    ("assistance#entry:1", 1, "something", "type: this is missing"),
    ("law#reply", 0, "Nil: there is none", "no value"),
])  # fmt: skip
def test_a_wrong_cell_is_told_and_its_question_left_as_it_is(
    tmp_path: Path, mark: str, place: int, value: Any, message: str
) -> None:
    where = []

    def change(book: openpyxl.Workbook) -> None:
        cell = cell_of(book, mark, place)
        cell.value = value
        where.append(f"{cell.parent.title}!")

    filled = read(changed(written(tmp_path, REPLIES), change))
    assert filled.faults
    assert message in " ".join(one.message for one in filled.faults)
    assert all(one.where.startswith(where[0]) for one in filled.faults)
    name = mark.partition("#")[0]
    assert name not in filled.replies
    assert canonical({k: v for k, v in said(filled).items() if k != name}) == canonical(
        {k: v for k, v in REPLIES.items() if k != name}
    )


def test_merged_cells_and_a_row_twice_are_told(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        cell = cell_of(book, "number#value")
        cell.parent.merge_cells(start_row=cell.row, end_row=cell.row + 1, start_column=4, end_column=5)
        first = cell_of(book, "law#value")
        first.parent.cell(first.parent.max_row + 2, 1).value = "law#value"
        first.parent.cell(first.parent.max_row, 4).value = "Yes"

    filled = read(changed(written(tmp_path, REPLIES), change))
    told = " ".join(map(str, filled.faults))
    assert told.count("merged") == 1
    assert "stands twice" in told
    assert not {"number", "law"} & set(filled.replies)


def test_rows_that_belong_to_nothing_are_told(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book.worksheets[2]
        sheet.cell(sheet.max_row + 3, 4).value = "a note of somebody"

    filled = read(changed(written(tmp_path, REPLIES), change))
    assert "belongs to no question" in filled.faults[0].message
    assert canonical(said(filled)) == canonical(REPLIES)


def test_too_many_rows_are_told_and_what_is_right_is_read(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        for number in range(30_000):
            book.worksheets[2].append([None, None, None, number])

    filled = read(changed(written(tmp_path, REPLIES), change))
    assert any("rows more than a form has" in one.message for one in filled.faults)
    assert len(filled.faults) <= 200
    assert canonical(said(filled)) == canonical(REPLIES)


def test_each_fault_of_a_question_is_told_at_once(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        cell_of(book, "para-1#law").value = "Done"
        cell_of(book, "para-1#practice").value = "Perhaps"
        cell_of(book, "para-1#difficulties").value = "=D5"

    filled = read(changed(written(tmp_path, REPLIES), change))
    assert len(filled.faults) == len({one.where for one in filled.faults}) == 3
    assert "para-1" not in filled.replies


def test_a_wrong_cell_is_not_taken_where_there_are_more_faults_than_are_told(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        cell_of(book, "para-1#law").value = "Done"
        for number in range(1_000):
            book.worksheets[2].append([None, None, None, number])

    filled = read(changed(written(tmp_path, REPLIES), change))
    assert "para-1" not in filled.replies


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(Invalid, match="too large"):
        sheets_in(path)


def test_the_list_of_measures_is_that_of_their_sheet_in_every_language(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path, REPLIES, "fr"))
    place = book.defined_names[MEASURES].attr_text
    assert place == "'Mesures prises'!$D$3:$D$202"
    assert book["Mesures prises"]["A3"].value == "measure#1"
    assert cell_of(book, "table#row:0101", 1).value == "Non communiqué"


def test_a_sheet_that_is_gone_is_noted_and_changes_nothing(tmp_path: Path) -> None:
    filled = read(changed(written(tmp_path, REPLIES), lambda book: book.remove(book.worksheets[2])))
    assert filled.missing == ["second"]
    assert set(filled.replies) == {"para-1", "para-2", "law", "why"}


@pytest.mark.parametrize("change", [
    lambda book: book.remove(book[HIDDEN]),
    lambda book: setattr(book[HIDDEN]["B2"], "value", "99"),
])  # fmt: skip
def test_what_is_no_workbook_of_a_round_is_refused(tmp_path: Path, change: Callable[[openpyxl.Workbook], None]) -> None:
    with pytest.raises(Invalid, match="workbook"):
        read(changed(written(tmp_path, REPLIES), change))


def test_a_workbook_of_another_version_is_refused(tmp_path: Path) -> None:
    later = read_form(DEFINITION | {"version": 2})
    with pytest.raises(Invalid, match="another form"):
        read_workbook(sheets_in(written(tmp_path, REPLIES)), later)


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 broken"])
def test_what_is_no_workbook_at_all_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)
    with pytest.raises(Invalid, match="cannot be read"):
        sheets_in(path)


MUTATIONS: list[Any] = [
    "", "Yes", "yes", "No", "12", 12, -3, 1.25, True, "Implemented", "not-started", "=A1", "nil", "2026-03-02",
    "x" * 300,
    "Known, and withheld", "\u202eabc", 10**16, "corruption", "a", "option b", "Manual or handbook",
]  # fmt: skip


def mutated_rightly(count: int, seed: int) -> int:
    """So many cells are changed, one of each question at a time; each is taken as what it says, or refused."""
    die, form, done = random.Random(seed), every_kind(), 0
    sheets = _sheets()
    rows: dict[str, list[tuple[str, list[Any]]]] = {}
    for sheet in sheets:
        for row in sheet["rows"]:
            if row[1][0] and "#" in row[1][0][1] and row[1][0][1].partition("#")[0] in form.by_name:
                rows.setdefault(row[1][0][1].partition("#")[0], []).append((sheet["name"], row))
    while done < count:
        changes = {
            name: (*die.choice(mine), die.randrange(3, 15), die.choice(MUTATIONS)) for name, mine in rows.items()
        }
        before = {name: row[1] for name, (_, row, _, _) in changes.items()}
        for _, row, place, value in changes.values():
            cells = list(row[1]) + [None] * (place + 1 - len(row[1]))
            cells[place] = _cell(value)
            row[1] = cells
        filled = read_workbook(sheets, form)
        for name, (sheet_name, row, place, value) in changes.items():
            if name in filled.replies:
                _is_told(filled.replies[name], REPLIES.get(name), value, before[name], place)
            else:
                own = {str(one[0]) for _, one in rows[name]}
                told = {one.where.partition("!")[2].lstrip(ascii_uppercase) for one in filled.faults}
                assert own & told, (name, sheet_name, place, value)
            row[1] = before[name]
        done += len(changes)
    return done


def _sheets() -> list[dict[str, Any]]:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        return sheets_in(written(Path(folder), REPLIES))


def _cell(value: Any) -> list[Any] | None:
    if value == "":
        return None
    if isinstance(value, bool):
        return ["bool", value]
    return ["number", value] if isinstance(value, int | float) else ["text", value]


LISTS_OF_CELLS = (
    "many#value",
    "measures#value",
    *(f"para-{n}#{p}" for n in (1, 2) for p in ("difficulties", "measures")),
)
"""What is named twice in one of these rows is named once."""


def _is_told(reply: Reply | None, was: Reply | None, value: Any, before: list[Any], place: int) -> None:
    """What is taken says what the cell says: nothing is lost, and nothing changed but by it."""
    stood = before[place] if place < len(before) else None
    if value == "" and stood is None:
        assert reply == was
    elif reply == was:
        twice = before[0][1] in LISTS_OF_CELLS
        assert stood is not None or value in ("No", "no") or twice, (reply, value)


def test_a_changed_cell_is_taken_rightly_or_refused() -> None:
    assert mutated_rightly(100, seed=1) >= 100


@pytest.mark.slow
def test_ten_thousand_changed_cells_are_taken_rightly_or_refused() -> None:
    assert mutated_rightly(10_000, seed=2) >= 10_000
