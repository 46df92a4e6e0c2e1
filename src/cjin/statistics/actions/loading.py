"""Loading: a source's files of unit records become a load."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from functools import partial
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.queries.readers import reader_of
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Fault, Invalid
from cjin.statistics.actions.readings import Told, digest, read_once
from cjin.statistics.models import Load, Source
from cjin.statistics.queries.loads import coverage_before
from cjin.statistics.queries.schemes import correspondence_of
from cjin.statistics.rules.correspondence import Correspondence, write_links
from cjin.statistics.rules.mapping import Mapping, read_mapping
from cjin.statistics.rules.records.loading import APART
from cjin.statistics.rules.records.loading import load as read_records
from cjin.statistics.rules.records.sources import refuse_endless


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
    Raises NotFound, NotAllowed, Unavailable, Invalid with the place of each fault, Conflict while the source is being
    loaded.
    """
    check_can(by, Duty.STATISTICS_EDIT, today=timezone.localdate(now))
    _check_names(paths)
    for path in paths:
        refuse_endless(path)
    declared, today = read_mapping(mapping, name), timezone.localdate(now)
    links = links or _links(declared, by)
    used = write_links(links) if links else ""
    load = Load(
        source=_source(declared),
        mapping=mapping,
        links=used,
        digest=digest(f"{mapping}\x1f{used}", paths),
        files=[{"name": path.name, "size": path.stat().st_size} for path in paths],
        vintage=declared.vintage or today,
    )
    reading = partial(_read, paths, declared, links, max(load.vintage, today), load.source)
    done = read_once(load, reading, act="load", by=by, now=now)
    Source.objects.filter(pk=done.source_id).update(**_described(declared))
    done.source.refresh_from_db()
    return done


def _links(declared: Mapping, by: User | None) -> Correspondence | None:
    """The correspondence of the scheme by which offences are coded, where they are."""
    scheme = declared.columns["offence"].scheme if "offence" in declared.columns else ""
    return correspondence_of(scheme, reader_of(by) if by else None) if scheme else None


def _check_names(paths: Sequence[Path]) -> None:
    """A row that is set apart is told by the name of its file, so each file needs one of its own."""
    twice = [name for name, count in Counter(path.name for path in paths).items() if count > 1]
    if twice:
        faults = [Fault(name, _("two files have this name; give one of them another")) for name in twice]
        raise Invalid(_("These files cannot be loaded together."), faults)


def _source(declared: Mapping) -> Source:
    """The source; one that is there stays as it is until the load is ready."""
    return Source.objects.get_or_create(slug=declared.source, defaults=_described(declared))[0]


def _described(declared: Mapping) -> dict[str, str]:
    return {"title": declared.title, "area": declared.area, "unit": str(declared.unit)}


def _read(
    paths: Sequence[Path],
    declared: Mapping,
    links: Correspondence | None,
    latest: date,
    source: Source,
    folder: Path,
) -> Told:
    report = read_records(paths, declared, links, folder, latest, coverage_before(source))
    for leftover in folder.iterdir():
        if leftover.suffix in (".utf-8", ".csv") and leftover.name != APART:
            leftover.unlink()
    return Told(asdict(report), {"rows": report.kept, "apart": report.apart})
