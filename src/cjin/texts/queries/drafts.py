"""Texts that wait to be reviewed, and a text as its review page takes it."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cjin.core.models import PostHolding
from cjin.core.permissions import Actor, duties_of, held_on
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import NotAllowed, NotFound
from cjin.texts.models import Expression
from cjin.texts.queries.editions import unit_from
from cjin.texts.rules.document import Provision as Unit
from cjin.texts.rules.stages import Stage

MOST = 200
"""So many texts are listed at once; older ones are found through their instrument."""
_HEAVY = ("source__lines", "source__placed", "source__cleaning")


def reviewing_duties(actor: Actor, *, today: date) -> frozenset[Duty]:
    """The duties of somebody who may see drafts: who corrects texts or publishes them. Raises NotAllowed."""
    duties = duties_of(actor, today)
    if duties.isdisjoint({Duty.TEXTS_EDIT, Duty.TEXTS_PUBLISH}):
        raise NotAllowed(_("Drafts are open to people who correct or publish texts."))
    return duties


def publishers(*, today: date) -> list[PostHolding]:
    """Who may publish texts today, by post."""
    held = PostHolding.objects.filter(held_on(today), person__is_active=True).select_related("person", "post")
    return [one for one in held.order_by("post_id", "pk") if Duty.TEXTS_PUBLISH in one.post.duties]


def waiting() -> QuerySet[Expression]:
    """What waits at this node: drafts, and what was withdrawn; the newest first."""
    return _listed().exclude(stage=Stage.PUBLISHED)


def made_by_file(source: int) -> QuerySet[Expression]:
    """Every text that was made of a file, in the order of the file."""
    return _listed().filter(source=source).order_by("first_line", "pk")


def _listed() -> QuerySet[Expression]:
    found = Expression.objects.select_related("work", "source", "supersedes__work", "imported_by")
    return found.defer(*_HEAVY).order_by("-imported_at", "first_line", "pk")


def text_for_review(pk: int) -> Expression:
    """A text in any stage with its source. Raises NotFound."""
    found = Expression.objects.select_related("work", "source", "supersedes__work", "imported_by").filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such text."))
    return found


def first_line_of(text: Expression) -> int:
    """The first line to show of a text: the first text of a file takes what stands before it along."""
    before = Expression.objects.filter(source=text.source_id, first_line__lt=text.first_line)
    return text.first_line if before.exists() else 1


def draft_units(expression: Expression) -> list[Unit]:
    """The units of a text in order, as the rules of editing take them; one query."""
    rows = list(expression.provisions.order_by("position"))
    ids = {row.pk: f"{expression.work.slug}/{row.eid}" for row in rows}
    return [unit_from(row, ids) for row in rows]
