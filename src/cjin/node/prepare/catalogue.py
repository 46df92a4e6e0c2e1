"""What stands in the catalogue is loaded into the database by the packages that own it."""

from datetime import datetime
from pathlib import Path

from cjin.node.packages import LOADERS, part


def load(_home: Path, now: datetime) -> str:
    """Let each loader of the list bring its tables to what the catalogue says."""
    for path in LOADERS:
        part(path)(now=now)
    return f"{len(LOADERS)} loaders ran" if LOADERS else "nothing to load"
