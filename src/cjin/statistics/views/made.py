"""Files that take long to make, kept by what is in them: whoever asks for the same gets the same file."""

import hashlib
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from cjin import __version__

MOST, MOST_BYTES = 200, 1_000_000_000
"""So many files are kept, and so many bytes; those that nobody asked for the longest go first."""
LONGEST = 3600
"""Whoever writes a file for more seconds than this was killed."""
_PART = ".part"


def key_of(*said: str) -> str:
    """What stands for a file by everything that is in it, as this version of the software makes it."""
    return hashlib.sha256("\x1f".join((__version__, *said)).encode()).hexdigest()[:40]


def once(name: str, make: Callable[[], bytes]) -> Path:
    """The file of a name, which is made where it is not there; it is whole or not there."""
    home = Path(settings.CJIN_HOME) / "statistics" / "made"
    path = home / name
    with suppress(FileNotFoundError):
        os.utime(path)
        return path
    home.mkdir(parents=True, exist_ok=True)
    content = make()
    with tempfile.NamedTemporaryFile(dir=home, prefix=_PART, delete=False) as part:
        part.write(content)
    Path(part.name).replace(path)
    _leave_the_newest(home, path)
    return path


def _leave_the_newest(home: Path, asked: Path) -> None:
    """What was ``asked`` for just now stays, however large it is."""
    held, size = [], 0
    for path in home.iterdir():
        with suppress(FileNotFoundError):  # somebody else may clear away just now
            told = path.stat()
            if not path.name.startswith(_PART):
                held.append((path == asked, told.st_mtime_ns, told.st_size, path))
            elif told.st_mtime < time.time() - LONGEST:
                path.unlink()
    for number, (_asked, _moment, length, path) in enumerate(sorted(held, reverse=True)):
        size += length
        if number >= MOST or (number and size > MOST_BYTES):
            path.unlink(missing_ok=True)
