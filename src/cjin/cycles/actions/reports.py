"""Edits of a report: kept beside the draft, never over it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.rules.errors import Fault, Invalid, NotFound, Outdated
from cjin.core.rules.identifiers import Language
from cjin.core.rules.storable import UNSEEN, is_storable

from ..models import Edit, Round
from ..permissions import check_can_ask

LONGEST = 10_000


@transaction.atomic
def edit_report(
    *, round_: Round, language: str, paragraph: str, text: str, made_from: str = "", added: bool = False,
    seen: int | None = None, by: User | None, now: datetime,
) -> Edit:  # fmt: skip
    """Puts a text in the place of a paragraph of the report, or after it where ``added``; an empty one leaves it out.

    ``seen`` is the edit that stood there when it was read, 0 for none; without it nobody asks. Raises NotAllowed,
    Invalid, Outdated where somebody has put another text there meanwhile.
    """
    check_can_ask(by, today=timezone.localdate(now))
    Round.objects.select_for_update().order_by().filter(pk=round_.pk).first()
    said = text.replace("\r\n", "\n").strip()
    faults = []
    if not paragraph or len(paragraph) > 160 or not is_storable(paragraph):
        faults.append(Fault("paragraph", _("choose a paragraph of the report")))
    if len(said) > LONGEST:
        faults.append(Fault("text", _("at most %(most)d characters") % {"most": LONGEST}))
    if UNSEEN.search(said.replace("\n", " ")):
        faults.append(Fault("text", _("there is a sign in it that cannot be seen; remove it")))
    if not is_storable(made_from):
        faults.append(Fault("made_from", _("there is a sign in it that cannot be seen; remove it")))
    if added and not said:
        faults.append(Fault("text", _("write what is added")))
    if faults:
        raise Invalid(_("This edit cannot be kept."), faults)
    if seen is not None and not added:
        there = round_.edits.filter(language=language, paragraph=paragraph, added=False, undone=False).last()
        if seen != (there.pk if there else 0):
            raise Outdated(_("Somebody has changed this paragraph since; look at it, then change it again."))
    made = Edit.objects.create(
        round=round_, language=Language.of(language), paragraph=paragraph, text=said, made_from=made_from[:LONGEST],
        added=added, by=by, at=now,
    )  # fmt: skip
    record(stream="reports", act="edit", by=by, obj=f"report/{round_.slug}", detail={"paragraph": paragraph}, now=now)
    return made


@transaction.atomic
def undo_edit(*, round_: Round, number: int, by: User | None, now: datetime) -> None:
    """Takes an edit back, with those that it came after: the words of the draft stand again.

    Raises NotAllowed, NotFound.
    """
    check_can_ask(by, today=timezone.localdate(now))
    found = round_.edits.filter(pk=number, undone=False).first()
    if found is None:
        raise NotFound(_("There is no such edit."))
    same = {"language": found.language, "paragraph": found.paragraph, "added": False, "pk__lte": number}
    taken = {"pk": number} if found.added else same
    round_.edits.filter(**taken, undone=False).update(undone=True)
    record(stream="reports", act="undo-edit", by=by, obj=f"report/{round_.slug}", detail={"edit": number}, now=now)
