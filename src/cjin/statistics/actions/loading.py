"""Loading: a source's files become a load, whole or not at all; the last good one stays until the next is ready."""

import fcntl
import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.rules.errors import Conflict, NotFound
from cjin.statistics.models import Load, Source, Stage
from cjin.statistics.queries.loads import folder_of
from cjin.statistics.queries.schemes import correspondence_of
from cjin.statistics.rules.correspondence import Correspondence, write_links
from cjin.statistics.rules.mapping import Mapping, read_mapping
from cjin.statistics.rules.records.loading import Report
from cjin.statistics.rules.records.loading import load as read_records


def load_files(
    *,
    paths: Sequence[Path],
    mapping: str,
    name: str,
    links: Correspondence | None = None,
    by: User | None,
    now: datetime,
) -> Load:
    """Reads the files of a source by a mapping; the same files again by the same mapping change nothing.

    ``name`` is that of the mapping in errors; ``links`` is the correspondence, that of the node without it.
    Raises NotFound, Unavailable, Invalid with the place of each fault, Conflict while the source is being loaded.
    """
    declared = read_mapping(mapping, name)
    scheme = declared.columns["offence"].scheme if "offence" in declared.columns else ""
    links = links or (correspondence_of(scheme) if scheme else None)
    used = write_links(links) if links else ""
    digest = _digest(paths, mapping, used)
    source = _source(declared)
    with _alone(source):
        _clear_away(source)
        same = source.loads.filter(digest=digest, stage=Stage.READY).first()
        if same is not None:
            return same
        load = _begin(source, mapping, used, digest, paths, declared, now)
        try:
            report = _read(load, paths, declared, links)
        except BaseException:
            _give_up(load)
            raise
        return _finish(load, report, by, now)


def _source(declared: Mapping) -> Source:
    source, _made = Source.objects.update_or_create(
        slug=declared.source,
        defaults={"title": declared.title, "area": declared.area, "unit": str(declared.unit)},
    )
    return source


def _digest(paths: Sequence[Path], mapping: str, links: str) -> str:
    told = hashlib.sha256(f"{mapping}\x1f{links}".encode())
    for path in paths:
        try:
            with path.open("rb") as stream:
                told.update(hashlib.file_digest(stream, "sha256").digest())
        except FileNotFoundError as error:
            raise NotFound(_("There is no file %(path)s.") % {"path": path}) from error
        except IsADirectoryError as error:
            raise NotFound(_("%(path)s is a folder; name its files.") % {"path": path}) from error
    return told.hexdigest()


@contextmanager
def _alone(source: Source) -> Iterator[None]:
    """One load of a source at a time. The lock goes with the process, however that ends."""
    place = Path(settings.CJIN_HOME) / "statistics" / "loads" / source.slug
    place.mkdir(parents=True, exist_ok=True)
    with (place / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Conflict(
                _("%(source)s is being loaded just now; wait until that is done.") % {"source": source}
            ) from error
        yield


def _clear_away(source: Source) -> None:
    """What a load that was killed left behind."""
    for load in source.loads.filter(stage=Stage.READING):
        _give_up(load)


def _begin(
    source: Source, mapping: str, links: str, digest: str, paths: Sequence[Path], declared: Mapping, now: datetime
) -> Load:
    highest = source.loads.aggregate(highest=Max("number"))["highest"] or 0
    return Load.objects.create(
        source=source,
        number=highest + 1,
        mapping=mapping,
        links=links,
        digest=digest,
        files=[{"name": path.name, "size": path.stat().st_size} for path in paths],
        vintage=declared.vintage or timezone.localdate(now),
        started_at=now,
    )


def _read(load: Load, paths: Sequence[Path], declared: Mapping, links: Correspondence | None) -> Report:
    folder = folder_of(load)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    report = read_records(paths, declared, links, folder)
    for leftover in folder.iterdir():
        if leftover.suffix in (".utf-8", ".csv") and leftover.name != "apart.csv":
            leftover.unlink()
    return report


def _give_up(load: Load) -> None:
    shutil.rmtree(folder_of(load), ignore_errors=True)
    load.delete()


@transaction.atomic
def _finish(load: Load, report: Report, by: User | None, now: datetime) -> Load:
    load.stage, load.report, load.loaded_at, load.loaded_by = Stage.READY, asdict(report), now, by
    load.save(update_fields=["stage", "report", "loaded_at", "loaded_by"])
    detail = {"rows": report.kept, "apart": report.apart, "digest": load.digest}
    record(stream="statistics", act="load", by=by, obj=load.key, detail=detail, now=now)
    return load
