"""The library of a node: folders of texts that are loaded and published when the node is made ready."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import as_file, files
from pathlib import Path

from django.conf import settings
from django.db import transaction

from cjin.core.rules.errors import CjinError
from cjin.texts.actions.importing import Imported, import_source
from cjin.texts.actions.publishing import publish
from cjin.texts.rules.reading import read_path
from cjin.texts.rules.stages import Stage

_SUFFIXES = {".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".pdf"}


@dataclass(frozen=True)
class Loaded:
    """What became of one file: how many texts it gave, or why it could not be read."""

    path: Path
    expressions: int
    problem: str = ""


def folders() -> list[Path]:
    """The folders named by CJIN_LIBRARY, in order; those that are not there are left out."""
    named = settings.CJIN_LIBRARY
    return [Path(part) for part in named.split(os.pathsep) if part and Path(part).is_dir()]


def load_library(*, now: datetime, tell: Callable[[str], None] = lambda _: None) -> list[Loaded]:
    """Reads the model declaration and every text of the library folders, and publishes what is new.

    A file that cannot be read is told and left out; the others are loaded all the same.
    """
    loaded = [_load(path, now, tell) for path in _models()]
    for folder in folders():
        loaded += [_load(path, now, tell) for path in _texts_in(folder)]
    return loaded


def load(*, now: datetime) -> None:
    """``load_library`` without a report, as the list of loaders calls it."""
    load_library(now=now)


def _texts_in(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES and path.is_file())


def _models() -> Iterable[Path]:
    with as_file(files("cjin.catalogue").joinpath("models")) as folder:
        return list(_texts_in(folder))


def _load(path: Path, now: datetime, tell: Callable[[str], None]) -> Loaded:
    try:
        source = read_path(path)
        with transaction.atomic():
            imported = import_source(source=source, by=None, now=now)
            _publish(imported, now)
    except CjinError as error:
        tell(f"{path.name}: {error.message}")
        return Loaded(path, 0, error.message)
    if not imported.unchanged:
        tell(f"{path.name}: {', '.join(expression.key for expression in imported.expressions)}")
    return Loaded(path, len(imported.expressions))


def _publish(imported: Imported, now: datetime) -> None:
    """Publishes new drafts of a library; the first text of a work is shown first, later ones stand beside it."""
    for expression in () if imported.unchanged else imported.expressions:
        if expression.stage == Stage.DRAFT and expression.confirmed:
            publish(expression=expression, current=False, by=None, now=now)
