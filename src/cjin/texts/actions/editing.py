"""Corrections of a draft's structure by a person. Each writes one audit row and raises the draft's revision by one."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Fault, Invalid
from cjin.texts.actions.importing import store_units
from cjin.texts.actions.standing import standing
from cjin.texts.models import Expression
from cjin.texts.queries.drafts import draft_units
from cjin.texts.rules import editing
from cjin.texts.rules.document import Provision as Unit
from cjin.texts.rules.stages import Stage

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


@transaction.atomic
def entitle(*, expression: Expression, revision: int, title: str, by: User | None, now: datetime) -> Expression:
    """Gives a draft another title."""
    draft = _draft(expression, revision, by, now)
    title = " ".join(title.split())
    if not title:
        raise Invalid(_("A text needs a title."), [Fault("title", _("A text needs a title."))])
    detail = {"was": draft.title, "now": title}
    draft.title = title
    return _stored(draft, "entitle", detail, by, now)


@transaction.atomic
def confirm_difference(*, expression: Expression, revision: int, by: User | None, now: datetime) -> Expression:
    """Confirms that a draft differs from the version it corrects as it should; only then can it be published."""
    draft = _draft(expression, revision, by, now)
    if draft.confirmed or draft.supersedes is None:
        raise Conflict(_("There is no difference that waits to be confirmed."))
    draft.confirmed = True
    return _stored(draft, "confirm-difference", {"supersedes": draft.supersedes.key}, by, now)


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
    draft = _draft(expression, revision, by, now)
    before = draft_units(draft)
    after, eid = change(before)
    draft.provisions.all().delete()
    store_units(draft, after, recitals=sum(editing.is_preamble(unit) for unit in after))
    renamed = {old.id: new.id for old, new in zip(before, after, strict=False) if old.id != new.id}
    gone = sorted({unit.id for unit in before} - {unit.id for unit in after})
    made = sorted({unit.id for unit in after} - {unit.id for unit in before})
    _stored(draft, act, {**detail, "result": eid, "made": made[:50], "gone": gone[:50], "moved": len(renamed)}, by, now)
    return eid


def _draft(expression: Expression, revision: int, by: User | None, now: datetime) -> Expression:
    """The draft as it stands, locked until the transaction ends."""
    check_can(by, Duty.TEXTS_EDIT, today=timezone.localdate(now))
    draft = standing(expression, revision)
    if draft.stage != Stage.DRAFT:
        raise Conflict(_("Only a draft can be corrected; this text is published or was withdrawn."))
    return draft


def _stored(draft: Expression, act: str, detail: dict[str, Any], by: User | None, now: datetime) -> Expression:
    draft.revision += 1
    draft.save()
    record(stream="texts", act=act, by=by, obj=draft.key, detail={**detail, "revision": draft.revision}, now=now)
    return draft
