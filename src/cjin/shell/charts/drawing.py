"""Drawing: a chart becomes an SVG without scripts and without anything from elsewhere, and is kept by its digest."""

import hashlib
import json
import os
import re
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings

from cjin.shell.charts.pen import Pen
from cjin.shell.rules.charts import bars, lines
from cjin.shell.rules.charts.figures import Bars, Lines
from cjin.shell.rules.charts.look import Setting, number_format

VERSION = "1"
"""Goes into the digest: another way of drawing makes other pictures."""
MOST = 4_000
"""So many pictures are kept (about 60 MB); when there are more, the half that was not asked for longest goes."""
type Chart = Lines | Bars


def svg_of(chart: Chart, setting: Setting) -> tuple[str, str]:
    """The picture of a chart and its digest, which is the same for the same picture. Raises Unavailable."""
    drawn = lines.spec(chart, setting) if isinstance(chart, Lines) else bars.spec(chart, setting)
    said = json.dumps([VERSION, setting.language, drawn], sort_keys=True)
    digest = hashlib.sha256(said.encode()).hexdigest()
    place = folder() / digest[:2] / f"{digest}.svg"
    try:
        svg = place.read_text(encoding="utf-8")
        os.utime(place)
    except OSError:
        svg = _draw(drawn, setting)
        _keep(place, svg)
    return svg, digest


def height_of(chart: Chart, setting: Setting) -> int:
    """How high the picture of a chart is, in pixels."""
    return lines.height(chart, setting) if isinstance(chart, Lines) else bars.height(chart, setting)


_pen = Pen()
# What XML cannot hold, what would end a line, and characters of two units, which the drawing cuts in half.
_UNSAID = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\U00010000-\U0010ffff]")


def _draw(drawn: dict[str, Any], setting: Setting) -> str:
    return _pen.draw(_sayable(drawn), number_format(setting.language))


def _sayable(told: Any) -> Any:
    """The same with a mark in the place of each character that no picture can hold."""
    if isinstance(told, dict):
        return {name: _sayable(value) for name, value in told.items()}
    if isinstance(told, list):
        return [_sayable(value) for value in told]
    return _UNSAID.sub("\ufffd", told) if isinstance(told, str) else told


def folder() -> Path:
    """Where pictures are kept."""
    return Path(settings.CJIN_HOME) / "cache" / "charts"


def _keep(place: Path, svg: str) -> None:
    """Puts a picture down whole or not at all. A node whose disk is full draws each time anew."""
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=place.parent, encoding="utf-8", delete=False) as draft:
            draft.write(svg)
        Path(draft.name).replace(place)
        # Pictures are spread evenly over 256 folders, so one of them tells how many there are.
        if sum(1 for _ in place.parent.iterdir()) > MOST // 256:
            _thin(place.parent)
    except OSError:
        return


def _thin(crowded: Path) -> None:
    kept = sorted(crowded.glob("*.svg"), key=lambda path: path.stat().st_mtime)
    for path in kept[: len(kept) // 2]:
        path.unlink(missing_ok=True)
