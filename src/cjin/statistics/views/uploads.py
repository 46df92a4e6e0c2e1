"""Files that are sent to the node, on disk while they are read."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from cjin.core.rules.errors import Invalid

LARGEST = 64 * 1024**2
"""So many bytes of files are taken at once, as the node takes no larger request; more by the command line."""
LONGEST_NAME = 200
"""Bytes; most file systems take 255."""


@contextmanager
def on_disk(files: Sequence["UploadedFile[Any]"]) -> Iterator[list[Path]]:
    """The files under their own names, until the block ends. Raises Invalid where they are too large."""
    if sum(file.size or 0 for file in files) > LARGEST:
        raise Invalid(_("This is larger than %(size)s MB.") % {"size": LARGEST // 1024**2})
    with tempfile.TemporaryDirectory() as work:
        paths = []
        for number, file in enumerate(files):
            path = Path(work) / str(number) / _named(file)
            path.parent.mkdir()
            with path.open("wb") as stream:
                stream.writelines(file.chunks())
            paths.append(path)
        yield paths


def _named(file: "UploadedFile[Any]") -> str:
    """The name of a file, cut to what a file system takes, with its ending."""
    name = Path(file.name or "").name.lstrip(".")
    ending = Path(name).suffix if len(Path(name).suffix.encode()) <= 20 else ""
    room = LONGEST_NAME - len(ending.encode())
    return name.removesuffix(ending).encode()[:room].decode(errors="ignore") + ending or "file"
