"""Importing ready figures: a file becomes a dataset."""

import re
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.identifiers import Slug
from cjin.statistics.actions.readings import Told, digest_of, joined, read_once
from cjin.statistics.models import Dataset, Source, Stage
from cjin.statistics.rules.aggregates.files import Opened, open_rows
from cjin.statistics.rules.aggregates.messages import open_message, read_message
from cjin.statistics.rules.aggregates.portal import read_portal
from cjin.statistics.rules.aggregates.reading import Read
from cjin.statistics.rules.aggregates.templates.reading import read_template

type Opener = Callable[[Path, Path], Opened]
type Reader = Callable[[Opened, int], Read]
LAYOUTS: dict[str, tuple[str, Opener, Reader]] = {
    "unodc": ("unodc-portal", open_rows, read_portal),
    "template": ("template", open_rows, read_template),
    "sdmx": ("sdmx", open_message, read_message),
}
"""The layouts by name: the source that a file is of where none is said, what opens it, and what reads its rows."""
_DAY = re.compile(r"(20\d\d)[-_]?(\d\d)[-_]?(\d\d)")


def import_file(
    *, path: Path, layout: str, vintage: date | None = None, source: str = "", by: User | None, now: datetime
) -> Dataset:
    """Reads a file of ready figures; the same again in the same layout changes nothing, unless another day is said.

    ``vintage`` is the day of the figures: where it is not said, that of the file's name, or the one that the layout
    tells, or today. Raises NotFound, NotAllowed, Unavailable, Invalid with the place of each fault, Conflict while the
    source is being read.
    """
    check_can(by, Duty.STATISTICS_EDIT, today=timezone.localdate(now))
    if layout not in LAYOUTS:
        raise Invalid(_("There is no such layout."), [Fault("layout", ", ".join(LAYOUTS))])
    slug = Slug.of(source) if source else ""
    today, named = timezone.localdate(now), vintage or _day_of(path.name)
    with tempfile.TemporaryDirectory(dir=_place()) as work:
        usual, opened, reader = LAYOUTS[layout]
        read = reader(opened(path, Path(work)), (named or today).year)
        owned = _source(slug or read.about.get("source", "") or usual, read)
        told, day = _digest(owned, layout, vintage, path), named or read.vintage(today)
        dataset = Dataset(source=owned, layout=layout, digest=told, file=path.name[:255], vintage=day)
        return read_once(dataset, partial(_write, read), act="import", by=by, now=now)


def _digest(source: Source, layout: str, vintage: date | None, path: Path) -> str:
    """What tells a reading from others: that of the same file before, where no other day is said now."""
    content = digest_of(path)
    for one in source.datasets.filter(layout=layout, stage=Stage.READY).order_by("-number"):
        before = [joined(_words(layout, day), content) for day in (None, one.vintage)]
        if vintage in (None, one.vintage) and one.digest in before:
            return one.digest
    return joined(_words(layout, vintage), content)


def _words(layout: str, vintage: date | None) -> str:
    return f"{layout}\x1f{vintage or ''}\x1f"


def _write(read: Read, folder: Path) -> Told:
    read.write(folder)
    return Told(read.report(), {"rows": len(read.observations), "apart": len(read.apart)})


def _source(slug: str, read: Read) -> Source:
    title = read.about.get("title", "") or slug
    source, _made = Source.objects.get_or_create(
        slug=slug, defaults={"title": title[:400], "area": read.about.get("area", "")[:20]}
    )
    return source


def _place() -> Path:
    place = Path(settings.CJIN_HOME) / "statistics" / Dataset.PLACE
    place.mkdir(parents=True, exist_ok=True)
    return place


def _day_of(name: str) -> date | None:
    """The day that a file's name ends with, as the portal's files do."""
    found = _DAY.search(name)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
