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
from uuid import uuid4

import pyarrow as arrow
from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext as _

from cjin import __version__
from cjin.core.rules.errors import Fault, Invalid, Outdated, Unavailable
from cjin.statistics.models import Publication
from cjin.statistics.rules.disclosure.primary import NONE
from cjin.statistics.rules.disclosure.primary import rule as rule_named
from cjin.statistics.rules.publishing.columns import path_of, write
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
        """What stands for it until its source is published: what was published before changes what may be shown.

        So do the numbers of its rule of confidentiality, and the software that applies them.
        """
        made = self.publication
        rule = rule_named(made.rule) if made.rule else NONE
        told = f"{made.digest}\x1f{made.source_id}\x1f{self.number}\x1f{rule!r}\x1f{__version__}"
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
    clear_away(now)
    if prepared(making):
        return
    place, target = place_of(making.key), folder_of(making.key)
    try:
        place.mkdir(parents=True, exist_ok=True)
        _take_away(target)  # where some of its files are missing
        with tempfile.TemporaryDirectory(dir=place, prefix=".work", ignore_cleanup_errors=True) as folder:
            _make(making, Path(folder)).replace(target)
    except OSError as error:
        if not prepared(making):  # else somebody prepared the same just now
            raise Unavailable(_("The figures cannot be written: %(why)s.") % {"why": error.strerror}) from error


def _make(making: Making, work: Path) -> Path:
    made, folder = making.publication, work / "made"
    folder.mkdir()
    bring(making, folder)
    (folder / _TOLD).write_text(json.dumps({"flows": made.flows, "report": made.report}), encoding="utf-8")
    return folder


def bring(making: Making, work: Path) -> None:
    """Puts the files of a publication into a folder, and its flows and its report into it: as prepared, or made now.

    Raises Outdated where what was prepared is cleared away just now.
    """
    made, kept = making.publication, folder_of(making.key)
    if not prepared(making):
        made.flows = [write(flow, table, work).told() for flow, table in making.cells(made.report)]
        return
    try:
        for flow in made.flows:
            shutil.copy2(path_of(kept, flow["id"]), work)
    except FileNotFoundError as error:
        raise Outdated(_("This is kept no longer. Say again what is to be published.")) from error


def prepared(making: Making) -> bool:
    """Whether what would be published is kept, with all its files; its flows and its report are then put into the
    publication.
    """
    made, kept = making.publication, folder_of(making.key)
    try:
        told = json.loads((kept / _TOLD).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return False
    if not all(path_of(kept, flow["id"]).is_file() for flow in told["flows"]):
        return False
    made.flows, made.report = told["flows"], told["report"] | {"findings": made.report["findings"]}
    return True


def let_go(key: str) -> None:
    """Takes away what was prepared; what was wished stays for a day, so that who comes back is led on."""
    _take_away(folder_of(key))


def folder_of(key: str) -> Path:
    """Where the files lie that were prepared under a key."""
    return place_of(key) / "made"


def place_of(key: str) -> Path:
    """Everything that is kept under a key."""
    return _home() / key


def _home() -> Path:
    return Path(settings.CJIN_HOME) / "statistics" / PLACE


def is_old(place: Path, now: datetime) -> bool:
    """Whether something was kept for longer than a day, or is not there."""
    try:
        return place.stat().st_mtime < (now - KEPT_FOR).timestamp()
    except FileNotFoundError:  # somebody else may clear away just now
        return True


def clear_away(now: datetime) -> None:
    """Takes away what was kept for longer than a day."""
    for place in _home().glob("*"):
        if is_old(place, now):
            _take_away(place)


def _take_away(place: Path) -> None:
    """At once for everybody who looks for it, however long its files take to go."""
    aside = _home() / f".gone-{uuid4().hex}"
    with suppress(OSError):  # it is not there, or goes just now
        place.rename(aside)
        shutil.rmtree(aside, ignore_errors=True)
