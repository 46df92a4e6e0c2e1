"""What the worker does for requests: it reminds every hour, and sends the mails."""

from datetime import datetime, timedelta

from cjin.core.actions.periodic import again, begin
from cjin.core.rules.outbox import Message
from cjin.requests.actions import reminding
from cjin.requests.actions.counting import count_sealed
from cjin.requests.actions.deadlines import keep_all

TOPIC, EVERY = "requests.remind", timedelta(hours=1)


def load(*, now: datetime) -> None:
    """Reminders begin when the node is prepared."""
    begin(topic=TOPIC, every=EVERY, now=now)


def remind(_message: Message, *, now: datetime) -> None:
    """Reminds of what is due, and puts itself again; the same again reminds nobody twice. A year that is over is
    counted besides, and the clocks that are kept for lists are those of now.
    """
    again(topic=TOPIC, every=EVERY, now=now)
    keep_all(now=now)
    reminding.remind(now=now)
    count_sealed(now=now)


def tell(message: Message, *, now: datetime) -> None:
    """Sends one mail."""
    reminding.tell(person=message.payload["person"], reminders=message.payload["reminders"], now=now)
