"""What is wrong with a reply, in the reader's words; the rules say it in English."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cjin.core.rules.errors import Fault

from ..rules.form.questions import Grid, Question
from ..rules.vocabulary import shown

SENTENCES: tuple[tuple[str, Any], ...] = (
    (r"is no number$", _("Type a number, in digits.")),
    (
        r"can be read in two ways",
        _(
            "With three digits after the dot or comma this can be read in two ways: "
            "write 1350 or 1.35 (1.3570 for 1.357)."
        ),
    ),
    (r"is no whole number$", _("A whole number is expected.")),
    (r"is less than ", _("This is less than what can be.")),
    (r"is more than ", _("This is more than what can be.")),
    (r"is no day as ", _("Type the day as 2026-03-02.")),
    (r"^at most \d+ characters", _("This text is too long; shorten it.")),
    (r"cannot be seen", _("There is a sign in it that cannot be seen; type it anew.")),
    (r"has no value; choose", _("A reply that is no answer has no answer beside it: choose “answered”, or empty it.")),
    (r"tell where it stands", _("Tell where the evidence stands: an address, a symbol, a provision or a figure.")),
    (r"a link begins with", _("A link begins with https:// and names a site.")),
    (r"a piece of evidence has:", _("This piece of evidence cannot be read; enter it anew.")),
    (r"64 digits and letters", _("What is kept of the figure was changed; look it up again.")),
    (r"its kind is one of", _("Choose which kind of evidence it is.")),
    (r"a proposal has a text", _("Write the text of the proposal.")),
    (r"this is missing; choose one of", _("Choose one of the list.")),
    (r"is none of:", _("Choose one of the list.")),
    (r"^a text is expected$", _("Say what it is about.")),
    (r"a list of at most", _("There are too many of them.")),
    (r"is a text, and a number is expected", _("This is kept as text; type the number again, as a number.")),
    (r"is none of the list", _("Choose one of the list.")),
    (r"a day as 2026-03-02 is expected", _("Type the day as 2026-03-02.")),
    (r"this is a formula", _("This is a formula; put in the value itself.")),
    (r"cells are merged here", _("Cells are merged here; take them apart again.")),
    (r"belongs to no question", _("This row belongs to no question; move what it says to one.")),
    (r"is no question of this form", _("This row is of no question of this form.")),
    (r"stands twice", _("This row stands twice; take one of them away.")),
    (r"row with the reply is missing", _("The row with the reply is missing; copy your answer into a new download.")),
    (r"nothing is asked here", _("Nothing is asked here; take it away.")),
    (r"is nothing that is asked here", _("This row is of nothing that is asked here.")),
    (r"is no name of a measure", _("Give the short name of a measure: small letters, digits and hyphens.")),
    (r"yes or no is expected", _("Choose yes or no.")),
    (r"takes a text and evidence", _("Here a text and evidence are asked for, and no value.")),
    (r"^A text is expected here", _("This cannot be read; enter it anew.")),
    (r"is not known here; a reply has", _("This cannot be read; enter it anew.")),
    (r"names and values are expected", _("This cannot be read; enter it anew.")),
    (r"save it again as XLSX$", _("Open it in a spreadsheet program and save it again as XLSX.")),
    (r"its hidden sheet is missing", _("Its hidden sheet is missing; download the form again and copy your answers.")),
    (r"^download the form again", _("Download the form again and copy your answers into it.")),
    (r"and the round asks", _("Download the workbook of this round and copy your answers into it.")),
    (r"rows more than a form has", _("There are far more rows than the form has; take them away.")),
)
REFUSALS: tuple[tuple[str, Any], ...] = (
    (r"^This workbook cannot be read", _("This workbook cannot be read.")),
    (r"^This is no workbook of a round", _("This is no workbook of a round.")),
    (r"^This workbook is of another version", _("This workbook is of another version.")),
    (r"^This workbook is of no known language", _("This workbook is of no known language.")),
    (r"^This workbook is for another form", _("This workbook is for another form.")),
    (r"^This file is too large", _("The file is too large.")),
)
ENTRY = re.compile(r"(?:\w+: )?entry (\d+)\b")


def refused(message: str) -> str:
    """Why a whole workbook is refused, in the reader's words."""
    return next((str(words) for pattern, words in REFUSALS if re.search(pattern, message)), message)


def told(faults: Iterable[Fault], message: str = "", cells: Mapping[str, str] | None = None) -> list[str]:
    """Each fault as a sentence that says what to do, with the entry or the cell where it is in one.

    ``cells`` is what ``cells_of`` says of the question.
    """
    found = [_sentence(one, cells or {}) for one in faults]
    return list(dict.fromkeys(found)) or ([message] if message else [])


def cells_of(question: Question, language: str) -> dict[str, str]:
    """The cells of a table by the place that a fault names, called by their row and column."""
    grid = question.grid or Grid((), ())
    return {
        f"value: {row.code}, {column.code}": f"{shown(row.text, language)} – {shown(column.text, language)}"
        for row in grid.rows
        for column in grid.columns
    }


def _sentence(fault: Fault, cells: Mapping[str, str]) -> str:
    said = next((str(words) for pattern, words in SENTENCES if re.search(pattern, fault.message)), fault.message)
    if fault.where in cells:
        return f"{cells[fault.where]}: {said}"
    entry = ENTRY.match(str(fault))
    return gettext("Entry %(number)s: %(said)s") % {"number": entry[1], "said": said} if entry else said
