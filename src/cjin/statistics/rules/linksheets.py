"""The rows of a correspondence as a spreadsheet or CSV, out and in; codes are text, and each fault names its cell."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO

import xlsxwriter

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.smalltables import table_rows
from cjin.core.rules.spreadsheets import bare, harmless
from cjin.core.rules.workbooks import Row
from cjin.statistics.rules.classification import iccs, no_code
from cjin.statistics.rules.correspondence import COLUMNS, OPEN, Link, Standing, day_of, row_of

NEEDED = ("code", "iccs")
MOST_FAULTS = 100
LENGTHS = {"code": 40, "title": 600, "proposed_by": 200, "verdict": 400}
WIDTHS = {"code": 12, "title": 60, "iccs": 10, "comment": 50, "decision": 30}


@dataclass(frozen=True, slots=True)
class Cells:
    """One row as it was said: by column, and where a column's cell is."""

    said: Mapping[str, str]
    places: Mapping[str, str]
    row: str

    def where(self, column: str) -> str:
        """The place of a column's cell."""
        return self.places.get(column, self.row)


def read_sheet(content: bytes, name: str) -> list[Link]:
    """The links of an XLSX or CSV file with the columns of COLUMNS. Raises Invalid with every faulty cell."""
    rows = table_rows(content, name)
    header = [cell.strip().lower() for cell in rows[0].cells]
    _check_header(header, f"{name}, row {rows[0].number}")
    faults: list[Fault] = []
    found = [_link(_cells(header, row, name), faults) for row in rows[1:]]
    links = [one for one in found if one is not None]
    if not faults:
        faults = _together(links, name)
    if faults:
        raise Invalid(f"{name} cannot be used; nothing was stored.", _told(faults, name))
    return links


def _told(faults: Sequence[Fault], name: str) -> list[Fault]:
    rest = len(faults) - MOST_FAULTS
    more = [Fault(name, f"and {rest} more faults")] if rest > 0 else []
    return [*faults[:MOST_FAULTS], *more]


def _check_header(header: Sequence[str], where: str) -> None:
    faults = [Fault(where, f"the column {one} is missing") for one in NEEDED if one not in header]
    faults += [Fault(where, f"the column {one} stands there twice") for one in COLUMNS if header.count(one) > 1]
    faults += [
        Fault(where, f"the column “{one[:40]}” is none of {', '.join(COLUMNS)}")
        for one in header
        if one and one not in COLUMNS
    ]
    if faults:
        raise Invalid("This is no correspondence.", faults)


def _cells(header: Sequence[str], row: Row, name: str) -> Cells:
    said = {column: bare(cell).strip() for column, cell in zip(header, row.cells, strict=False) if column}
    places = {column: f"{name}, cell {_letters(at)}{row.number}" for at, column in enumerate(header)}
    return Cells({column: said.get(column, "") for column in COLUMNS}, places, f"{name}, row {row.number}")


def _letters(at: int) -> str:
    return (chr(64 + at // 26) if at >= 26 else "") + chr(65 + at % 26)


def _link(cells: Cells, faults: list[Fault]) -> Link | None:
    said, before = cells.said, len(faults)
    if not said["code"]:
        faults.append(Fault(cells.where("code"), "the code is missing"))
    faults += [
        Fault(cells.where(one), f"this is longer than {most} characters")
        for one, most in LENGTHS.items()
        if len(said[one]) > most
    ]
    if said["iccs"] and said["iccs"] not in iccs():
        faults.append(Fault(cells.where("iccs"), no_code(said["iccs"])))
    share = _share(cells, faults)
    first, last = _day(cells, "valid_from", faults), _day(cells, "valid_to", faults)
    if first and last and last < first:
        faults.append(Fault(cells.where("valid_to"), "this day is before valid_from"))
    standing = _standing(cells, faults)
    if len(faults) > before:
        return None
    words = (said["proposed_by"], said["verdict"], said["comment"], said["decision"])
    return Link(said["code"], said["title"], said["iccs"], share, first, last, standing, *words)


def _share(cells: Cells, faults: list[Fault]) -> float:
    text = cells.said["share"]
    if "," in text:
        faults.append(Fault(cells.where("share"), f"write the share with a point: {text[:20].replace(',', '.')}"))
        return 1.0
    try:
        share = float(text or 1)
    except ValueError:
        share = 0.0
    if not 0 < share <= 1:
        faults.append(Fault(cells.where("share"), "the share is a number above 0 and at most 1"))
    return share


def _day(cells: Cells, column: str, faults: list[Fault]) -> date | None:
    return day_of(cells.said[column], cells.where(column), faults)


def _standing(cells: Cells, faults: list[Fault]) -> Standing:
    said, target = cells.said["status"].lower(), cells.said["iccs"]
    if said and said not in {*Standing, OPEN}:
        faults.append(Fault(cells.where("status"), f"“{said[:20]}” is none of {OPEN}, {', '.join(Standing)}"))
        return Standing.PROPOSED
    if (said or (OPEN if not target else "")) == OPEN:
        if target:
            faults.append(Fault(cells.where("status"), "a code that is open has no code of ICCS"))
        return Standing.PROPOSED
    standing = Standing(said) if said else Standing.PROPOSED
    if (standing is Standing.EXCLUDED) is bool(target):
        what = "a code has either a code of ICCS or the status excluded or open"
        faults.append(Fault(cells.where("iccs"), what))
    return standing


def _together(links: Sequence[Link], name: str) -> list[Fault]:
    return [
        Fault(f"{name}, code {code}", what) for code, mine in by_code(links).items() if (what := disagreement(mine))
    ]


def by_code(links: Iterable[Link]) -> dict[str, list[Link]]:
    """The links of each code, codes in their first order."""
    found: dict[str, list[Link]] = {}
    for link in links:
        found.setdefault(link.code, []).append(link)
    return found


def disagreement(links: Sequence[Link]) -> str:
    """What is wrong with the rows of one code taken together; "" where they agree."""
    if any(not link.target for link in links) and len(links) > 1:
        return "a code without a place has one row and no other"
    for day in sorted({link.valid_from or date.min for link in links}):
        held = [link for link in links if link.holds(day)]
        total = sum(link.share for link in held)
        when = "" if day == date.min else f" on {day}"
        if abs(total - 1) > 1e-6:
            return f"the shares add up to {total:g} and not to 1{when}"
        if len({link.target for link in held}) < len(held):
            return f"a category stands there twice{when}"
    return ""


def open_link(code: str, title: str) -> Link:
    """A code about which nobody has said anything: no category, and proposed as nothing."""
    return Link(code, title, "", standing=Standing.PROPOSED)


def is_open(link: Link) -> bool:
    """Whether a row says nothing but its code and title."""
    return not link.target and link.standing is Standing.PROPOSED


def plain_row(link: Link) -> list[str]:
    """The cells of a link, in the order of COLUMNS."""
    return row_of(link, OPEN if is_open(link) else str(link.standing))


def as_csv(links: Iterable[Link]) -> str:
    """The links as CSV, as ``read_sheet`` takes them."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) for cell in plain_row(link)] for link in links)
    return stream.getvalue()


def as_xlsx(links: Iterable[Link]) -> bytes:
    """The links as a workbook in which every cell is text, so that 0101 stays 0101."""
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
    sheet = book.add_worksheet("correspondence")
    sheet.freeze_panes(1, 1)
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, WIDTHS.get(column, 14), text)
        sheet.write_string(0, at, column, bold)
    for number, link in enumerate(links, 1):
        for at, cell in enumerate(plain_row(link)):
            if cell:
                sheet.write_string(number, at, harmless(cell), text)
    book.close()
    return content.getvalue()
