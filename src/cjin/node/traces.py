"""A fault of ours: its trace is kept in the node's home, and the person is told in one line where."""

import os
import traceback
from datetime import UTC, datetime
from pathlib import Path

from cjin.node.environment import value


def keep(error: BaseException) -> str:
    """Write the trace to CJIN_HOME/traces and promise a sentence that names the fault and the file."""
    kind = f"{type(error).__name__}: {error}".splitlines()[0][:300]
    said = f"This is a fault in CJIN itself, not in what you gave it ({kind})."
    folder = Path(value("CJIN_HOME")).resolve() / "traces"
    path = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{os.getpid()}.txt"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError:
        return said
    return f"{said} The trace is in {path}."
