"""The world map: polygons that are set in the node's settings, or those of a public package; otherwise the tile grid.

No set-up fails for want of a map, and none waits long for it.
"""

import hashlib
import json
import logging
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cjin.core.rules.errors import CjinError, Fault, Invalid, Unavailable
from cjin.shell.maps import sheet_path
from cjin.shell.rules.maps.sheet import Sheet, laid_out
from cjin.shell.rules.maps.topology import areas

PACKAGE = "world-atlas@2.0.2"
"""Natural Earth's countries as TopoJSON (ISC licence); the client of the package registry knows where it is."""
DIGEST = (
    "2177d5d2ac25297a5c933d458705d5c0a46388884e9d6b6d3ac926e42b7132c8"
    "e013f317018447589aa05cea4cf0891c3c1a179f24d4e651477186b90a11b42d"
)
"""SHA-512 of the package: another file under its name is not read."""
COARSE, FINE = "package/countries-110m.json", "package/countries-50m.json"
SECONDS = 20
AGAIN = timedelta(days=1)
LARGEST = 30 * 1024**2
VERSION = 1
log = logging.getLogger(__name__)


def lay_out(home: Path, now: datetime) -> str:
    """Lay the map out where it is not there yet, or where the settings name another file."""
    from django.conf import settings

    own = Path(settings.CJIN_MAP) if settings.CJIN_MAP else None
    wanted = _stamp(own)
    if _stands(sheet_path(home)) == wanted:
        return "up to date"
    if own is None and _tried(home, now):
        return "the tile grid; polygons were asked for within the last day"
    try:
        sheet = _own(own) if own else _packed()
    except CjinError as error:
        (home / "maps" / ".tried").write_text(now.isoformat())
        log.info("the tile grid is shown instead of a map: %s", error)
        return f"the tile grid, for want of polygons: {error}"
    _write(sheet_path(home), wanted, sheet)
    return f"{len(sheet.shapes)} areas with boundaries, {len(sheet.dots)} as dots"


def _stamp(own: Path | None) -> str:
    """What tells a map from another one: the version of its layout, and the file or the package it was made of."""
    if own is None:
        return f"{VERSION} {PACKAGE}"
    try:
        found = own.stat()
    except OSError:
        return f"{VERSION} {own}"
    return f"{VERSION} {own} {found.st_size} {found.st_mtime_ns}"


def _stands(path: Path) -> str | None:
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["stamp"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _tried(home: Path, now: datetime) -> bool:
    try:
        return now - datetime.fromisoformat((home / "maps" / ".tried").read_text()) < AGAIN
    except (OSError, ValueError, TypeError):
        return False


def _write(path: Path, stamp: str, sheet: Sheet) -> None:
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps({"stamp": stamp, "sheet": sheet.told()}), encoding="utf-8")
    draft.replace(path)


def _own(path: Path) -> Sheet:
    """The sheet of a file of the node's own."""
    try:
        if path.stat().st_size > LARGEST:
            raise Invalid(f"{path} cannot be read.", [Fault(str(path), f"it is larger than {LARGEST // 1024**2} MB")])
        content = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise Invalid(f"{path} cannot be read.", [Fault(str(path), str(error)[:200])]) from None
    sheet = laid_out(areas(content, str(path)), (), _codes(), path.name)
    if not sheet.shapes:
        raise Invalid(f"{path} cannot be read.", [Fault(str(path), "no area in it has a code of ISO 3166-1")])
    return sheet


def _packed() -> Sheet:
    """The sheet of the public package. Raises Unavailable where it cannot be had, or is not the one that it was."""
    client = shutil.which("npm")
    if client is None:
        raise Unavailable("npm is not on this machine.")
    with tempfile.TemporaryDirectory() as work:
        command = [client, "pack", PACKAGE, "--silent", "--ignore-scripts", "--fetch-retries=0"]
        try:
            subprocess.run(command, cwd=work, timeout=SECONDS, check=True, capture_output=True)  # noqa: S603
        except (subprocess.SubprocessError, OSError) as error:
            raise Unavailable(f"{PACKAGE} cannot be had ({type(error).__name__}).") from error
        found = next(Path(work).glob("*.tgz"), None)
        if found is None or hashlib.sha512(found.read_bytes()).hexdigest() != DIGEST:
            raise Unavailable(f"{PACKAGE} is not the file that it was.")
        coarse, fine = (areas(_member(found, name), name) for name in (COARSE, FINE))
    return laid_out(coarse, fine, _codes(), "Natural Earth")


def _member(archive: Path, name: str) -> Any:
    with tarfile.open(archive) as opened:
        file = opened.extractfile(name)
        assert file is not None, name
        return json.load(file)


def _codes() -> Mapping[str, str]:
    """ISO 3166-1 alpha-3 codes by the codes that files of polygons use: numeric, of two and of three letters."""
    from cjin.core.rules.catalogue import read
    from cjin.reference.rules.states import read_states

    entries = read_states(read("states"))
    codes = {name: str(one.iso3) for one in entries for name in (one.m49, one.iso2, str(one.iso3))}
    return codes | {str(int(one.m49)): str(one.iso3) for one in entries}
