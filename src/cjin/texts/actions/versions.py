"""Versions of a text: a new draft of what is published, a withdrawn text taken up again, a draft given up."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict
from cjin.core.rules.release import ReleaseLevel
from cjin.texts.actions.importing import next_number, store_units
from cjin.texts.actions.standing import standing
from cjin.texts.models import Expression, Note
from cjin.texts.queries.drafts import draft_units
from cjin.texts.rules.editing import is_preamble
from cjin.texts.rules.stages import Stage

COPIED = (
    "work", "language", "source", "label", "title", "symbol", "adopted", "author_line", "enacting_clause",
    "closing_formula", "is_proposal", "warnings", "first_line", "last_line", "owner",
)  # fmt: skip


@transaction.atomic
def revise(*, expression: Expression, revision: int | None = None, by: User | None, now: datetime) -> Expression:
    """A new draft with the words of a published text, to be corrected and published in its stead.

    Raises as all acts of this module do: NotAllowed without the duty, Conflict where the text was changed meanwhile
    or stands in another stage.
    """
    text = _at(expression, Stage.PUBLISHED, revision, by, now)
    draft = Expression.objects.create(
        **{name: getattr(text, name) for name in COPIED},
        number=next_number(text.work, text.language),
        supersedes=text,
        confirmed=False,
        imported_at=now,
        imported_by=by,
    )
    units = draft_units(text)
    store_units(draft, units, recitals=sum(is_preamble(unit) for unit in units))
    notes = text.notes.order_by("pk").values("label", "text", "first_line", "last_line")
    Note.objects.bulk_create(Note(expression=draft, **note) for note in notes)
    record(stream="texts", act="revise", by=by, obj=draft.key, detail={"supersedes": text.key}, now=now)
    return draft


@transaction.atomic
def reopen(*, expression: Expression, revision: int | None = None, by: User | None, now: datetime) -> Expression:
    """Makes a withdrawn text a draft again, to be corrected before it is published again."""
    text = _at(expression, Stage.WITHDRAWN, revision, by, now)
    text.stage, text.release = Stage.DRAFT, ReleaseLevel.OWN
    text.revision += 1
    text.save(update_fields=["stage", "release", "revision"])
    record(stream="texts", act="reopen", by=by, obj=text.key, detail={"revision": text.revision}, now=now)
    return text


@transaction.atomic
def discard(*, expression: Expression, revision: int | None = None, by: User | None, now: datetime) -> None:
    """Gives a draft up for good, with its file where no other text was made of it, so that it can be imported anew.

    What was published once stays, withdrawn: others may have cited it.
    """
    draft = _at(expression, Stage.DRAFT, revision, by, now)
    if draft.published_at is not None:
        raise Conflict(_("This text was published once and may have been cited; withdraw it instead."))
    detail = {"title": draft.title[:200], "file": draft.source.name if draft.source else ""}
    record(stream="texts", act="discard", by=by, obj=draft.key, detail=detail, now=now)
    work, source = draft.work, draft.source
    draft.delete()
    if source is not None and not source.expressions.exists():
        source.delete()
    if not work.known and not work.expressions.exists():
        work.delete()


def _at(expression: Expression, stage: Stage, revision: int | None, by: User | None, now: datetime) -> Expression:
    check_can(by, Duty.TEXTS_EDIT, today=timezone.localdate(now))
    text = standing(expression, revision)
    if text.stage != stage:
        raise Conflict(_("A text that is %(stage)s cannot do this step.") % {"stage": text.stage})
    return text
