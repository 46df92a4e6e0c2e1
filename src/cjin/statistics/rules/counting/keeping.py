"""Counts that were made are kept beside the records, so that an unchanged load answers at once."""

import hashlib
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np

from cjin.statistics.rules.counting.cells import Counted
from cjin.statistics.rules.counting.decoding import Axis
from cjin.statistics.rules.counting.held import Load
from cjin.statistics.rules.counting.tables import Outcome, count_tables
from cjin.statistics.rules.tableset import TableSet

VERSION = 4
"""Raised whenever the engine counts otherwise than before."""


def counted(tables: TableSet, load: Load) -> Outcome:
    """The tables of a set over a load: those that were kept, or those that are counted now, and kept."""
    name = hashlib.sha256(f"{VERSION}\n{tables!r}\n{load.mapping!r}\n{load.correspondence!r}".encode()).hexdigest()[:32]
    path = load.folder / "counted" / f"{name}.npz"
    if path.exists():
        return _read(path, tables)
    outcome = count_tables(tables, load)
    _write(path, outcome)
    return outcome


def _write(path: Path, outcome: Outcome) -> None:
    path.parent.mkdir(exist_ok=True)
    told: dict[str, dict[str, Any]] = {"refused": outcome.refused, "undated": outcome.undated}
    arrays: dict[str, object] = {
        name: np.array(list(words.items()), dtype=str).reshape(-1, 2) for name, words in told.items()
    }
    for table in outcome.tables:
        arrays[f"{table.table.id}/values"] = table.values
        arrays[f"{table.table.id}/status"] = np.ascontiguousarray(table.status).astype(np.uint8)
        for axis in table.axes:
            arrays[f"{table.table.id}/axis/{axis.name}"] = np.array(axis.codes, dtype=str)
    part = path.with_suffix(f".{uuid4().hex}.part.npz")  # somebody else may count the same just now
    np.savez(part, **arrays)  # type: ignore[arg-type]
    part.replace(path)


def _read(path: Path, tables: TableSet) -> Outcome:
    found: list[Counted] = []
    with np.load(path, allow_pickle=False) as kept:
        for table in tables.tables:
            names = [name for name in kept.files if name.startswith(f"{table.id}/axis/")]
            if names:
                axes = tuple(Axis(name.rpartition("/")[2], tuple(map(str, kept[name]))) for name in names)
                found.append(Counted(table, axes, kept[f"{table.id}/values"], kept[f"{table.id}/status"]))
        refused = {str(name): str(why) for name, why in kept["refused"]}
        undated = {str(name): int(rows) for name, rows in kept["undated"]}
    return Outcome(tuple(found), refused, undated)
