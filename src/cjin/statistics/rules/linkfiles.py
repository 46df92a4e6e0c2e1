"""A correspondence that is given with records as a file, in place of that of their scheme."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath

from cjin.core.rules.smalltables import is_workbook, table_rows
from cjin.core.rules.spreadsheets import bare
from cjin.statistics.rules.correspondence import Correspondence, Link, Standing, links_in
from cjin.statistics.rules.reviewing import counted


def given(content: bytes, name: str) -> Correspondence:
    """The correspondence in a CSV or XLSX file with the columns of a scheme's download; code and iccs are needed.

    A status means what it means in the scheme; but what the file proposes counts, since it was given to be counted by.
    Raises Invalid with the place of every fault, Unavailable.
    """
    head, *rows = table_rows(content, name)
    columns = [cell.strip().lower() for cell in head.cells]
    line = "row" if is_workbook(content) else "line"

    def placed() -> Iterator[tuple[str, Mapping[str, str | None]]]:
        for row in rows:
            yield f"{name}, {line} {row.number}", dict(zip(columns, map(bare, row.cells), strict=False))

    said = Correspondence.of(PurePath(name).stem or name, links_in(columns, placed(), name))
    links = {code: counted(code, mine[0].title, [_taken(one) for one in mine]) for code, mine in said.links.items()}
    return Correspondence(said.scheme, links)


def _taken(link: Link) -> Link:
    return replace(link, standing=Standing.ACCEPTED) if link.standing is Standing.PROPOSED else link
