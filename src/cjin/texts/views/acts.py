"""What can be done with a text on its review page: each act with its form and what it says when it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from cjin.core.rules.duties import Duty
from cjin.texts.rules.stages import Stage

from ..actions import editing, publishing
from ..forms.editing import (
    DraftForm,
    EntitleForm,
    JoinForm,
    PublishForm,
    ReheadForm,
    RenumberForm,
    RetitleForm,
    SplitForm,
    WithdrawForm,
)
from ..models import Expression


@dataclass(frozen=True)
class Act:
    """One act: its form, the duty it needs, the stages it is offered in, its name and its message."""

    form: type[DraftForm]
    run: Callable[..., Any]
    duty: Duty
    stages: tuple[Stage, ...]
    label: Any
    done: Any


_EDIT, _PUBLISH = Duty.TEXTS_EDIT, Duty.TEXTS_PUBLISH
_DRAFT = (Stage.DRAFT,)
UNIT_ACTS = {
    "join": Act(
        JoinForm, editing.join, _EDIT, _DRAFT,
        gettext_lazy("Join with the unit before"), gettext_lazy("The two units are one now."),
    ),
    "split": Act(
        SplitForm, editing.split, _EDIT, _DRAFT,
        gettext_lazy("Split in two"), gettext_lazy("The unit is two now."),
    ),
    "renumber": Act(
        RenumberForm, editing.renumber, _EDIT, _DRAFT,
        gettext_lazy("Change number or kind"), gettext_lazy("The unit is renumbered."),
    ),
    "retitle": Act(
        RetitleForm, editing.retitle, _EDIT, _DRAFT,
        gettext_lazy("Change its title"), gettext_lazy("The title is changed."),
    ),
    "rehead": Act(
        ReheadForm, editing.rehead, _EDIT, _DRAFT,
        gettext_lazy("Change the headings above"), gettext_lazy("The headings are changed."),
    ),
}  # fmt: skip
TEXT_ACTS = {
    "entitle": Act(
        EntitleForm, editing.entitle, _EDIT, _DRAFT,
        gettext_lazy("Change the title of the text"), gettext_lazy("The title is changed."),
    ),
    "confirm": Act(
        DraftForm, editing.confirm_difference, _EDIT, _DRAFT,
        gettext_lazy("Confirm the differences"), gettext_lazy("The differences are confirmed."),
    ),
    "publish": Act(
        PublishForm, publishing.publish, _PUBLISH, (Stage.DRAFT, Stage.WITHDRAWN),
        gettext_lazy("Publish"), gettext_lazy("The text is published."),
    ),
    "current": Act(
        DraftForm, publishing.make_current, _PUBLISH, (Stage.PUBLISHED,),
        gettext_lazy("Show this version first"), gettext_lazy("This version is shown first now."),
    ),
    "withdraw": Act(
        WithdrawForm, publishing.withdraw, _PUBLISH, (Stage.PUBLISHED,),
        gettext_lazy("Withdraw"), gettext_lazy("The text is withdrawn."),
    ),
}  # fmt: skip
ACTS = UNIT_ACTS | TEXT_ACTS


def offered(verb: str, text: Expression, duties: frozenset[Duty]) -> bool:
    """Whether an act is offered: the person's duty and the text's stage allow it, and it has something to do."""
    act = ACTS[verb]
    if act.duty not in duties or text.stage not in act.stages:
        return False
    waits = text.supersedes_id is not None and not text.confirmed
    return {"confirm": waits, "publish": text.confirmed, "current": not text.is_current}.get(verb, True)
