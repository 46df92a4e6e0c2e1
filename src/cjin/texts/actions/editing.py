"""Corrections of a draft's structure by a person. Each writes one audit row and raises the draft's revision by one."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from cjin.core.models import User
from cjin.texts.actions.drafting import doubts_after, draft_of, fields_of, keep, write_units
from cjin.texts.models import Expression
from cjin.texts.queries.drafts import draft_units
from cjin.texts.rules import editing
from cjin.texts.rules.document import Provision as Unit

Change = Callable[[list[Unit]], tuple[list[Unit], str]]


def join(
    *, expression: Expression, revision: int, eid: str, keep_number: bool = False, by: User | None, now: datetime
) -> str:
    """Joins a unit with the one before it; the identifier of the joined unit. Raises as all acts of this module do:

    NotAllowed without the duty, Conflict for what is no draft or was changed meanwhile, Invalid for what cannot be.
    """
    detail = {"unit": eid, "keep_number": keep_number}
    return _change(
        "join", lambda units: editing.join(units, eid, keep_number=keep_number), detail, expression, revision, by, now
    )


def split(
    *, expression: Expression, revision: int, eid: str, words: str, kind: str, num: str, by: User | None, now: datetime
) -> str:
    """Splits a unit where these words begin; the identifier of the second part."""
    detail = {"unit": eid, "words": words[:200], "kind": kind, "num": num}
    return _change(
        "split",
        lambda units: editing.split(units, eid, words=words, kind=kind, num=num),
        detail, expression, revision, by, now,
    )  # fmt: skip


def renumber(
    *, expression: Expression, revision: int, eid: str, kind: str, num: str, by: User | None, now: datetime
) -> str:
    """Gives a unit another number or kind; its new identifier."""
    detail = {"unit": eid, "kind": kind, "num": num}
    return _change(
        "renumber",
        lambda units: editing.renumber(units, eid, kind=kind, num=num),
        detail,
        expression,
        revision,
        by,
        now,
    )


def retitle(*, expression: Expression, revision: int, eid: str, title: str, by: User | None, now: datetime) -> str:
    """Gives an article or rule another title; its identifier."""
    detail = {"unit": eid, "title": title}
    return _change(
        "retitle", lambda units: editing.retitle(units, eid, title=title), detail, expression, revision, by, now
    )


def rehead(
    *, expression: Expression, revision: int, eid: str, headings: Sequence[str], by: User | None, now: datetime
) -> str:
    """Gives the headings above a unit, and above those after it under the same ones, anew; the unit's identifier."""
    detail = {"unit": eid, "headings": list(headings)}
    return _change(
        "rehead", lambda units: editing.rehead(units, eid, headings=headings), detail, expression, revision, by, now
    )


def reword(*, expression: Expression, revision: int, eid: str, words: str, by: User | None, now: datetime) -> str:
    """Gives a unit other words, where the file has them wrong; its identifier. Notes are cited as ``[^3]``."""
    detail = {"unit": eid, "now": words}

    def change(units: list[Unit]) -> tuple[list[Unit], str]:
        detail["was"] = next((unit.text for unit in units if unit.id.endswith(f"/{eid}")), "")
        known = set(expression.notes.values_list("label", flat=True))
        return editing.reword(units, eid, words=words, known=known)

    return _change("reword", change, detail, expression, revision, by, now)


@transaction.atomic
def _change(
    act: str,
    change: Change,
    detail: dict[str, Any],
    expression: Expression,
    revision: int,
    by: User | None,
    now: datetime,
) -> str:
    draft = draft_of(expression, revision, by, now)
    fields, before = fields_of(draft), draft_units(draft)
    after, eid = change(before)
    write_units(draft, after)
    draft.warnings = doubts_after(draft, after)
    renamed = {old.id: new.id for old, new in zip(before, after, strict=False) if old.id != new.id}
    gone = sorted({unit.id for unit in before} - {unit.id for unit in after})
    made = sorted({unit.id for unit in after} - {unit.id for unit in before})
    noted = {**detail, "result": eid, "made": made[:50], "gone": gone[:50], "moved": len(renamed)}
    keep(draft, act, fields, before, noted, by, now)
    return eid
