"""The mapping of a source: which column says what, by which codes, and by which rules its units are counted."""

import re
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cjin.core.rules.catalogue import parse, read
from cjin.core.rules.errors import Fault
from cjin.statistics.rules.classification import iccs, no_code
from cjin.statistics.rules.concepts import Concept, Role, concepts
from cjin.statistics.rules.dayformats import fault_of
from cjin.statistics.rules.faults import Declared, declaration, slug
from cjin.statistics.rules.units import (
    FLAGS,
    NOT_APPLICABLE,
    NOT_KNOWN,
    TOTAL,
    Attempts,
    Dated,
    Included,
    Moment,
    Principal,
    Unit,
)  # fmt: skip

PARTS = (
    "source", "title", "area", "area_name", "unit", "moment", "vintage", "provisional", "covers", "file", "columns",
    "counting", "flags", "metadata",
)  # fmt: skip
PERIOD = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?\Z", re.ASCII)
"""A year or a month."""
MISSING = ("", "NA", "N/A", "null", "NULL", "unknown", "Unknown", "UNKNOWN", "-")


@dataclass(frozen=True)
class Column:
    """How one concept is read: from a column of the file, or the same for all rows where ``constant`` says so.

    ``format`` are the ways in which days are written, tried in order (``%m/%d/%Y``); without one as in 2024-03-31.

    ``codes`` turn the source's codes into those of the concept; ``scheme`` names the national classification of an
    offence; ``missing`` are the texts that say nothing; ``strict`` sets a row apart whose code is in no list, else the
    code counts as not known and as a figure of coverage.
    """

    concept: Concept
    column: str = ""
    constant: str = ""
    format: tuple[str, ...] = ()
    scheme: str = ""
    codes: Map[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = MISSING
    pad: int = 0
    strict: bool = False
    required: bool = False


@dataclass(frozen=True)
class File:
    """How a file is written. Empty values are found out from the file itself."""

    delimiter: str = ""
    encoding: str = "utf-8"
    decimal: str = "."
    sheet: str = ""
    skip: int = 0


@dataclass(frozen=True)
class Counting:
    """The counting rules of a source, as it declares them; they are executed, and they travel with each series.

    ``severity`` are codes of the classification from the gravest on; the others follow in its own order. ``multiple``
    says whether each of several equal offences counts (yes), or all of them once.
    """

    principal: Principal = Principal.NONE
    severity: tuple[str, ...] = ()
    dated: Dated = Dated.RECORD
    attempts: Attempts = Attempts.INCLUDED
    multiple: bool = True


@dataclass(frozen=True)
class Covers:
    """The first and the last day that the records are of, where the source says them."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Mapping:
    """A mapping: a source, what a row of it is, and how each concept is read."""

    source: str
    title: str
    area: str
    unit: Unit
    moment: Moment
    vintage: date | None
    file: File
    columns: Map[str, Column]
    counting: Counting
    flags: Map[str, Included]
    area_name: str = ""
    metadata: Map[str, str] = field(default_factory=dict)
    provisional: str = ""
    covers: Covers = Covers()


def read_mapping(text: str, name: str) -> Mapping:
    """The mapping of a YAML text. Raises Invalid with every fault in its place."""
    with declaration(parse(text, name), name) as whole:
        list(whole.named(PARTS, required=("source", "unit", "columns")))
        mapping = Mapping(
            source=slug(whole.part("source")),
            title=whole.part("title").text() or whole.part("source").text(),
            area=whole.part("area").text(most=20),
            unit=whole.part("unit").one_of(Unit, Unit.OFFENCE),
            moment=whole.part("moment").one_of(Moment, Moment.INPUT),
            vintage=_date(whole.part("vintage")),
            file=_file(whole.part("file")),
            columns={name: _column(whole.part("columns").part(name), concepts()[name]) for name in _named(whole)},
            counting=_counting(whole.part("counting")),
            flags=_flags(whole.part("flags")),
            area_name=whole.part("area_name").text(),
            metadata=_metadata(whole.part("metadata")),
            provisional=_since(whole.part("provisional")),
            covers=_covers(whole.part("covers")),
        )
        _check(whole, mapping)
    return mapping


def _named(whole: Declared) -> list[str]:
    return list(whole.part("columns").named(concepts()))


def _date(part: Declared) -> date | None:
    if part.value is None or (isinstance(part.value, date) and type(part.value) is date):
        return part.value
    part.fault("write a day like 2024-03-31")
    return None


def _file(part: Declared) -> File:
    list(part.named(("delimiter", "encoding", "decimal", "sheet", "skip")))
    encoding, decimal = part.part("encoding").text("utf-8", most=20), part.part("decimal").text(".", most=1)
    if encoding.lower() not in ("utf-8", "utf-16", "latin-1", "cp1252"):
        part.part("encoding").fault("known are utf-8, utf-16, latin-1 and cp1252")
    if decimal not in (".", ","):
        part.part("decimal").fault("write a point or a comma")
    delimiter = part.part("delimiter").text(most=1)
    skip = part.part("skip").whole(0, most=1000)
    return File(delimiter, encoding.lower(), decimal, part.part("sheet").text(most=80), skip)


_COLUMN = ("column", "constant", "format", "scheme", "codes", "missing", "pad", "strict", "required")


def _column(part: Declared, concept: Concept) -> Column:
    if isinstance(part.value, str):
        part = Declared({"column": part.value}, part.where, part.faults)
    list(part.named(_COLUMN))
    column = Column(
        concept,
        column=part.part("column").text(most=200),
        constant=part.part("constant").text(most=80),
        format=_formats(part.part("format")),
        scheme=part.part("scheme").text("iccs" if concept.role is Role.CATEGORY else "", most=80),
        codes=part.part("codes").table(),
        missing=part.part("missing").texts() if part.part("missing").value is not None else MISSING,
        pad=part.part("pad").whole(0, most=12),
        strict=part.part("strict").flag(False),
        required=part.part("required").flag(concept.role in (Role.KEY, Role.DATE)),
    )
    if bool(column.column) == bool(column.constant):
        part.fault("name a column of the file, or a constant that holds for every row, and not both")
    _check_codes(part, column)
    if column.scheme and concept.role is not Role.CATEGORY:
        part.part("scheme").fault("only an offence has a scheme")
    return column


def _check_codes(part: Declared, column: Column) -> None:
    """Codes of a list are those of the list; others are any but that of the total."""
    concept = column.concept
    allowed = {*concept.codes, NOT_KNOWN, NOT_APPLICABLE}
    for said, code in column.codes.items():
        if concept.role is Role.CODE and code not in allowed:
            part.part("codes").part(said).fault(
                f"{code} is no code of {concept.id}; known are {', '.join(sorted(allowed))}"
            )
        if concept.role is Role.OPEN and code == TOTAL:
            part.part("codes").part(said).fault(f"{TOTAL} stands for the total and is no code")
    if column.constant and concept.role is Role.CODE and column.constant not in allowed:
        part.part("constant").fault(f"{column.constant} is no code of {concept.id}")
    if column.constant == TOTAL and concept.role is Role.OPEN:
        part.part("constant").fault(f"{TOTAL} stands for the total and is no code")


def _formats(part: Declared) -> tuple[str, ...]:
    """One way of writing days, or several that a file mixes."""
    forms = (part.text(most=80),) if isinstance(part.value, str) else part.texts()
    for form in forms:
        if told := fault_of(form):
            part.fault(f"“{form}” is no way of writing days: {told}")
    return forms


def _counting(part: Declared) -> Counting:
    list(part.named(("principal", "severity", "dated", "attempts", "multiple")))
    return Counting(
        part.part("principal").one_of(Principal, Principal.NONE),
        _severity(part.part("severity")),
        part.part("dated").one_of(Dated, Dated.RECORD),
        part.part("attempts").one_of(Attempts, Attempts.INCLUDED),
        part.part("multiple").flag(True),
    )


def _severity(part: Declared) -> tuple[str, ...]:
    for number, code in enumerate(codes := part.texts(), 1):
        if code and code not in iccs():
            part.faults.append(Fault(f"{part.where}[{number}]", no_code(code)))
    return codes


def _since(part: Declared) -> str:
    said = "" if part.value is None else str(part.value)
    if said and not PERIOD.match(said):
        part.fault("write the first provisional year or month: 2024 or 2024-07")
        return ""
    return said


def _covers(part: Declared) -> Covers:
    list(part.named(("from", "to")))
    covers = Covers(_date(part.part("from")), _date(part.part("to")))
    if covers.first and covers.last and covers.last < covers.first:
        part.part("to").fault("write a day that is not before the first one")
    return covers


def _metadata(part: Declared) -> dict[str, str]:
    headings = [str(entry["id"]) for entry in read("statistics/esms")]
    return {name: part.part(name).text(most=4_000) for name in part.named(headings)}


def _flags(part: Declared) -> dict[str, Included]:
    said = dict.fromkeys(FLAGS, Included.UNKNOWN)
    for name in part.named(FLAGS):
        entry = part.part(name)
        said[name] = _included(entry)
    return said


def _included(entry: Declared) -> Included:
    value: Any = entry.value
    if isinstance(value, bool):
        return Included.YES if value else Included.NO
    return entry.one_of(Included, Included.UNKNOWN)


def _check(whole: Declared, mapping: Mapping) -> None:
    """What only several parts together show."""
    columns, counting = mapping.columns, whole.part("counting")
    if not {"event_date", "record_date"} & set(columns):
        whole.part("columns").fault(
            "name the column of event_date or of record_date; without a date nothing has a period"
        )
    if mapping.counting.principal is not Principal.NONE and str(mapping.counting.principal) not in columns:
        counting.part("principal").fault(f"the rule needs the column of {mapping.counting.principal}")
    if mapping.counting.attempts is not Attempts.INCLUDED and "attempted" not in columns:
        counting.part("attempts").fault("the rule needs the column of attempted")
    if not mapping.counting.multiple and "incident" not in columns:
        counting.part("multiple").fault("to count equal offences once, the column of incident is needed")
