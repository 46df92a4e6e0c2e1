"""The search index: built anew when the analyser makes other tokens than those that stand in it."""

from datetime import datetime
from pathlib import Path

from cjin.core.rules.analysis import VERSION

STAMP = ".search"
"""Tells in the node's home which version of the analyser the index was built with, and for which kinds."""


def renew(home: Path, _now: datetime) -> str:
    """Bring the index in line with what the node holds, once for each version of the analyser and list of kinds."""
    from cjin.core.actions.search import rebuild
    from cjin.core.queries.search.sources import sources

    stamp = home / STAMP
    state = " ".join([str(VERSION), *(source.kind for source in sources())])
    if stamp.exists() and stamp.read_text() == state:
        return "up to date"
    done = [rebuild(source) for source in sources()]
    stamp.write_text(state)
    return f"{sum(renewed for renewed, _ in done)} documents renewed, {sum(gone for _, gone in done)} gone"
