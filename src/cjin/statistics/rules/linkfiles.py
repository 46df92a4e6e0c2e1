"""A correspondence that is given with records as a file, in place of that of their scheme."""

from collections.abc import Iterator, Mapping
from pathlib import PurePath

from cjin.core.rules.spreadsheets import bare
from cjin.statistics.rules.correspondence import Correspondence, links_in
from cjin.statistics.rules.smalltables import is_workbook, table_rows


def given(content: bytes, name: str) -> Correspondence:
    """The correspondence in a CSV or XLSX file with the columns of a scheme's download; code and iccs are needed.

    Raises Invalid with the place of every fault, Unavailable.
    """
    head, *rows = table_rows(content, name)
    columns = [cell.strip().lower() for cell in head.cells]
    line = "row" if is_workbook(content) else "line"

    def placed() -> Iterator[tuple[str, Mapping[str, str | None]]]:
        for row in rows:
            yield f"{name}, {line} {row.number}", dict(zip(columns, map(bare, row.cells), strict=False))

    return Correspondence.of(PurePath(name).stem or name, links_in(columns, placed(), name))
