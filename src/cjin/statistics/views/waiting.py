"""A file of records that waits, with its columns, until somebody has said what they mean."""

import json
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from cjin.core.models import User
from cjin.core.rules.errors import NotFound
from cjin.statistics.rules.mapping import File
from cjin.statistics.rules.proposing import Seen
from cjin.statistics.rules.records.columns import columns_of
from cjin.statistics.views.uploads import on_disk

KEPT_FOR = timedelta(days=1)
MOST_KEPT = 5
"""So many files of a person wait at once."""
_KEY = re.compile(r"[0-9a-f]{32}\Z")
_FOUND = "columns.json"


@dataclass(frozen=True)
class Waiting:
    """A file that waits: where it is, its encoding, its columns with values that occur in them.

    ``links`` is where the correspondence is that was given with it, None where the scheme's is used.
    """

    path: Path
    encoding: str
    columns: list[Seen]
    links: Path | None


def keep(file: "UploadedFile[Any]", *, encoding: str, by: User, now: datetime) -> str:
    """Keeps a file for a person, for a day at most; the key it is asked for by.

    The oldest goes where more than MOST_KEPT of the person would wait.

    Raises Unavailable, and Invalid for what is too large, no table, or has a faulty header.
    """
    _clear_away(now)
    key = uuid4().hex
    folder = _place(by) / key
    try:
        with on_disk([file]) as (sent,):
            (folder / "file").mkdir(parents=True)
            path = Path(shutil.move(sent, folder / "file"))
        columns = columns_of(path, File(encoding=encoding), folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    told = {"encoding": encoding, "columns": [[one.name, one.values] for one in columns]}
    (folder / _FOUND).write_text(json.dumps(told), encoding="utf-8")
    _leave_the_newest(by)
    return key


def kept(key: str, *, by: User) -> Waiting:
    """The file that a person's key stands for. Raises NotFound."""
    folder = _place(by) / key
    if not _KEY.match(key) or not (folder / _FOUND).is_file():
        raise NotFound(_("This file is kept no longer. Choose it again."))
    told = json.loads((folder / _FOUND).read_text(encoding="utf-8"))
    (path,) = (folder / "file").iterdir()
    columns = [Seen(name, tuple(values)) for name, values in told["columns"]]
    return Waiting(path, told["encoding"], columns, next((folder / "links").glob("*"), None))


def keep_links(key: str, file: "UploadedFile[Any]", *, by: User) -> None:
    """Keeps a correspondence with a file that waits, in place of one that was given before. Raises Invalid."""
    folder = _place(by) / key / "links"
    with on_disk([file]) as (sent,):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        shutil.move(sent, folder)


def let_links_go(key: str, *, by: User) -> None:
    """Takes the correspondence away that was given with a file."""
    shutil.rmtree(_place(by) / key / "links", ignore_errors=True)


def let_go(key: str, *, by: User) -> None:
    """Takes a file away that waits no longer."""
    shutil.rmtree(_place(by) / key, ignore_errors=True)


def _place(person: User) -> Path:
    return _home() / str(person.pk)


def _home() -> Path:
    return Path(settings.CJIN_HOME) / "statistics" / "waiting"


def _clear_away(now: datetime) -> None:
    """What was kept for longer than a day."""
    for folder in _home().glob("*/*"):
        with suppress(FileNotFoundError):  # somebody else may clear away just now
            if folder.stat().st_mtime < (now - KEPT_FOR).timestamp():
                shutil.rmtree(folder, ignore_errors=True)


def _leave_the_newest(person: User) -> None:
    held = []
    for folder in _place(person).iterdir():
        with suppress(FileNotFoundError):
            held.append((folder.stat().st_mtime_ns, folder))
    for _moment, folder in sorted(held, reverse=True)[MOST_KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)
