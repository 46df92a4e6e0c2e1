"""Reading what was published: the cells of a flow that have some codes, from all its publications."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pyarrow as arrow
import pyarrow.compute as compute
import pyarrow.parquet as parquet

from cjin.core.rules.errors import Fault, Invalid, Unavailable
from cjin.statistics.rules.publishing.flows import Flow

MOST_FILES = 64


@dataclass(frozen=True)
class Wanted:
    """Which cells are wanted: those with one of some codes in each dimension that is named, between two periods.

    ``since`` and ``until`` are years or months, "" without a limit; a year holds its months.
    """

    codes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    since: str = ""
    until: str = ""


@dataclass(frozen=True)
class Cell:
    """A published cell: its codes by dimension, its value (None where there is none) and what is said of it."""

    codes: Mapping[str, str]
    value: float | None
    status: str
    confidential: bool
    broken: bool
    comment: str

    @property
    def series(self) -> tuple[str, ...]:
        """Its codes without the period: what it shares with the other cells of its series."""
        return tuple(code for name, code in self.codes.items() if name != "TIME_PERIOD")


def cells_of(flow: Flow, files: Sequence[Path], wanted: Wanted) -> arrow.Table:
    """The cells of a flow in some files that are wanted, in the order of its key.

    Raises Invalid for no dimension, Unavailable where a file is missing or broken.
    """
    strange = [name for name in wanted.codes if name not in flow.key]
    if strange:
        message = f"{flow.id} has no such dimension; it has {', '.join(flow.key)}"
        raise Invalid("These cells cannot be given.", [Fault(name[:60], message) for name in strange])
    try:
        tables = [_chosen(_read(str(path), path.stat().st_mtime_ns), wanted) for path in files]
    except (OSError, arrow.ArrowInvalid) as error:
        message = f"The figures {flow.id} are missing or broken; restore the files of this node."
        raise Unavailable(message) from error
    return in_order(flow, tables)


def in_order(flow: Flow, tables: Sequence[arrow.Table]) -> arrow.Table:
    """Tables of cells as one, in the order of the flow's key."""
    if not tables:
        return arrow.table({name: arrow.array([], arrow.string()) for name in (*flow.key, "OBS_STATUS")})
    return arrow.concat_tables(tables).sort_by([(name, "ascending") for name in flow.key])


@lru_cache(maxsize=MOST_FILES)
def _read(path: str, _changed: int) -> arrow.Table:
    """A file with texts for its codes; files of one publication never change."""
    table = parquet.read_table(path)
    plain = [
        column.cast(arrow.string()) if arrow.types.is_dictionary(column.type) else column for column in table.columns
    ]
    return arrow.table(plain, names=table.column_names)


def _chosen(table: arrow.Table, wanted: Wanted) -> arrow.Table:
    for name, codes in wanted.codes.items():
        table = table.filter(compute.is_in(table[name], value_set=arrow.array(list(codes), arrow.string())))
    if wanted.since:
        table = table.filter(compute.greater_equal(table["TIME_PERIOD"], wanted.since))
    if wanted.until:
        start = compute.utf8_slice_codeunits(table["TIME_PERIOD"], 0, len(wanted.until))
        table = table.filter(compute.less_equal(start, wanted.until))
    return table


def each(cells: arrow.Table, flow: Flow) -> Iterator[Cell]:
    """The cells of a table one by one."""
    for batch in cells.to_batches(max_chunksize=5_000):
        for row in batch.to_pylist():
            yield Cell(
                {name: row[name] for name in flow.key},
                row["OBS_VALUE"],
                row["OBS_STATUS"],
                row["CONF_STATUS"] != "F",
                row["BREAK"],
                row["COMMENT_OBS"],
            )
