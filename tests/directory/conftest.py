"""A node with a directory."""

from datetime import datetime

import pytest

from cjin.directory.actions.recording import write_all
from cjin.directory.rules.entries import Channel, Competence
from cjin.directory.rules.kinds import ChannelKind, Function
from cjin.reference.actions import load as load_reference
from tests.directory.entries import body

MLA = Competence(Function.MUTUAL_LEGAL_ASSISTANCE)
POST = Channel(ChannelKind.POST, "1 Square")
NIGHT = Channel(ChannelKind.PHONE, "+00 0", urgent=True, restricted=True)


@pytest.fixture
def kept(db: None, now: datetime) -> None:
    """Two bodies of XAA that nobody was told of yet."""
    load_reference(now=now)
    write_all(entries=[body("one", MLA, channels=(POST, NIGHT)), body("two")], by=None, now=now)
