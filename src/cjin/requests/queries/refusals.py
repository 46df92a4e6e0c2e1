"""Why a letter was refused, in the reader's words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

_TOO_LARGE = _("It is larger than a letter can be.")
REFUSALS: Mapping[str, Any] = {
    "altered": _("The file was altered after it was signed."),
    "two-signatures": _("It is signed more than once."),
    "key-expired": _("The key with which it was signed is not good any more."),
    "key-not-yet": _("The key with which it was signed is not good yet."),
    "other-sender": _("It was signed with the key of another State than the one that asks."),
    "other-state": _(
        "It asks another State than that of this node. The State of the node is that of the organization that runs it: "
        "whoever administers the node can change it on the page of that organization, or by “cjin core organization "
        "change”."
    ),
    "other-request": _("The draft with the same reference asks for something else."),
    "encrypted": _("It is encrypted: ask for it without a password."),
    "unreadable": _("It is damaged, or nobody can read it at a reasonable cost."),
    "no-letter": _("It is neither a letter in PDF nor a draft in JSON."),
    "too-large": _TOO_LARGE,
    "too-many-pages": _TOO_LARGE,
    "too-many-files": _TOO_LARGE,
    "too-much-data": _TOO_LARGE,
    "no-data": _("It carries no data of a request."),
    "two-files": _("Several files are attached to it that could be the request."),
    "no-reference": _("Its data name no reference."),
    "answer": _(
        "It is an answer: open the request that it answers, write down there what was decided, and keep the file."
    ),
    "data-alone": _("These are the data of a formal request without its signed letter."),
}


def refusal_in_words(name: str) -> str:
    """A sentence for the name of a refusal; names that are places in the data say that something in them is wrong."""
    return str(REFUSALS.get(name, _("Something in its data is wrong.")))
