"""Publishing: a reviewed draft becomes readable by all, and searchable."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions import search as index
from cjin.core.actions.audit import record
from cjin.core.actions.outbox import put
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict
from cjin.core.rules.release import ReleaseLevel
from cjin.texts.actions.standing import standing
from cjin.texts.actions.works import add_title
from cjin.texts.models import Expression
from cjin.texts.queries.instruments import ENGLISH
from cjin.texts.rules.stages import Stage, Transition, transition
from cjin.texts.search import documents_of, forget, forget_summaries, summaries_of


@transaction.atomic
def publish(
    *, expression: Expression, revision: int | None = None, current: bool = True, by: User | None, now: datetime
) -> Expression:
    """Publishes a draft, or again what was withdrawn. ``current`` makes it the text that the work's page shows first.

    ``revision`` is the one that was looked at, None for whichever stands. Raises NotAllowed; Conflict where the text
    was changed meanwhile, is published already or its difference from an earlier version is not confirmed.
    """
    text = standing(expression, revision)
    step = _step("publish" if text.stage == Stage.DRAFT else "publish-again", text)
    check_can(by, Duty(step.duty), today=timezone.localdate(now))
    if not text.confirmed:
        raise Conflict(_("Confirm the differences from the earlier version first."))
    alone = not _siblings(text).filter(is_current=True).exists()
    text.stage, text.release = step.target, ReleaseLevel.PUBLIC
    text.published_at, text.published_by = now, by
    _store(text, "stage", "release", "published_at", "published_by")
    text.corrections.all().delete()
    add_title(text.work, text.language, text.title)
    record(stream="texts", act=step.act, by=by, obj=text.key, detail={"revision": text.revision}, now=now)
    if current or alone:
        _make_current(text)
        _derive_later(text, now)
    return text


@transaction.atomic
def withdraw(
    *, expression: Expression, revision: int | None = None, reason: str, by: User | None, now: datetime
) -> Expression:
    """Takes a published text back, with a reason; it is found and read by nobody else until it is published again.

    Raises as ``publish`` does.
    """
    text = standing(expression, revision)
    step = _step("withdraw", text)
    check_can(by, Duty(step.duty), today=timezone.localdate(now))
    if not reason.strip():
        raise Conflict(_("Say why the text is withdrawn."))
    was_current = text.is_current
    if was_current:
        _unindex(text)
    text.stage, text.release, text.is_current = step.target, ReleaseLevel.OWN, False
    _store(text, "stage", "release", "is_current")
    detail = {"reason": reason, "revision": text.revision}
    record(stream="texts", act=step.act, by=by, obj=text.key, detail=detail, now=now)
    heir = _siblings(text).filter(stage=Stage.PUBLISHED).order_by("-number").first() if was_current else None
    if heir:
        _make_current(heir)
    if was_current:
        _derive_later(text, now)
    return text


@transaction.atomic
def make_current(*, expression: Expression, revision: int | None = None, by: User | None, now: datetime) -> Expression:
    """Chooses the published text that the work's page shows first. Raises as ``publish`` does."""
    text = standing(expression, revision)
    check_can(by, Duty.TEXTS_PUBLISH, today=timezone.localdate(now))
    if text.stage != Stage.PUBLISHED:
        raise Conflict(_("Only a published text can be shown first."))
    _make_current(text)
    _store(text)
    _derive_later(text, now)
    record(stream="texts", act="make-current", by=by, obj=text.key, detail={"revision": text.revision}, now=now)
    return text


def _store(text: Expression, *fields: str) -> None:
    text.revision += 1
    text.save(update_fields=[*fields, "revision"])


def _make_current(expression: Expression) -> None:
    for other in _siblings(expression).filter(is_current=True):
        _unindex(other)
        Expression.objects.filter(pk=other.pk).update(is_current=False)
    Expression.objects.filter(pk=expression.pk).update(is_current=True)
    expression.is_current = True
    index.index(documents_of(expression))
    if expression.language == ENGLISH:
        forget_summaries(expression.work)


def _derive_later(text: Expression, now: datetime) -> None:
    """Citations and parallels are worked out by the worker; once for all that happens at one moment."""
    if text.language == ENGLISH:
        put(topic="texts.derive", key=f"texts.derive@{now.isoformat()}", payload={}, now=now)


def _unindex(expression: Expression) -> None:
    """Takes a text out of the search; the work's texts in other languages, which share its identifiers, stay in."""
    forget(expression)
    index.index(summaries_of(expression.work) if expression.language == ENGLISH else ())
    others = Expression.objects.filter(work=expression.work, is_current=True).exclude(language=expression.language)
    for other in others.select_related("work"):
        index.index(documents_of(other))


def _siblings(expression: Expression) -> QuerySet[Expression]:
    return Expression.objects.filter(work=expression.work, language=expression.language).exclude(pk=expression.pk)


def _step(act: str, expression: Expression) -> Transition:
    step = transition(act, Stage(expression.stage))
    if step is None:
        raise Conflict(_("A text that is %(stage)s cannot do this step.") % {"stage": expression.stage})
    return step
