"""Descriptions of ICCS read from a table, and the cross-references in them that lead nowhere."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

from cjin.core.rules.errors import Fault, Invalid
from cjin.statistics.rules.classification import iccs, no_code

LANGUAGES = ("en", "es")
PARTS = {"description": "description", "inclusions": "inclusion", "exclusions": "exclusion", "notes": "note"}
"""What is said of a category, and how the columns of the table are called before their language."""
LARGEST = 20 * 1024 * 1024
_REFERENCE = re.compile(r"\((?P<code>\d{2,6})\)")


@dataclass(frozen=True, slots=True)
class Described:
    """What one category is, in one language."""

    code: str
    language: str
    description: str
    inclusions: str
    exclusions: str
    notes: str


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A cross-reference in the exclusions of ``code`` to ``reference``, which is no category."""

    code: str
    language: str
    reference: str


def text_of(content: bytes, name: str) -> str:
    """The text of a file. Raises Invalid where it is too large or not UTF-8."""
    if len(content) > LARGEST:
        raise Invalid(f"{name} cannot be read.", [Fault(name, f"it is larger than {LARGEST // 1024**2} MB")])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Invalid(f"{name} cannot be read.", [Fault(f"{name}, line {line}", "this is not UTF-8")]) from None


def read_descriptions(text: str, name: str) -> list[Described]:
    """The descriptions of a CSV text with the columns ``code``, ``description_en``, ``inclusion_en``, ….

    Categories about which nothing is said are left out. Raises Invalid with the row of each fault.
    """
    reader = csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        languages = _languages(list(reader.fieldnames or ()), name)
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise Invalid(f"{name} is no table.", [Fault(f"{name}, line {reader.line_num}", str(error))]) from None
    faults = _faults(rows, name)
    if faults:
        raise Invalid(f"{name} cannot be used.", faults)
    found = (_described(row, language) for _line, row in rows for language in languages)
    return [one for one in found if one.description or one.inclusions or one.exclusions or one.notes]


def _languages(header: Sequence[str], name: str) -> list[str]:
    languages = [one for one in LANGUAGES if f"description_{one}" in header]
    missing = [column for column in ("code",) if column not in header]
    missing += [] if languages else ["description_en"]
    missing += [f"{part}_{one}" for one in languages for part in PARTS.values() if f"{part}_{one}" not in header]
    if missing:
        faults = [Fault(f"{name}, line 1", f"the column {column} is missing") for column in missing]
        raise Invalid(f"{name} holds no descriptions.", faults)
    return languages


def _faults(rows: Sequence[tuple[int, dict[str, str]]], name: str) -> list[Fault]:
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for line, row in rows:
        code, where = (row.get("code") or "").strip(), f"{name}, line {line}"
        if code not in iccs():
            faults.append(Fault(where, no_code(code)))
        elif code in seen:
            faults.append(Fault(where, f"the code {code} stands in line {seen[code]} already"))
        seen.setdefault(code, line)
        if None in row or None in row.values():
            faults.append(Fault(where, "there are more or fewer cells than columns"))
    return faults


def _described(row: dict[str, str], language: str) -> Described:
    said = {part: (row[f"{column}_{language}"] or "").strip() for part, column in PARTS.items()}
    said = {part: "" if text in ("-", "–") else text for part, text in said.items()}
    return Described(row["code"].strip(), language, **said)


def references(text: str) -> list[str]:
    """The codes that a text names in round brackets, in their order."""
    return [found["code"] for found in _REFERENCE.finditer(text)]


def unresolved(descriptions: Sequence[Described], language: str = "en") -> list[Unresolved]:
    """The cross-references in the exclusions of one language that name no category of ICCS."""
    tree = iccs()
    return [
        Unresolved(one.code, one.language, code)
        for one in descriptions
        if one.language == language
        for code in references(one.exclusions)
        if code not in tree
    ]
