"""A throw-away PostgreSQL cluster: in a short temporary folder, reached by a socket only, gone with the process."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MISSING = "PostgreSQL's server programs were not found; on Debian: apt-get install postgresql"
SETTINGS = {
    "listen_addresses": "''",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "timezone": "UTC",
}


def programs() -> Path | None:
    """The folder with initdb and pg_ctl, newest version first, or None."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve().parent] if on_path else []
    roots = [Path("/usr/lib/postgresql"), Path("/usr/local/lib/postgresql"), Path("/opt/homebrew/opt")]
    found += sorted((path for root in roots for path in root.glob("*/bin")), reverse=True)
    return next((path for path in found if (path / "initdb").exists() and (path / "pg_ctl").exists()), None)


def start() -> str:
    """Start a cluster and promise an address for DATABASE_URL; it is stopped and removed when this process ends.

    Raises RuntimeError with what to install when there is no server.
    """
    folder = programs()
    if folder is None:
        raise RuntimeError(MISSING)
    place = Path(tempfile.mkdtemp(prefix="cjin-pg-", dir="/tmp" if Path("/tmp").is_dir() else None))
    who = _owner(place)
    data = str(place / "data")
    options = (
        " ".join(f"-c {name}={value}" for name, value in SETTINGS.items()) + f" -c unix_socket_directories={place}"
    )
    _run([folder / "initdb", "-D", data, "-U", "cjin", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"], who)
    _watchers.append(_watch(folder, place, who))
    _run([folder / "pg_ctl", "-D", data, "-l", place / "log", "-o", options, "-w", "start"], who)
    _run([folder / "createdb", "-h", place, "-U", "cjin", "cjin"], who)
    return f"postgresql://cjin@/cjin?host={place}"


_watchers: list[subprocess.Popen[bytes]] = []


def _watch(folder: Path, place: Path, who: Mapping[str, Any]) -> subprocess.Popen[bytes]:
    """A shell that reads until this process is gone, however it ends, and then puts the cluster away."""
    script = 'cat >/dev/null; "$1/pg_ctl" -D "$2/data" -m immediate stop; rm -rf "$2"'
    command = ["sh", "-c", script, "sh", str(folder), str(place)]
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=nowhere, stderr=nowhere, cwd="/", start_new_session=True, **who
    )


def _owner(place: Path) -> dict[str, Any]:
    """initdb refuses root, so root hands the folder to the user that the package made."""
    if os.name != "posix" or os.geteuid() != 0:
        return {}
    shutil.chown(place, "postgres", "postgres")
    return {"user": "postgres", "group": "postgres", "extra_groups": []}


def _run(command: list[str | Path], who: Mapping[str, Any]) -> None:
    done = subprocess.run(
        command, capture_output=True, text=True, cwd="/", stdin=subprocess.DEVNULL, timeout=120, **who
    )
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name} failed: {done.stderr.strip() or done.stdout.strip()}")
