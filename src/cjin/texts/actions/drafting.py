"""Correcting a draft: every correction is locked, kept so that it can be taken back, and noted once."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
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
from cjin.texts.models import Correction, Expression
from cjin.texts.rules import doubts
from cjin.texts.rules.document import Provision as Unit
from cjin.texts.rules.editing import is_preamble, tidy
from cjin.texts.rules.stages import Stage

DESCRIBED = ("title", "symbol", "adopted", "author_line", "enacting_clause", "closing_formula", "is_proposal")
"""What a text says of itself, as a person may correct it."""
KEPT = (*DESCRIBED, "confirmed", "warnings")
MOST = 50
"""So many corrections can be taken back, one after another."""


@transaction.atomic
def describe(
    *, expression: Expression, revision: int, by: User | None, now: datetime, **described: str | date | bool | None
) -> Expression:
    """Gives a draft another title, symbol or date, author line, enacting clause or closing formula.

    Raises as every correction does: NotAllowed without the duty, Conflict for what is no draft or was changed
    meanwhile, Invalid for what cannot be.
    """
    draft = draft_of(expression, revision, by, now)
    before = fields_of(draft)
    for name in DESCRIBED:
        value = described.get(name, getattr(draft, name))
        setattr(draft, name, tidy(value) if isinstance(value, str) else value)
    if not draft.title:
        raise Invalid(_("A text needs a title."), [Fault("title", _("A text needs a title."))])
    changed = {name: [before[name], now_] for name, now_ in fields_of(draft).items() if before[name] != now_}
    return keep(draft, "describe", before, None, {"changed": changed}, by, now)


@transaction.atomic
def settle(*, expression: Expression, revision: int, doubt: int, by: User | None, now: datetime) -> Expression:
    """Says that a doubt was looked at and the text is right; ``doubt`` is its place in the list."""
    draft = draft_of(expression, revision, by, now)
    if not 0 <= doubt < len(draft.warnings):
        raise Conflict(_("This doubt is not there any more."))
    before = fields_of(draft)
    draft.warnings = [{**one, "settled": True} if at == doubt else one for at, one in enumerate(draft.warnings)]
    return keep(draft, "settle", before, None, {"doubt": draft.warnings[doubt]["message"]}, by, now)


@transaction.atomic
def confirm_difference(*, expression: Expression, revision: int, by: User | None, now: datetime) -> Expression:
    """Confirms that a draft differs from the version it corrects as it should; only then can it be published."""
    draft = draft_of(expression, revision, by, now)
    if draft.confirmed or draft.supersedes is None:
        raise Conflict(_("There is no difference that waits to be confirmed."))
    before = fields_of(draft)
    draft.confirmed = True
    return keep(draft, "confirm-difference", before, None, {"supersedes": draft.supersedes.key}, by, now)


@transaction.atomic
def undo(*, expression: Expression, revision: int, by: User | None, now: datetime) -> Expression:
    """Takes the last correction back; the draft is as it was before it."""
    draft = draft_of(expression, revision, by, now)
    last = draft.corrections.last()
    if last is None:
        raise Conflict(_("There is no correction to take back."))
    for name, value in last.before["fields"].items():
        setattr(draft, name, date.fromisoformat(value) if name == "adopted" and value else value)
    if last.before["units"] is not None:
        write_units(draft, [_unit(one) for one in last.before["units"]])
    last.delete()
    _save(draft)
    detail = {"act": last.act, "of": last.revision, "revision": draft.revision}
    record(stream="texts", act="undo", by=by, obj=draft.key, detail=detail, now=now)
    return draft


def draft_of(expression: Expression, revision: int, by: User | None, now: datetime) -> Expression:
    """The draft as it stands, locked until the transaction ends."""
    check_can(by, Duty.TEXTS_EDIT, today=timezone.localdate(now))
    draft = standing(expression, revision)
    if draft.stage != Stage.DRAFT:
        raise Conflict(_("Only a draft can be corrected; this text is published or was withdrawn."))
    return draft


def fields_of(draft: Expression) -> dict[str, Any]:
    """What a correction may change of a draft beside its units, as JSON takes it."""
    values = {name: getattr(draft, name) for name in KEPT}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def keep(
    draft: Expression,
    act: str,
    before: Mapping[str, Any],
    units: Sequence[Unit] | None,
    detail: Mapping[str, Any],
    by: User | None,
    now: datetime,
) -> Expression:
    """Stores a corrected draft with what stood before, and notes the act."""
    _save(draft)
    stood = {"fields": dict(before), "units": None if units is None else [asdict(unit) for unit in units]}
    Correction.objects.create(expression=draft, revision=draft.revision, act=act, before=stood, by=by, at=now)
    draft.corrections.filter(revision__lte=draft.revision - MOST).delete()
    record(stream="texts", act=act, by=by, obj=draft.key, detail={**detail, "revision": draft.revision}, now=now)
    return draft


def write_units(draft: Expression, units: Sequence[Unit]) -> None:
    """Writes the units of a draft anew."""
    draft.provisions.all().delete()
    store_units(draft, units, recitals=sum(is_preamble(unit) for unit in units))


def doubts_after(draft: Expression, units: Sequence[Unit]) -> list[dict[str, Any]]:
    """The doubts about a draft when its units are these."""
    return doubts.rechecked(draft.warnings, draft.work.slug, units)


def _save(draft: Expression) -> None:
    draft.revision += 1
    draft.save(update_fields=[*KEPT, "revision"])


def _unit(stored: Mapping[str, Any]) -> Unit:
    return Unit(**{**stored, "lines": tuple(stored["lines"]), "heading_path": tuple(stored["heading_path"])})
