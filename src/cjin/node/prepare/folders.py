"""The node's home and the folders in it."""

from datetime import datetime
from pathlib import Path

from cjin.core.rules.errors import Unavailable
from cjin.node.keys import is_private, secret_key

FOLDERS = ("files", "incoming", "locale", "mail", "static")


def make(home: Path) -> None:
    """Make what is missing, readable by the node's own user alone. Unavailable where the place cannot be written."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        for name in FOLDERS:
            (home / name).mkdir(mode=0o700, exist_ok=True)
        (home / "incoming" / ".writable").write_bytes(b"")
    except OSError as error:
        raise Unavailable(f"The node's home {home} cannot be written: {error.strerror}.") from error


def and_key(home: Path, _now: datetime) -> str:
    """The folders, and the secret key that nobody else can read."""
    make(home)
    secret_key(home)
    if not is_private(home):
        raise Unavailable(
            f"Others can read the secret key {home / 'secret.key'}: chmod 600 it, or remove it for a new one."
        )
    return str(home)
