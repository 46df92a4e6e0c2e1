"""Whatever is wrong with a reply or a workbook is told in the reader's words."""

import re
from typing import Any

import pytest
from django.utils import translation

from cjin.core.rules.errors import Fault, Invalid
from cjin.cycles.forms.faults import cells_of, refused, told
from cjin.cycles.rules.answers.replies import checked
from cjin.cycles.rules.workbook.reading import head_of
from tests.cycles.forms import every_kind

ENGLISH = re.compile(r"\b(?!XLSX|https)[A-Za-z]{3,}")
FIGURE = {"kind": "figure", "ref": "a@1/b/A.X/2020"}
WRONG: list[tuple[str, Any]] = [
    ("law", "nothing"), ("law", {"reply": "perhaps"}), ("law", {"value": "maybe"}), ("law", {"more": "yes"}),
    ("law", {"reply": "nil", "value": "yes"}), ("number", {"value": "12"}), ("number", {"value": 2000}),
    ("number", {"value": -1}), ("number", {"value": 1.5}), ("day", {"value": "31.12.2026"}), ("many", {"value": "a"}),
    ("table", {"value": {"0101": {"m": "x"}}}), ("table", {"value": {"0101": {"m": -1}}}), ("table", {"value": [1]}),
    ("para-1", {"value": {"good_practice": "x"}}), ("para-1", {"value": {"measures": ["A B"]}}),
    ("why", {"value": "x"}), ("why", {"text": {"en": "x" * 20_001}}), ("why", {"text": {"en": "a\x00"}}),
    ("why", {"text": {"en": "a\u202eb"}}),
    ("tools", {"value": [{"about": "x"}]}), ("tools", {"value": [{"type": "manual"}]}), ("proposals", {"value": [{}]}),
    ("papers", {"evidence": [{"kind": "link", "ref": "http://example.org"}]}),
    ("papers", {"evidence": [{"kind": "x"}]}),
    ("papers", {"evidence": [{"kind": "link"}]}), ("papers", {"evidence": [{"x": "y"}]}), ("papers", {"evidence": "x"}),
    ("papers", {"evidence": [FIGURE | {"sha256": "x"}]}), ("papers", {"evidence": [FIGURE | {"value": "x"}]}),
]  # fmt: skip
OF_CELLS = [
    "3 rows more than a form has; take them away", "this row belongs to no question; move what it says to one",
    "“x” is no question of this form", "the row “a#b” stands twice; take one of them away",
    "this is a formula; put in the value itself", "cells are merged here; take them apart again",
    "“x” is nothing that is asked here", "the row with the reply is missing; copy your answer into a new download",
    "nothing is asked here; take it away", "a day as 2026-03-02 is expected", "a text is expected",
    "“x” is a text, and a number is expected; type the number again", "“x” is none of the list; choose one of it",
]  # fmt: skip


@pytest.mark.parametrize(("name", "reply"), WRONG)
def test_a_wrong_reply_is_told_in_every_language(name: str, reply: Any) -> None:
    with pytest.raises(Invalid) as caught:
        checked(every_kind().question(name), reply)
    with translation.override("ar"):
        for said in told(caught.value.faults, caught.value.message):
            assert not ENGLISH.search(said), said


@pytest.mark.parametrize("message", OF_CELLS)
def test_a_wrong_cell_is_told_in_every_language(message: str) -> None:
    with translation.override("ar"):
        assert not ENGLISH.search(" ".join(told([Fault("", message)])))


def test_each_wrong_cell_of_a_table_is_told_by_its_row_and_column() -> None:
    table = every_kind().question("table")
    with pytest.raises(Invalid) as caught:
        checked(table, {"value": {"0101": {"m": "x", "f": -1}}})
    row, columns = table.grid.rows[0].text["en"], [one.text["en"] for one in table.grid.columns[:2]]  # type: ignore[union-attr]
    assert told(caught.value.faults, cells=cells_of(table, "en")) == [
        f"{row} – {columns[0]}: Type a number, in digits.",
        f"{row} – {columns[1]}: This is less than what can be.",
    ]


def test_the_entry_is_told_by_its_number_wherever_the_fault_names_it() -> None:
    by_place = told([Fault("value: entry 3, type", "this is missing; choose one of: a")])
    assert told([Fault("", "value: entry 3, type: this is missing; choose one of: a")]) == by_place
    assert by_place == ["Entry 3: Choose one of the list."]
    assert told([Fault("", "“entry 3” is none of the list; choose one of it")]) == ["Choose one of the list."]


@pytest.mark.parametrize("sheets", [[], [{"name": "_cjin", "rows": []}]])
def test_a_workbook_that_is_refused_is_told_in_every_language(sheets: Any) -> None:
    with pytest.raises(Invalid) as caught:
        head_of(sheets)
    with translation.override("ar"):
        assert not ENGLISH.search(refused(caught.value.message))
        assert not ENGLISH.search(" ".join(told(caught.value.faults)))
