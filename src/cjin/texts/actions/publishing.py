"""Publishing: a reviewed draft becomes readable by all, and searchable."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions import search as index
from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict
from cjin.core.rules.release import ReleaseLevel
from cjin.texts.actions.works import add_title
from cjin.texts.models import Expression
from cjin.texts.rules.stages import Stage, Transition, transition
from cjin.texts.search import documents_of, object_ids_of


@transaction.atomic
def publish(*, expression: Expression, current: bool = True, by: User | None, now: datetime) -> Expression:
    """Publishes a draft, or again what was withdrawn. ``current`` makes it the text that the work's page shows first.

    Raises NotAllowed; Conflict where it is published already or its difference from an earlier version is not
    confirmed.
    """
    step = _step("publish", expression) if expression.stage == Stage.DRAFT else _step("publish-again", expression)
    check_can(by, Duty(step.duty), today=timezone.localdate(now))
    if not expression.confirmed:
        raise Conflict(_("Confirm the differences from the earlier version first."))
    expression.stage, expression.release = step.target, ReleaseLevel.PUBLIC
    expression.published_at, expression.published_by = now, by
    alone = not _siblings(expression).filter(is_current=True).exists()
    expression.save()
    add_title(expression.work, expression.language, expression.title)
    record(stream="texts", act=step.act, by=by, obj=expression.key, now=now)
    if current or alone:
        _make_current(expression)
    return expression


@transaction.atomic
def withdraw(*, expression: Expression, reason: str, by: User | None, now: datetime) -> Expression:
    """Takes a published text back, with a reason; it is found and read by nobody else until it is published again."""
    step = _step("withdraw", expression)
    check_can(by, Duty(step.duty), today=timezone.localdate(now))
    if not reason.strip():
        raise Conflict(_("Say why the text is withdrawn."))
    if expression.is_current:
        _unindex(expression)
    was_current = expression.is_current
    expression.stage, expression.release, expression.is_current = step.target, ReleaseLevel.OWN, False
    expression.save()
    record(stream="texts", act=step.act, by=by, obj=expression.key, detail={"reason": reason}, now=now)
    heir = _siblings(expression).filter(stage=Stage.PUBLISHED).order_by("-number").first() if was_current else None
    if heir:
        _make_current(heir)
    return expression


@transaction.atomic
def make_current(*, expression: Expression, by: User | None, now: datetime) -> Expression:
    """Chooses the published text that the work's page shows first. Raises NotAllowed, Conflict where it is not
    published.
    """
    check_can(by, Duty.TEXTS_PUBLISH, today=timezone.localdate(now))
    if expression.stage != Stage.PUBLISHED:
        raise Conflict(_("Only a published text can be shown first."))
    _make_current(expression)
    record(stream="texts", act="make-current", by=by, obj=expression.key, now=now)
    return expression


def _make_current(expression: Expression) -> None:
    for other in _siblings(expression).filter(is_current=True):
        _unindex(other)
        Expression.objects.filter(pk=other.pk).update(is_current=False)
    Expression.objects.filter(pk=expression.pk).update(is_current=True)
    expression.is_current = True
    index.index(documents_of(expression))


def _unindex(expression: Expression) -> None:
    """Takes a text out of the search; the work's texts in other languages, which share its identifiers, stay in."""
    index.remove("provision", object_ids_of(expression))
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
