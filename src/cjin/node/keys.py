"""The node's secret key: made once, kept in a file that only the node's own user can read."""

import secrets
from pathlib import Path

from cjin.core.rules.errors import Unavailable
from cjin.core.rules.keptkeys import kept

NAME = "secret.key"


def secret_key(home: Path) -> str:
    """The key that signs sessions and tokens; made on first use, readable by the owner alone (mode 0600)."""
    path = home / NAME
    key = kept(path, lambda: secrets.token_urlsafe(64))
    if len(key) < 50:
        raise Unavailable(f"{path} is damaged: restore it from a backup, or remove it, which signs everybody out.")
    return key


def is_private(path: Path) -> bool:
    """Whether nobody but its owner can read a file or enter a folder."""
    return path.stat().st_mode & 0o077 == 0
