"""Reading files of a source: whole or not at all, one at a time; the last good one stays until the next is ready."""

import fcntl
import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.rules.errors import Conflict, NotFound, Unavailable
from cjin.statistics.models import Reading, Stage
from cjin.statistics.queries.readings import folder_of


class Told(NamedTuple):
    """What reading the files tells: the report that stays with them, and what the audit notes of it."""

    report: Mapping[str, Any]
    detail: Mapping[str, Any]


def read_once[R: Reading](new: R, read: Callable[[Path], Told], *, act: str, by: User | None, now: datetime) -> R:
    """Reads what ``new``, which is not stored yet, is made of, into a folder of its own; the reading that is there
    where one has the same digest, which says so (``unchanged``).

    Raises what ``read`` raises, Unavailable where nothing can be written, Conflict while the source is being read.
    """
    same = type(new)._default_manager.filter(source=new.source)
    with alone(new.PLACE, new.source.slug):
        for left in same.filter(stage=Stage.READING):
            give_up(left)
        there = same.filter(digest=new.digest, stage=Stage.READY).first()
        if there is not None:
            there.unchanged = True
            return there
        new.number = (same.aggregate(highest=Max("number"))["highest"] or 0) + 1
        new.started_at = now
        new.save()
        try:
            told = _read(folder_of(new), read)
        except BaseException:
            give_up(new)
            raise
        return _finish(new, told, act, by, now)


@contextmanager
def alone(place: str, slug: str, busy: str = "") -> Iterator[None]:
    """One at a time of a kind and a source. The lock goes with the process, however that ends.

    Raises Conflict, with the words of ``busy`` where it is not loading that goes on.
    """
    folder = Path(settings.CJIN_HOME) / "statistics" / place / slug
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            loading = _("%(source)s is being loaded just now; wait until that is done.") % {"source": slug}
            raise Conflict(busy or loading) from error
        yield


def digest(words: str, paths: Sequence[Path]) -> str:
    """The digest of files and of the words that say how they are read. Raises NotFound, Unavailable."""
    return joined(words, *map(digest_of, paths))


def joined(words: str, *contents: bytes) -> str:
    """The digest of words, and of files by the digests of their contents."""
    return hashlib.sha256(b"".join((words.encode(), *contents))).hexdigest()


def digest_of(path: Path) -> bytes:
    """The digest of a file's content. Raises NotFound, Unavailable."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest()
    except FileNotFoundError as error:
        raise NotFound(_("There is no file %(path)s.") % {"path": path}) from error
    except IsADirectoryError as error:
        raise NotFound(_("%(path)s is a folder; name its files.") % {"path": path}) from error
    except OSError as error:
        raise Unavailable(_("%(path)s cannot be read.") % {"path": path}) from error


def give_up(reading: Reading) -> None:
    """Takes away a reading that was not finished, with its files."""
    shutil.rmtree(folder_of(reading), ignore_errors=True)
    reading.delete()


def _read(folder: Path, read: Callable[[Path], Told]) -> Told:
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return read(folder)
    except OSError as error:
        raise Unavailable(_("The figures cannot be written: %(why)s.") % {"why": error.strerror}) from error


@transaction.atomic
def _finish[R: Reading](reading: R, told: Told, act: str, by: User | None, now: datetime) -> R:
    reading.stage, reading.report, reading.loaded_at, reading.loaded_by = Stage.READY, dict(told.report), now, by
    reading.save(update_fields=["stage", "report", "loaded_at", "loaded_by"])
    detail = {**told.detail, "digest": reading.digest}
    record(stream="statistics", act=act, by=by, obj=reading.key, detail=detail, now=now)
    return reading
