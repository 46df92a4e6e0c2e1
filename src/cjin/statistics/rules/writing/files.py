"""The formats of table files."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as arrow
import pyarrow.parquet as parquet
import xlsxwriter

from cjin.core.rules.spreadsheets import harmless
from cjin.statistics.rules.counting.cells import Counted
from cjin.statistics.rules.publishing.columns import counted_cells
from cjin.statistics.rules.publishing.flows import shape_of
from cjin.statistics.rules.sdmx.names import AGENCY, VERSION, flow_to
from cjin.statistics.rules.sdmx.table import Portion, table
from cjin.statistics.rules.writing.rows import Lineage, header, rows

NUMBERS = frozenset({"OBS_VALUE", "RATE"})


def write_table(counted: Counted, lineage: Lineage, folder: Path, form: str) -> Path:
    """Writes a table into a folder in one of FORMATS; the path of the file, which is whole or not there."""
    ending, write = FORMATS[form]
    path = folder / f"{counted.table.id}.{ending}"
    part = path.with_suffix(path.suffix + ".part")
    write(counted, lineage, part)
    part.replace(path)
    return path


def _csv(counted: Counted, lineage: Lineage, path: Path) -> None:
    _write_csv(path, header(counted), ([harmless(value) for value in row] for row in rows(counted, lineage)))


def _sdmx_csv(counted: Counted, lineage: Lineage, path: Path) -> None:
    """SDMX-CSV 1.0 by the structure that the flow of the table has when it is published."""
    flow = shape_of(counted, lineage.rules(counted.table))
    cells = counted_cells(flow, counted, lineage.area or "_Z", lineage.source)
    found = table(flow, [Portion(cells, flow.rules, lineage.vintage, "")])
    name = f"{AGENCY}:{flow_to(flow.id)}({VERSION})"
    body = (
        [name, *map(harmless, row)] for row in zip(*(found[one].to_pylist() for one in found.column_names), strict=True)
    )
    _write_csv(path, ["DATAFLOW", *found.column_names], body)


def _write_csv(path: Path, names: Sequence[str], body: object) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(body)  # type: ignore[arg-type]


def _parquet(counted: Counted, lineage: Lineage, path: Path) -> None:
    names = header(counted)
    columns = list(zip(*rows(counted, lineage), strict=True)) or [() for _ in names]
    fields = [
        arrow.array(column, arrow.float64())
        if name in NUMBERS
        else arrow.array(column, arrow.string()).dictionary_encode()
        for name, column in zip(names, columns, strict=True)
    ]
    parquet.write_table(arrow.table(dict(zip(names, fields, strict=True))), path, compression="zstd")


def _xlsx(counted: Counted, lineage: Lineage, path: Path) -> None:
    """A sheet with frozen header; codes are texts, so that 0101 stays 0101."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(counted.table.id[:31])
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(header(counted)), 14)
        sheet.write_row(0, 0, header(counted), book.add_format({"bold": True}))
        for number, row in enumerate(rows(counted, lineage), 1):
            for place, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, place, value)
                elif value is not None:
                    sheet.write_number(number, place, value)


type Writer = Callable[[Counted, Lineage, Path], None]
FORMATS: dict[str, tuple[str, Writer]] = {
    "csv": ("csv", _csv),
    "parquet": ("parquet", _parquet),
    "xlsx": ("xlsx", _xlsx),
    "sdmx-csv": ("sdmx.csv", _sdmx_csv),
}
"""The formats by name: the ending of the file, and what writes it."""
