"""What can be done with a text on its review page: each act with its form and what it says when it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from cjin.core.rules.duties import Duty
from cjin.texts.rules.stages import Stage

from ..actions import drafting, editing, publishing, versions
from ..forms.editing import (
    DescribeForm,
    DiscardForm,
    DraftForm,
    JoinForm,
    PublishForm,
    ReheadForm,
    RenumberForm,
    RetitleForm,
    RewordForm,
    SettleForm,
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
    "reword": Act(
        RewordForm, editing.reword, _EDIT, _DRAFT,
        gettext_lazy("Correct its words"), gettext_lazy("The words are corrected."),
    ),
    "rehead": Act(
        ReheadForm, editing.rehead, _EDIT, _DRAFT,
        gettext_lazy("Change the headings above"), gettext_lazy("The headings are changed."),
    ),
}  # fmt: skip
TEXT_ACTS = {
    "confirm": Act(
        DraftForm, drafting.confirm_difference, _EDIT, _DRAFT,
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
    "describe": Act(
        DescribeForm, drafting.describe, _EDIT, _DRAFT,
        gettext_lazy("Correct title, symbol, date and frame"), gettext_lazy("The text is described anew."),
    ),
    "undo": Act(
        DraftForm, drafting.undo, _EDIT, _DRAFT,
        gettext_lazy("Take the last correction back"), gettext_lazy("The last correction is taken back."),
    ),
    "revise": Act(
        DraftForm, versions.revise, _EDIT, (Stage.PUBLISHED,),
        gettext_lazy("Correct it in a new draft"), gettext_lazy("This is the new draft; the published text stands."),
    ),
    "reopen": Act(
        DraftForm, versions.reopen, _EDIT, (Stage.WITHDRAWN,),
        gettext_lazy("Make it a draft again"), gettext_lazy("The text is a draft again."),
    ),
    "discard": Act(
        DiscardForm, versions.discard, _EDIT, _DRAFT,
        gettext_lazy("Give this draft up"), gettext_lazy("The draft is given up; its file can be imported anew."),
    ),
}  # fmt: skip
DOUBT_ACTS = {
    "settle": Act(
        SettleForm, drafting.settle, _EDIT, _DRAFT,
        gettext_lazy("It is right"), gettext_lazy("The doubt is settled."),
    ),
}  # fmt: skip
ACTS = UNIT_ACTS | TEXT_ACTS | DOUBT_ACTS


def offered(verb: str, text: Expression, duties: frozenset[Duty]) -> bool:
    """Whether an act is offered: the person's duty and the text's stage allow it, and it has something to do."""
    act = ACTS[verb]
    if act.duty not in duties or text.stage not in act.stages:
        return False
    waits = text.supersedes_id is not None and not text.confirmed
    something = {
        "confirm": waits,
        "publish": text.confirmed,
        "current": not text.is_current,
        "undo": verb == "undo" and text.corrections.exists(),
        "discard": text.published_at is None,
    }
    return something.get(verb, True)
