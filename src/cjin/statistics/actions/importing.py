"""Importing ready figures: a file becomes a dataset, whole or not at all; the last good one stays."""

import fcntl
import hashlib
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Fault, Invalid, NotFound, Unavailable
from cjin.core.rules.identifiers import Slug
from cjin.statistics.models import Dataset, Source, Stage
from cjin.statistics.queries.datasets import folder_of
from cjin.statistics.rules.aggregates.files import Opened, open_rows
from cjin.statistics.rules.aggregates.portal import read_portal
from cjin.statistics.rules.aggregates.reading import Read
from cjin.statistics.rules.aggregates.templates.reading import read_template

LAYOUTS: dict[str, tuple[str, Callable[[Opened, int], Read]]] = {
    "unodc": ("unodc-portal", read_portal),
    "template": ("template", read_template),
}
"""The layouts by name: the source that a file is of where none is said, and what reads it."""
_DAY = re.compile(r"(20\d\d)[-_]?(\d\d)[-_]?(\d\d)")


def import_file(
    *, path: Path, layout: str, vintage: date | None = None, source: str = "", by: User | None, now: datetime
) -> Dataset:
    """Reads a file of ready figures; the same file again in the same layout changes nothing.

    ``vintage`` is the day of the figures: that of the file's name, or today, where it is not said. Raises NotFound,
    NotAllowed, Unavailable, Invalid with the place of each fault, Conflict while the source is being read.
    """
    check_can(by, Duty.STATISTICS_EDIT, today=timezone.localdate(now))
    if layout not in LAYOUTS:
        raise Invalid(_("There is no such layout."), [Fault("layout", ", ".join(LAYOUTS))])
    slug = Slug.of(source) if source else ""
    digest = _digest(path, layout, vintage)
    day = vintage or _day_of(path.name) or timezone.localdate(now)
    with tempfile.TemporaryDirectory(dir=_place()) as work:
        read = LAYOUTS[layout][1](open_rows(path, Path(work)), day.year)
        owned = _source(slug or read.about.get("source", "") or LAYOUTS[layout][0], read)
        with _alone(owned):
            return _kept(owned, read, layout, path, digest, day, by, now)


def _kept(
    source: Source, read: Read, layout: str, path: Path, digest: str, day: date, by: User | None, now: datetime
) -> Dataset:
    for left in Dataset.objects.filter(source=source, stage=Stage.READING):
        _give_up(left)
    same = Dataset.objects.filter(source=source, digest=digest, stage=Stage.READY).first()
    if same is not None:
        return same
    highest = Dataset.objects.filter(source=source).aggregate(highest=Max("number"))["highest"] or 0
    dataset = Dataset.objects.create(
        source=source,
        number=highest + 1,
        layout=layout,
        digest=digest,
        file=path.name[:255],
        vintage=day,
        started_at=now,
    )
    try:
        _write(read, folder_of(dataset))
        return _finish(dataset, read, by, now)
    except BaseException:
        _give_up(dataset)
        raise


def _write(read: Read, folder: Path) -> None:
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        read.write(folder)
    except OSError as error:
        raise Unavailable(_("The figures cannot be written: %(why)s.") % {"why": error.strerror}) from error


@transaction.atomic
def _finish(dataset: Dataset, read: Read, by: User | None, now: datetime) -> Dataset:
    dataset.stage, dataset.report, dataset.loaded_at, dataset.loaded_by = Stage.READY, read.report(), now, by
    dataset.save(update_fields=["stage", "report", "loaded_at", "loaded_by"])
    detail = {"rows": len(read.observations), "apart": len(read.apart), "digest": dataset.digest}
    record(stream="statistics", act="import", by=by, obj=dataset.key, detail=detail, now=now)
    return dataset


def _give_up(dataset: Dataset) -> None:
    shutil.rmtree(folder_of(dataset), ignore_errors=True)
    dataset.delete()


def _source(slug: str, read: Read) -> Source:
    title = read.about.get("title", "") or slug
    source, _made = Source.objects.get_or_create(
        slug=slug, defaults={"title": title[:400], "area": read.about.get("area", "")[:20]}
    )
    return source


def _place() -> Path:
    place = Path(settings.CJIN_HOME) / "statistics" / "datasets"
    place.mkdir(parents=True, exist_ok=True)
    return place


@contextmanager
def _alone(source: Source) -> Iterator[None]:
    """One import of a source at a time. The lock goes with the process, however that ends."""
    place = _place() / source.slug
    place.mkdir(parents=True, exist_ok=True)
    with (place / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Conflict(
                _("%(source)s is being loaded just now; wait until that is done.") % {"source": source}
            ) from error
        yield


def _digest(path: Path, layout: str, vintage: date | None) -> str:
    told = hashlib.sha256(f"{layout}\x1f{vintage or ''}\x1f".encode())
    try:
        with path.open("rb") as stream:
            told.update(hashlib.file_digest(stream, "sha256").digest())
    except FileNotFoundError as error:
        raise NotFound(_("There is no file %(path)s.") % {"path": path}) from error
    except IsADirectoryError as error:
        raise NotFound(_("%(path)s is a folder; name its files.") % {"path": path}) from error
    except OSError as error:
        raise Unavailable(_("%(path)s cannot be read.") % {"path": path}) from error
    return told.hexdigest()


def _day_of(name: str) -> date | None:
    """The day that a file's name ends with, as the portal's files do."""
    found = _DAY.search(name)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
