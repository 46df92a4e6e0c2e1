"""Files of a directory: JSON as it is, CSV and XLSX as tables with one row for each part of an entry.

A workbook has a sheet for each part (``bodies``, ``competences``, ``channels``, ``keys``); a CSV holds them all, one
below the other, told apart by the column ``part``. What is written is read again without loss.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.identifiers import Language
from cjin.core.rules.smalltables import table_rows
from cjin.core.rules.spreadsheets import bare, csv_text
from cjin.core.rules.tables import FORMATS
from cjin.core.rules.workbooks import Row, place_of

from .entries import Known, as_data
from .reading import read_known

FORMAT = "cjin-directory/1"
MOST_ENTRIES = 10_000
"""So many entries are taken at once; more come in parts."""
_WORDS = ("names", "urgent_procedure", "requirements")
_IN_LANGUAGES = [f"{name}_{language}" for name in _WORDS for language in Language.ALL]
_DAYS = ("since", "until", "verified", "verified_by")
COLUMNS: dict[str, tuple[str, ...]] = {
    "bodies": (
        "body", "kind", "state", "part_of", *_IN_LANGUAGES, "languages", "time_zone", "members", "website", "source",
        "fictional", *_DAYS,
    ),
    "competences": ("body", "function", "instruments", "offences", "measures", "territories"),
    "channels": ("body", "kind", "address", "urgent", "hours", "signature", "encryption", "restricted"),
    "keys": ("body", "use", "value", "since", "until"),
}  # fmt: skip
_LISTS = frozenset({"languages", "members", "instruments", "offences", "measures", "territories"})
_ALL = tuple(dict.fromkeys(("part", *(name for names in COLUMNS.values() for name in names))))


def known_as_data(one: Known) -> dict[str, Any]:
    """An entry with its days as plain data for JSON."""
    days = {name: getattr(one, name) for name in ("since", "until", "recorded", "verified")}
    told = {name: day.isoformat() for name, day in days.items() if day}
    return as_data(one.entry) | told | ({"verified_by": one.verified_by} if one.verified_by else {})


def written(known: Sequence[Known], form: str) -> bytes:
    """A file of a format of ``FORMATS``."""
    if form == "json":
        told = {"format": FORMAT, "entries": [known_as_data(one) for one in known]}
        return json.dumps(told, ensure_ascii=False, indent=1).encode()
    rows = [(part, row) for one in known for part, row in _rows(one)]
    if form == "csv":
        lines = ([part if name == "part" else row.get(name, "") for name in _ALL] for part, row in rows)
        return csv_text(_ALL, lines).encode()
    return _book(rows)


def _rows(one: Known) -> Iterator[tuple[str, dict[str, Any]]]:
    data = known_as_data(one)
    body = data["body"]
    said = {f"{name}_{language}": text for name in _WORDS for language, text in data.get(name, {}).items()}
    yield "bodies", {name: _joined(data.get(name, "")) for name in COLUMNS["bodies"]} | said
    for part in ("competences", "channels", "keys"):
        for row in data.get(part, ()):
            yield part, {"body": body} | {name: _joined(value) for name, value in row.items()}


def _joined(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, list) else value


def _book(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        sheets = {part: book.add_worksheet(part) for part in COLUMNS}
        at = dict.fromkeys(COLUMNS, 0)
        for part, sheet in sheets.items():
            sheet.write_row(0, 0, COLUMNS[part], bold)
            sheet.freeze_panes(1, 1)
            sheet.set_column(0, len(COLUMNS[part]) - 1, 22, text)
        for part, row in rows:
            at[part] += 1
            for column, name in enumerate(COLUMNS[part]):
                value = row.get(name, "")
                sheets[part].write_string(at[part], column, str(value).lower() if value is True else str(value or ""))
    return out.getvalue()


def read(content: bytes, name: str, *, since: date | None = None) -> list[Known]:
    """The entries of a file, by its ending. Raises Invalid with every fault and its place, Unavailable."""
    ending = name.rpartition(".")[2].lower()
    if ending not in FORMATS:
        raise Invalid("A directory is CSV, XLSX or JSON.", [Fault(name, "its name ends in none of these")])
    given = _from_json(content, name) if ending == "json" else _from_table(content, name)
    if len(given) > MOST_ENTRIES:
        raise Invalid(
            "The file is too long.", [Fault(name, f"it has {len(given):,} entries; at most {MOST_ENTRIES:,}")]
        )
    found: list[Known] = []
    faults: list[Fault] = []
    for where, data in given:
        try:
            found.append(read_known(data, where, since=since))
        except Invalid as error:
            faults += error.faults
    faults += [Fault(name, f"the body {body} stands twice for the same days") for body in _twice(found)]
    if faults:
        raise Invalid(f"{name} has faults; nothing was taken.", faults)
    return found


def _twice(found: Iterable[Known]) -> list[str]:
    seen: set[tuple[str, date]] = set()
    return [k.entry.body for k in found if (k.entry.body, k.since) in seen or seen.add((k.entry.body, k.since))]  # type: ignore[func-returns-value]


def _from_json(content: bytes, name: str) -> list[tuple[str, Any]]:
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Invalid("The JSON cannot be read.", [Fault(name, str(error)[:200])]) from None
    entries = told.get("entries") if isinstance(told, dict) else None
    if not isinstance(entries, list) or told.get("format") != FORMAT:
        raise Invalid("This JSON is no directory.", [Fault(name, f"“format”: “{FORMAT}” and “entries” are expected")])
    return [(f"{name}, entry {number}", entry) for number, entry in enumerate(entries, start=1)]


def _from_table(content: bytes, name: str) -> list[tuple[str, Any]]:
    """Each body with its parts; a part of a body that has no row of its own is a fault."""
    bodies: dict[str, tuple[str, dict[str, Any]]] = {}
    parts: list[tuple[str, str, dict[str, Any]]] = []
    for where, part, row in _tabled(table_rows(content, name, every_sheet=True), name):
        if part == "bodies":
            body = row.get("body", "")
            if body in bodies:
                raise Invalid(f"{name} has faults.", [Fault(where, f"the body {body} stands twice")])
            bodies[body] = where, _body(row)
        else:
            parts.append((where, part, row))
    for where, part, row in parts:
        body = row.pop("body", "")
        if body not in bodies:
            raise Invalid(f"{name} has faults.", [Fault(where, f"there is no row for the body “{body}”")])
        bodies[body][1].setdefault(part, []).append(row)
    return list(bodies.values())


def _tabled(rows: Sequence[Row], name: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each row with its place, the part that it tells of, and its filled cells by column."""
    header: list[str] = []
    sheet = None
    for row in rows:
        if row.sheet != sheet or not header:
            sheet, header = row.sheet, [cell.strip() for cell in row.cells]
            _check_header(header, row, name)
            continue
        where = f"{name}, {place_of(row)}"
        cells = {column: bare(cell.strip()) for column, cell in zip(header, row.cells, strict=False) if cell.strip()}
        part = cells.pop("part", sheet)
        if part not in COLUMNS:
            raise Invalid(f"{name} has faults.", [Fault(where, f"a part is one of: {', '.join(COLUMNS)}")])
        yield where, part, {column: _split(column, cell) for column, cell in cells.items()}


def _check_header(header: Sequence[str], row: Row, name: str) -> None:
    strange = [cell for cell in header if cell and cell not in _ALL]
    twice = [cell for cell in header if cell and header.count(cell) > 1]
    said = ""
    if strange:
        said = f"the column “{strange[0][:40]}” is not known"
    elif twice:
        said = f"the column “{twice[0]}” stands twice"
    elif "body" not in header:
        said = "the column “body” is missing"
    if said:
        raise Invalid(f"{name} has faults.", [Fault(f"{name}, {place_of(row)}", said)])


def _split(column: str, cell: str) -> Any:
    return [part.strip() for part in cell.split(";") if part.strip()] if column in _LISTS else cell


def _body(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of a body with its words by language."""
    data = {name: value for name, value in row.items() if name not in _IN_LANGUAGES}
    for name in _WORDS:
        words = {language: row[f"{name}_{language}"] for language in Language.ALL if f"{name}_{language}" in row}
        if words:
            data[name] = words
    return data
