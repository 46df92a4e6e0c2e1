"""Whoever keeps the directory is reminded by mail of what is to be verified, once a week at most."""

from datetime import datetime, timedelta
from typing import Any

from django.core import mail

from cjin.core.models import OutboxMessage
from cjin.core.tasks.worker import drain
from cjin.directory.actions.shipping import load as load_directory
from cjin.directory.tasks import load
from cjin.node.packages import OUTBOX_HANDLERS, part
from cjin.reference.actions import load as load_reference
from tests.core.conftest import *  # noqa: F403 - people and their posts

HANDLERS = {topic: part(OUTBOX_HANDLERS[topic]) for topic in ("directory.remind", "directory.tell")}


def test_one_mail_a_week_while_entries_are_due(db: None, make_person: Any, now: datetime, settings: Any) -> None:
    settings.CJIN_SAMPLES = "."
    load_reference(now=now)
    load_directory(now=now)
    make_person("keeper", "directory.edit")
    make_person("other", "texts.edit")
    load(now=now)
    for day in range(400, 408):
        drain(HANDLERS, now=now + timedelta(days=day))
    assert {one.to[0] for one in mail.outbox} == {"keeper@example.org"}
    assert 1 < len(mail.outbox) <= 3
    assert "of the directory are to be verified" in mail.outbox[0].subject
    assert OutboxMessage.objects.filter(topic="directory.remind", done_at=None).count() == 1
