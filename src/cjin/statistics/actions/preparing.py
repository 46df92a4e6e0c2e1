"""Preparing: what a publication would hold is made, and kept for a day, to be looked at before it is published.

Nothing is published by it. Who publishes the same then takes what was kept, as long as the source was not published
meanwhile: what is shown before is what comes.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as arrow
from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext as _

from cjin.core.rules.errors import Fault, Invalid, Unavailable
from cjin.statistics.models import Publication
from cjin.statistics.rules.publishing.columns import write
from cjin.statistics.rules.publishing.flows import Flow

type Report = dict[str, Any]
type Cells = Iterable[tuple[Flow, arrow.Table]]
PLACE = "prepared"
KEPT_FOR = timedelta(days=1)
_TOLD = "publication.json"


@dataclass(frozen=True)
class Making:
    """A publication that is not stored, with its terms and digest; ``cells`` makes its cells and adds to its report.

    ``opens`` consents to show what earlier publications keep back.
    """

    publication: Publication
    cells: Callable[[Report], Cells]
    opens: bool = False

    @property
    def key(self) -> str:
        """What stands for it until its source is published: what was published before changes what may be shown."""
        told = f"{self.publication.digest}\x1f{self.publication.source_id}\x1f{self.number}"
        return hashlib.sha256(told.encode()).hexdigest()[:32]

    @property
    def number(self) -> int:
        """The number that it would get."""
        highest = self.publication.source.publications.aggregate(highest=Max("number"))["highest"]
        return (highest or 0) + 1

    def check_opening(self) -> None:
        """Raises Invalid where figures are shown that were kept back, and nobody consented to it."""
        opened = self.publication.report.get("opened", 0)
        if opened and not self.opens:
            message = _("Figures that earlier publications keep back would be shown: %(count)d. Say that they may be.")
            fault = Fault("opens", message % {"count": opened})
            raise Invalid(_("These figures cannot be published."), [fault])


def prepare(making: Making, *, now: datetime) -> None:
    """Makes what would be published, once. Raises Unavailable where it cannot be written, and what making it raises."""
    _clear_away(now)
    place, target = place_of(making.key), folder_of(making.key)
    if (target / _TOLD).is_file():
        return
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place, prefix=".work", ignore_cleanup_errors=True) as folder:
            _make(making, Path(folder)).replace(target)
    except OSError as error:
        if not (target / _TOLD).is_file():  # else somebody prepared the same just now
            raise Unavailable(_("The figures cannot be written: %(why)s.") % {"why": error.strerror}) from error


def _make(making: Making, work: Path) -> Path:
    made, folder = making.publication, work / "made"
    folder.mkdir()
    bring(making, folder)
    (folder / _TOLD).write_text(json.dumps({"flows": made.flows, "report": made.report}), encoding="utf-8")
    return folder


def bring(making: Making, work: Path) -> None:
    """Puts the files of a publication into a folder, and its flows and its report into it: as prepared, or made now."""
    made, kept = making.publication, folder_of(making.key)
    if not prepared(making):
        made.flows = [write(flow, table, work).told() for flow, table in making.cells(made.report)]
        return
    for path in kept.glob("*.parquet"):
        shutil.copy2(path, work)


def prepared(making: Making) -> bool:
    """Whether what would be published is kept; its flows and its report are then put into the publication."""
    made = making.publication
    try:
        told = json.loads((folder_of(making.key) / _TOLD).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False
    made.flows, made.report = told["flows"], told["report"] | {"findings": made.report["findings"]}
    return True


def let_go(key: str) -> None:
    """Takes away what was prepared."""
    shutil.rmtree(place_of(key), ignore_errors=True)


def folder_of(key: str) -> Path:
    """Where the files lie that were prepared under a key."""
    return place_of(key) / "made"


def place_of(key: str) -> Path:
    """Everything that is kept under a key."""
    return _home() / key


def _home() -> Path:
    return Path(settings.CJIN_HOME) / "statistics" / PLACE


def _clear_away(now: datetime) -> None:
    """What was kept for longer than a day."""
    for place in _home().glob("*"):
        with suppress(FileNotFoundError):  # somebody else may clear away just now
            if place.stat().st_mtime < (now - KEPT_FOR).timestamp():
                shutil.rmtree(place, ignore_errors=True)
