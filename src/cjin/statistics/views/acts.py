"""What can be done with a national code: each act with its form, its name and what it says when it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from ..actions import schemes
from ..forms.schemes import AcceptForm, DecideForm, DisputeForm, ExcludeForm, ProposeForm, ReviewForm
from ..models import Review

_WAITING = (Review.PROPOSED, Review.DISPUTED)


@dataclass(frozen=True)
class Act:
    """One act: its form, the standings in which it is offered, its name and its message."""

    form: type[ReviewForm]
    run: Callable[..., Any]
    standings: tuple[Review, ...]
    label: Any
    done: Any


ACTS = {
    "accept": Act(
        AcceptForm, schemes.accept, _WAITING, gettext_lazy("Accept"), gettext_lazy("%(code)s is accepted."),
    ),
    "propose": Act(
        ProposeForm, schemes.propose, tuple(Review), gettext_lazy("Propose"), gettext_lazy("%(code)s is proposed."),
    ),
    "dispute": Act(
        DisputeForm, schemes.dispute, (Review.PROPOSED, Review.ACCEPTED),
        gettext_lazy("Dispute"), gettext_lazy("%(code)s is disputed."),
    ),
    "decide": Act(
        DecideForm, schemes.decide, tuple(Review), gettext_lazy("Decide"), gettext_lazy("%(code)s is decided."),
    ),
    "exclude": Act(
        ExcludeForm, schemes.exclude, tuple(Review), gettext_lazy("No place"), gettext_lazy("%(code)s has no place."),
    ),
}  # fmt: skip
