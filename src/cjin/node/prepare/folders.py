"""The node's home and the folders in it."""

from datetime import datetime
from pathlib import Path

from cjin.core.actions.signing import NAME as SIGNING
from cjin.core.rules.errors import Unavailable
from cjin.node.keys import NAME, is_private, secret_key

FOLDERS = ("cache", "files", "incoming", "locale", "mail", "maps", "static")
OURS = {*FOLDERS, "statistics", "traces", NAME, SIGNING, ".prepare", ".search"}
DATABASE = "cjin.sqlite3"
"""What the name of the database and of its journals begins with."""


def make(home: Path) -> None:
    """Make what is missing, readable by the node's own user alone. Unavailable where the place cannot be written."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in FOLDERS:
            (home / name).mkdir(mode=0o700, exist_ok=True)
        (home / "incoming" / ".writable").write_bytes(b"")
        _close(home)
    except OSError as error:
        raise Unavailable(f"The node's home {home} cannot be written: {error.strerror}.") from error


def open_to_others(home: Path) -> list[Path]:
    """What in the home others on this machine can read: nothing where they cannot enter the home itself."""
    if is_private(home):
        return []
    inside = [home / NAME, home / SIGNING, home / "traces", *home.glob(f"{DATABASE}*")]
    return [home, *(path for path in inside if path.exists() and not is_private(path))]


def _close(home: Path) -> None:
    """Shut others out, of a home that was made before too; but a folder that holds other things is not ours to shut."""
    if not is_private(home) and all(path.name in OURS or path.name.startswith(DATABASE) for path in home.iterdir()):
        home.chmod(0o700)
    for path in home.glob(f"{DATABASE}*"):
        if not is_private(path):
            path.chmod(0o600)


def and_key(home: Path, _now: datetime) -> str:
    """The folders, and the secret key that nobody else can read."""
    make(home)
    secret_key(home)
    if not is_private(home / NAME):
        raise Unavailable(f"Others can read the secret key {home / NAME}: chmod 600 it, or remove it for a new one.")
    return str(home)
