"""Files that take long to make, kept by what is in them: whoever asks for the same gets the same file."""

import hashlib
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from cjin import __version__

MOST = 200
"""So many files are kept; those that nobody asked for the longest go first."""


def key_of(*said: str) -> str:
    """What stands for a file by everything that is in it, as this version of the software makes it."""
    return hashlib.sha256("\x1f".join((__version__, *said)).encode()).hexdigest()[:40]


def once(name: str, make: Callable[[], bytes]) -> Path:
    """The file of a name, which is made where it is not there; it is whole or not there."""
    home = Path(settings.CJIN_HOME) / "statistics" / "made"
    path = home / name
    if path.is_file():
        path.touch()
        return path
    home.mkdir(parents=True, exist_ok=True)
    content = make()
    with tempfile.NamedTemporaryFile(dir=home, prefix=".part", delete=False) as part:
        part.write(content)
    Path(part.name).replace(path)
    _leave_the_newest(home)
    return path


def _leave_the_newest(home: Path) -> None:
    held = []
    for path in home.iterdir():
        with suppress(FileNotFoundError):  # somebody else may clear away just now
            held.append((path.stat().st_mtime_ns, path))
    for _moment, path in sorted(held, reverse=True)[MOST:]:
        path.unlink(missing_ok=True)
