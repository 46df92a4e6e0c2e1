"""From the words of a source to codes, as SQL over text columns: an expression a concept, and what is wrong with it."""

from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cjin.core.rules.errors import Fault, Invalid
from cjin.statistics.rules.concepts import Role
from cjin.statistics.rules.mapping import Column, Mapping
from cjin.statistics.rules.records.engine import name, text
from cjin.statistics.rules.units import NOT_APPLICABLE, NOT_KNOWN

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 1, 1)
"""Days outside are faults of the source: no police kept records in the year 1013."""
BLANKS = (" ", "\u00a0", "\u3000")
"""What stands around a text without being a part of it: a blank, one that does not break, and a wide one."""
LONGEST = 200
"""A code or an identifier has at most so many characters."""


@dataclass(frozen=True)
class Coded:
    """A concept in SQL, in three steps, so that nothing is worked out twice.

    ``said`` is the text of the source, NULL where it says nothing; ``value`` is made from the column that becomes of
    it; ``fault`` (why a row is set apart, NULL where it is not) and ``unmapped`` (a code in no list) from both;
    ``kept`` is what is stored, the value itself where it says nothing.
    """

    concept: str
    said: str
    value: str
    fault: str = ""
    unmapped: str = ""
    kept: str = ""


def coded(
    mapping: Mapping, columns: Sequence[str], shown: str, known: Sequence[str], latest: date = LATEST
) -> list[Coded]:
    """The concepts of a mapping over the columns of a file. ``known`` are the national codes that have a place.

    No day may be later than ``latest``. Raises Invalid where the mapping names a column that the file does not have.
    """
    faults = [
        Fault(f"columns.{concept}.column", f"{shown} has no column “{one.column}”; it has {', '.join(columns)[:600]}")
        for concept, one in mapping.columns.items()
        if one.column and one.column not in columns
    ]
    if faults:
        raise Invalid(f"The mapping does not fit {shown}.", faults)
    return [_coded(one, mapping, known, latest) for one in mapping.columns.values()]


def rows_of(parts: Sequence[Coded], relation: str, more: str) -> str:
    """The rows of a relation by concept, with ``fault`` and ``unmapped`` (NULL in a good row), and ``more``."""
    said = ", ".join(f"{one.said} AS said_{one.concept}" for one in parts)
    values = ", ".join(f"{one.value} AS {one.concept}" for one in parts)
    faults = [one.fault for one in parts if one.fault]
    unmapped = [one.unmapped for one in parts if one.unmapped]
    kept = [f"{one.kept or one.concept} AS {one.concept}" for one in parts]
    return (
        f"SELECT {', '.join(kept)}, {_first(faults)} AS fault, {_first(unmapped)} AS unmapped, "
        f"{more} FROM (SELECT *, {values} FROM (SELECT {said} FROM {relation}))"
    )


def _first(cases: Sequence[str]) -> str:
    """The first of some WHEN clauses that holds."""
    return f"CASE {' '.join(cases)} END" if cases else "NULL::VARCHAR"


def _coded(column: Column, mapping: Mapping, known: Sequence[str], latest: date) -> Coded:
    concept = column.concept.id
    if column.constant:
        return Coded(concept, "NULL", _constant(column))
    raw = _trimmed(name(column.column))
    if column.pad:
        raw = f"lpad({raw}, greatest({column.pad}, length({raw}))::INTEGER, '0')"
    own, said = f"said_{concept}", f"nullif({raw}, '')"
    match column.concept.role:
        case Role.KEY:
            return Coded(concept, said, _key(concept, column), _none(concept, "there is no identifier", column))
        case Role.DATE:
            odd = f"{_odd_day(concept, column, latest)} {_undated(concept, mapping)}"
            return Coded(concept, said, _day(own, column), odd)
        case Role.NUMBER:
            number = _number(own, mapping.file.decimal)
            return Coded(concept, said, number, _odd_number(concept, column), kept=f"{concept}::INTEGER")
        case Role.OPEN:
            value = f"coalesce({_recoded(own, column.codes) if column.codes else own}, {text(NOT_KNOWN)})"
            return Coded(concept, _said(raw, column.missing), value, _too_long(concept))
        case Role.CATEGORY:
            return _national(concept, _said(raw, column.missing), column, known)
        case Role.CODE:
            return _closed(concept, said, column)


def _trimmed(column: str) -> str:
    """A text without blanks around it. Few have any, and looking for one costs less than trimming."""
    around = " OR ".join(f"{end}({column}, {text(blank)})" for blank in BLANKS for end in ("prefix", "suffix"))
    return f"CASE WHEN {around} THEN trim({column}) ELSE {column} END"


def _said(raw: str, missing: Sequence[str]) -> str:
    """The text of a column, NULL where it is one that says nothing. A list of them would be joined, row by row."""
    nothing = " ".join(f"WHEN {text(one)} THEN NULL" for one in dict.fromkeys(["", *missing]))
    return f"CASE {raw} {nothing} ELSE {raw} END"


def _constant(column: Column) -> str:
    if column.concept.role is Role.DATE:
        return f"DATE {text(column.constant)}"
    return f"{column.constant}::INTEGER" if column.concept.role is Role.NUMBER else text(column.constant)


def _key(concept: str, column: Column) -> str:
    """A whole number stands for itself; any other identifier for its hash, below zero, so that the two never meet."""
    said = f"said_{concept}"
    number = f"TRY_CAST({said} AS BIGINT)"
    own = f"{number} IS NOT NULL AND {number}::VARCHAR = {said} AND {number} >= 0"
    hashed = f"-((hash({said}) >> 1)::BIGINT) - 1"
    return f"CASE WHEN {own} THEN {number} WHEN {_nothing(concept, column)} THEN NULL ELSE {hashed} END"


def _day(said: str, column: Column) -> str:
    formats = ", ".join(map(text, column.format))
    return f"try_strptime({said}, [{formats}])::DATE" if column.format else f"TRY_CAST({said} AS DATE)"


def _odd_day(concept: str, column: Column, latest: date) -> str:
    unread = text(f"{concept}: this is no day written like {' or '.join(column.format) or '2024-03-31'}")
    return (
        f"{_none(concept, 'there is no day', column)} "
        f"WHEN {concept} IS NULL AND NOT {_nothing(concept, column)} THEN {unread} "
        f"WHEN {concept} NOT BETWEEN DATE '{EARLIEST}' AND DATE '{LATEST}' "
        f"THEN {text(f'{concept}: this day cannot be')} "
        f"WHEN {concept} > DATE '{latest}' THEN {text(f'{concept}: this day is later than the day of loading')}"
    )


def _undated(concept: str, mapping: Mapping) -> str:
    """A row without any day has no place in a period; this is said of it after what is wrong with each of its days."""
    days = [one for one in mapping.columns.values() if one.concept.role is Role.DATE]
    if days[-1].concept.id != concept or any(one.required or one.constant for one in days):
        return ""
    names = ", ".join(one.concept.id for one in days)
    return f"WHEN coalesce({names}) IS NULL THEN {text(f'{names}: there is no day, so the row has no period')}"


def _number(said: str, decimal: str) -> str:
    return f"TRY_CAST({f"replace(replace({said}, '.', ''), ',', '.')" if decimal == ',' else said} AS DOUBLE)"


def _odd_number(concept: str, column: Column) -> str:
    most = 130 if concept == "age" else 2_000_000_000
    wrong = f"{concept} NOT BETWEEN 0 AND {most} OR {concept} <> floor({concept})"
    wrong += f" OR ({concept} IS NULL AND NOT {_nothing(concept, column)})"
    said = text(f"{concept}: this is no whole number from 0 to {most}")
    return f"{_none(concept, 'there is no number', column)} WHEN {wrong} THEN {said}"


def _national(concept: str, said: str, column: Column, known: Sequence[str]) -> Coded:
    """A national code. One without a place in the correspondence is kept, so that it can be given one later."""
    own = f"said_{concept}"
    value = f"coalesce({_recoded(own, column.codes) if column.codes else own}, {text(NOT_KNOWN)})"
    fault = f"WHEN {own} IS NULL THEN {text(f'{concept}: there is no code')} " if column.required else ""
    fault += _too_long(concept)
    if column.strict:
        unlisted = f"{own} IS NOT NULL AND NOT list_contains([{', '.join(map(text, known))}], {concept})"
        fault += f" WHEN {unlisted} THEN {text(f'{concept}: this code is in no list')}"
    return Coded(concept, said, value, fault)


def _closed(concept: str, said: str, column: Column) -> Coded:
    """A code of a list. What is in no list is set apart where the mapping is strict, and else counts as not known."""
    own = f"said_{concept}"
    codes = column.codes or {code: code for code in (*column.concept.codes, NOT_KNOWN, NOT_APPLICABLE)}
    value = _recoded(own, codes)
    unlisted = f"WHEN {concept} IS NULL AND NOT {_nothing(concept, column)}"
    fault = f"{_none(concept, 'there is no code', column)} {_too_long(concept)}"
    if column.strict:
        fault += f" {unlisted} THEN {text(f'{concept}: this code is in no list')}"
    unmapped = f"{unlisted} THEN {text(concept + '=')} || left({own}, 80)"
    return Coded(concept, said, value, fault, unmapped, f"coalesce({concept}, {text(NOT_KNOWN)})")


def _recoded(said: str, codes: Map[str, str]) -> str:
    return f"CASE {said} {' '.join(f'WHEN {text(one)} THEN {text(code)}' for one, code in codes.items())} END"


def _none(concept: str, message: str, column: Column) -> str:
    if not column.required:
        return ""
    return f"WHEN {concept} IS NULL AND {_nothing(concept, column)} THEN {text(f'{concept}: {message}')}"


def _nothing(concept: str, column: Column) -> str:
    """Whether the source says nothing; it is asked of the rows that have no value, which are few."""
    missing = " ".join(f"WHEN {text(one)} THEN true" for one in column.missing if one)
    return f"CASE said_{concept} {missing} ELSE said_{concept} IS NULL END" if missing else f"(said_{concept} IS NULL)"


def _too_long(concept: str) -> str:
    return f"WHEN length(said_{concept}) > {LONGEST} THEN {text(f'{concept}: this is too long for a code')}"
