"""Observations: one ready figure with its key, its status and the row that it stood in; stored by columns."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as arrow
import pyarrow.parquet as parquet

from cjin.statistics.rules.units import Status


class Observation(NamedTuple):
    """One figure. ``sex`` and ``age`` are codes (``_T``, ``M``, ``Y10T17``), ``unit`` is ``NR``, ``P_HTHAB`` or ``PT``.

    ``value`` is None unless the status says that there is one; ``row`` counts from 1 in the file or its sheet.
    """

    area: str
    indicator: str
    dimension: str
    category: str
    sex: str
    age: str
    year: int
    unit: str
    value: float | None
    status: Status
    source: str = ""
    break_: bool = False
    note: str = ""
    name: str = ""
    region: str = ""
    subregion: str = ""
    sheet: str = ""
    row: int = 0

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it apart: its values of KEY."""
        return self[: len(KEY)]


KEY = ("area", "indicator", "dimension", "category", "sex", "age", "year", "unit")
"""What tells observations apart: their first fields."""
_KINDS = {"year": arrow.int32(), "value": arrow.float64(), "break_": arrow.bool_(), "row": arrow.int32()}


class Damage(NamedTuple):
    """Something wrong with a file: ``kind`` names it, ``said`` is what stood there, ``became`` what was made of it.

    With ``apart`` the row is no observation; it is kept as it was, among the rows set apart.
    """

    kind: str
    sheet: str
    row: int
    field: str
    said: str
    became: str = ""
    apart: bool = False


def write_observations(found: Sequence[Observation], path: Path) -> None:
    """Writes observations as Parquet; the file is whole or not there."""
    columns: list[Sequence[object]] = list(zip(*found, strict=True)) or [()] * len(Observation._fields)
    arrays = {
        name: _array(name, [str(one) for one in column] if name == "status" else column)
        for name, column in zip(Observation._fields, columns, strict=True)
    }
    part = path.with_suffix(".part")
    parquet.write_table(arrow.table(arrays), part, compression="zstd")
    part.replace(path)


def _array(name: str, column: Sequence[object]) -> arrow.Array:
    if name in _KINDS:
        return arrow.array(column, _KINDS[name])
    return arrow.array(column, arrow.string()).dictionary_encode()


def read_observations(path: Path) -> list[Observation]:
    """The observations of a file as they were written."""
    table = parquet.read_table(path)
    columns = [table[name].to_pylist() for name in Observation._fields]
    place = Observation._fields.index("status")
    columns[place] = [Status(one) for one in columns[place]]
    return [Observation(*row) for row in zip(*columns, strict=True)]
