"""Keys of the node that are made once and kept in files that only the node's own user can read."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from cjin.core.rules.errors import Unavailable


def kept(path: Path, make: Callable[[], str]) -> str:
    """The text of a key file, made on first use and readable by its owner alone (mode 0600). Raises Unavailable."""
    try:
        if not path.exists():
            _keep(path, make())
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise Unavailable(f"The secret key {path} cannot be read or made: {error.strerror}.") from error


def _keep(path: Path, text: str) -> None:
    """Written apart and linked: of two processes that start together one wins, and both read the same key."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent)  # which makes it readable by its owner alone
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)
