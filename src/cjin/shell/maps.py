"""The world map of this node: the sheet that was laid out at set-up, or the tile grid where there is none."""

import json
import logging
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from cjin.core.rules.catalogue import read
from cjin.shell.rules.maps.sheet import Sheet
from cjin.shell.rules.maps.tiles import tile_sheet

log = logging.getLogger(__name__)


def sheet_path(home: Path) -> Path:
    """Where the sheet of a node lies."""
    return home / "maps" / "world.json"


def sheet() -> Sheet:
    """The sheet to draw on."""
    path = sheet_path(Path(settings.CJIN_HOME))
    try:
        return _laid_out(str(path), path.stat().st_mtime_ns)
    except FileNotFoundError:
        return tiles()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        log.warning("%s cannot be read: the tile grid is shown; cjin prepare lays the map out anew", path)
        return tiles()


@lru_cache(maxsize=2)
def _laid_out(path: str, _changed: int) -> Sheet:
    return Sheet.of(json.loads(Path(path).read_text(encoding="utf-8"))["sheet"])


@lru_cache(maxsize=1)
def tiles() -> Sheet:
    """The tile grid of the catalogue."""
    places = read("maps/tiles")["tiles"]
    return tile_sheet({str(code): (int(column), int(row)) for code, (column, row) in places.items()})
