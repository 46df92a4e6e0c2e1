"""The files of the project, as these tests read them."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "cjin"
GENERATED = ("migrations", "requirements", "catalogue")


@cache
def files() -> tuple[Path, ...]:
    """Every file that is or would be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    found = sorted(ROOT / name for name in listed.split("\0") if name)
    assert len(found) > 50, "the project's files were not found"
    return tuple(path for path in found if path.is_file())


def written(*suffixes: str) -> list[Path]:
    """Files of these kinds that people write and read."""
    return [path for path in files() if path.suffix in suffixes and not set(GENERATED) & set(path.parts)]


def text(path: Path) -> str:
    """What stands in a file; nothing for one that is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def shown(path: Path) -> str:
    """The path as a person names it."""
    return str(path.relative_to(ROOT))
