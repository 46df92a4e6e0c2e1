"""Real inputs beside the project, and small made-up ones."""

from pathlib import Path

import pytest

from cjin.texts.rules.document import Document
from cjin.texts.rules.parse import parse
from cjin.texts.rules.reading import read_path
from cjin.texts.rules.source import Source

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
FOLDERS = ("founding-texts", "official-texts", "treaties")
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the real inputs (../shared/data) are not here")


def real_texts() -> list[Path]:
    """Every text in the folder of real inputs; empty where it is absent."""
    return sorted(path for folder in FOLDERS for path in (SHARED / folder).glob("*") if path.is_file())


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def parsed(text: str, name: str = "text") -> Document:
    """A made-up text, read."""
    return parse(Source.of_text(text, name))


def read(path: Path) -> tuple[Source, Document]:
    source = read_path(path)
    return source, parse(source)
