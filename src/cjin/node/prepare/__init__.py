"""Making a node ready: an ordered list of steps, each of which may run any number of times."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic

from cjin.node.prepare import administrator, catalogue, folders, maps, messages, schema, search, statics


@dataclass(frozen=True)
class Step:
    """One step: what it is called, and what does it. It answers with a few words on what it found or made."""

    name: str
    work: Callable[[Path, datetime], str]


STEPS = (
    Step("folders and key", folders.and_key),
    Step("messages in six languages", messages.compile_all),
    Step("database", schema.migrate),
    Step("static files", statics.collect),
    Step("world map", maps.lay_out),
    Step("catalogue", catalogue.load),
    Step("search index", search.renew),
    Step("first administrator", administrator.make_first),
)


def prepare(*, now: datetime, say: Callable[[str], None]) -> dict[str, str]:
    """Make the node of the current settings ready; what each step found or made.

    Each step is told before it begins, and what came of it with its time before the next.
    """
    from django.conf import settings

    home, told = Path(settings.HOME), {}
    with _alone(home):
        for number, step in enumerate(STEPS, 1):
            say(f"[{number}/{len(STEPS)}] {step.name}")
            began = monotonic()
            found = told[step.name] = step.work(home, now)
            say(f"      {found} ({monotonic() - began:.1f} s)")
    return told


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Of two that prepare one home at once the second waits, and finds the work done."""
    folders.make(home)
    with (home / ".prepare").open("w") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        yield
