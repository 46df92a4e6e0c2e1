"""What the worker does for texts: it works out anew what follows from them."""

from datetime import datetime

from cjin.core.rules.outbox import Message
from cjin.texts.actions.deriving import derive as work_out


def derive(message: Message, *, now: datetime) -> None:  # noqa: ARG001 (all texts are looked at, whichever changed)
    """Works out citations and parallels where a text has changed; the same again changes nothing."""
    work_out(now=now)
