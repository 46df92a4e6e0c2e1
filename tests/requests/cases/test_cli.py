"""The command line tells what is due and does acts as the node itself, which sees nothing sealed."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.utils import timezone

from cjin.core.models import User
from cjin.core.rules.errors import Invalid, NotFound
from cjin.requests.actions.cases import open_request, seal
from cjin.requests.cli.cases import act, due
from cjin.requests.models import Request
from cjin.requests.rules.case.process import Direction
from tests.requests.cases.conftest import a_draft


def run(command: Any, *words: str) -> Any:
    done = CliRunner().invoke(command, [*words, "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return json.loads(done.output)


def test_what_is_due_is_told_and_nothing_sealed(demonstration: None, writer: User, head: User) -> None:
    now = timezone.now()
    opened = [
        open_request(draft=a_draft(), direction=Direction.INCOMING, by=writer, now=now - timedelta(days=days))
        for days in (0, 20, 30)
    ]
    seal(reference=opened[2].reference, sealed=True, by=head, now=now)
    assert [row["reference"] for row in run(due)] == [opened[1].reference, opened[0].reference]
    assert [row["standing"] for row in run(due, "--late")] == ["late"]
    assert opened[1].reference in CliRunner().invoke(due, catch_exceptions=False).output


def test_an_act_is_done_with_what_is_told(incoming: Request, head: User, now: datetime) -> None:
    assert run(act, incoming.reference, "register", "--detail", "authentic=yes")["state"] == "registered"
    with pytest.raises(Invalid):
        run(act, incoming.reference, "accept")
    assert CliRunner().invoke(act, [incoming.reference, "acknowledge", "--detail", "note"]).exit_code == 2
    seal(reference=incoming.reference, sealed=True, by=head, now=now)
    with pytest.raises(NotFound):
        run(act, incoming.reference, "acknowledge")
