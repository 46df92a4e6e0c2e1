"""Static files: collected from the packages and the wheels into the node's home, each under a name with its digest."""

import hashlib
from datetime import datetime
from io import StringIO
from pathlib import Path


def collect(home: Path, _now: datetime) -> str:
    """Collect the files when one of them has changed since the last time."""
    from django.core.management import call_command

    found = _listing()
    stamp = home / "static" / ".stamp"
    state = hashlib.sha256("\n".join(found).encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == state:
        return "up to date"
    call_command("collectstatic", interactive=False, verbosity=0, clear=True, stdout=StringIO())
    stamp.write_text(state)
    return f"{len(found)} files laid out"


def _listing() -> list[str]:
    """Every static file with its size and time, in a fixed order."""
    from django.contrib.staticfiles.finders import get_finders

    lines = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            lines.append(f"{storage.path(name)} {found.st_size} {found.st_mtime_ns}")
    return sorted(lines)
