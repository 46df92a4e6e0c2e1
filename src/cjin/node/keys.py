"""The node's secret key: made once, kept in a file that only the node's own user can read."""

import os
import secrets
import tempfile
from pathlib import Path

from cjin.core.rules.errors import Unavailable

NAME = "secret.key"


def secret_key(home: Path) -> str:
    """The key that signs sessions and tokens; made on first use, readable by the owner alone (mode 0600)."""
    path = home / NAME
    try:
        if not path.exists():
            _make(path)
        key = path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise Unavailable(f"The secret key {path} cannot be read or made: {error.strerror}.") from error
    if len(key) < 50:
        raise Unavailable(f"{path} is damaged: restore it from a backup, or remove it, which signs everybody out.")
    return key


def _make(path: Path) -> None:
    """Written apart and linked: of two processes that start together one wins, and both read the same key."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent)  # which makes it readable by its owner alone
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)


def is_private(path: Path) -> bool:
    """Whether nobody but its owner can read a file or enter a folder."""
    return path.stat().st_mode & 0o077 == 0
