"""From the words of a source to codes, as SQL over text columns: an expression a concept, and what is wrong with it."""

from collections.abc import Callable, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from cjin.core.rules.errors import Fault, Invalid
from cjin.statistics.rules.concepts import Role
from cjin.statistics.rules.mapping import Column, Mapping
from cjin.statistics.rules.records.engine import name, text
from cjin.statistics.rules.units import NOT_APPLICABLE, NOT_KNOWN, TOTAL

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 1, 1)
"""Days outside are faults of the source: no police kept records in the year 1013."""
BLANKS = (" ", "\u00a0", "\u3000")
"""What stands around a text without being a part of it: a blank, one that does not break, and a wide one."""
_COMMA = r"[-+]?([0-9]+|[0-9]{1,3}([.][0-9]{3})+)(,[0-9]+)?"
"""A number with a decimal comma; points stand between thousands only, so that 1.5 is not taken for fifteen."""
AGAIN = "the header again"
LONGEST = 200
"""A code or an identifier has at most so many characters."""


@dataclass(frozen=True)
class Coded:
    """A concept in SQL, in steps, so that nothing is worked out twice, and what is rare only where it is met.

    ``word`` is the text of the source and ``read`` what can be made of it at once, both over the columns of the file;
    ``value`` is made from these two; ``fault`` (why a row is set apart, NULL where it is not), ``unmapped`` (a code in
    no list) and ``kept`` (what is stored, the value itself where it says nothing) from all three. ``header`` holds
    where the name of the column stands in it.
    """

    concept: str
    word: str
    value: str
    fault: str = ""
    unmapped: str = ""
    kept: str = ""
    read: str = "NULL"
    header: str = ""


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
    every = [_coded(one, mapping, known, latest) for one in mapping.columns.values()]
    return [replace(one, header=_header(mapping.columns[one.concept])) for one in every]


def rows_of(parts: Sequence[Coded], relation: str, more: str) -> str:
    """The rows of a relation by concept, with ``fault`` and ``unmapped`` (NULL in a good row), and ``more``."""
    words = ", ".join(f"{one.word} AS word_{one.concept}, {one.read} AS read_{one.concept}" for one in parts)
    values = ", ".join(f"{one.value} AS {one.concept}" for one in parts)
    faults = [one for one in (_repeated(parts), *(one.fault for one in parts)) if one]
    unmapped = [one.unmapped for one in parts if one.unmapped]
    kept = [f"{one.kept or one.concept} AS {one.concept}" for one in parts]
    return (
        f"SELECT {', '.join(kept)}, {_first(faults)} AS fault, {_first(unmapped)} AS unmapped, "
        f"{more} FROM (SELECT *, {values} FROM (SELECT {words} FROM {relation}))"
    )


def _header(column: Column) -> str:
    said = text(column.column.rjust(column.pad, "0"))
    return f"word_{column.concept.id}::VARCHAR = {said}" if column.column else ""


def _repeated(parts: Sequence[Coded]) -> str:
    """A row in which every column, and there are several, holds its own name: files were put one below the other."""
    names = [one.header for one in parts if one.header]
    return f"WHEN {' AND '.join(names)} THEN {text(AGAIN)}" if len(names) > 1 else ""


def _first(cases: Sequence[str]) -> str:
    """The first of some WHEN clauses that holds."""
    return f"CASE {' '.join(cases)} END" if cases else "NULL::VARCHAR"


def _coded(column: Column, mapping: Mapping, known: Sequence[str], latest: date) -> Coded:
    concept, raw = column.concept.id, name(column.column)
    if column.constant:
        return Coded(concept, "NULL", _constant(column))
    clean = _padded(_trimmed(raw), column.pad)
    match column.concept.role:
        case Role.KEY:
            fault = _none(concept, "there is no identifier", column)
            return Coded(concept, clean, _key(concept, column), fault, read=f"TRY_CAST({raw} AS BIGINT)")
        case Role.DATE:
            odd = f"{_odd_day(concept, column, latest)} {_undated(concept, mapping)}"
            return _read(concept, clean if column.pad else raw, partial(_day, column=column), odd)
        case Role.NUMBER:
            number = partial(_number, decimal=mapping.file.decimal)
            odd = _odd_number(concept, column, mapping.file.decimal)
            return _read(concept, clean if column.pad else raw, number, odd, f"TRY_CAST({concept} AS INTEGER)")
        case Role.OPEN:
            return Coded(concept, clean, _open(concept, column), f"{_too_long(concept)} {_whole(concept)}")
        case Role.CATEGORY:
            return _national(concept, clean, column, known)
        case Role.CODE:
            return _closed(concept, clean if column.pad else raw, column)


def _read(concept: str, word: str, reading: Callable[[str], str], fault: str, kept: str = "") -> Coded:
    """A value that most texts tell as they stand; only the others are looked at for blanks around them."""
    own = f"read_{concept}"
    value = f"CASE WHEN {own} IS NOT NULL THEN {own} ELSE {reading(_trimmed(f'word_{concept}'))} END"
    return Coded(concept, word, value, fault, kept=kept, read=reading(word))


def _trimmed(word: str) -> str:
    """A text without blanks around it. Few have any, and looking for one costs less than trimming."""
    around = " OR ".join(f"{end}({word}, {text(blank)})" for blank in BLANKS for end in ("prefix", "suffix"))
    return f"CASE WHEN {around} THEN trim({word}) ELSE {word} END"


def _padded(word: str, pad: int) -> str:
    return f"lpad({word}, greatest({pad}, length({word}))::INTEGER, '0')" if pad else word


def _constant(column: Column) -> str:
    if column.concept.role is Role.DATE:
        return f"DATE {text(column.constant)}"
    return f"{column.constant}::INTEGER" if column.concept.role is Role.NUMBER else text(column.constant)


def _key(concept: str, column: Column) -> str:
    """A whole number stands for itself; any other identifier for its hash, below zero, so that the two never meet."""
    word = f"word_{concept}"
    whole = " ".join(
        f"WHEN {number} >= 0 AND {number}::VARCHAR = {word} THEN {number}"
        for number in (f"read_{concept}", f"TRY_CAST({word} AS BIGINT)")
    )
    return f"CASE {whole} WHEN {_nothing(word, column)} THEN NULL ELSE -((hash({word}) >> 1)::BIGINT) - 1 END"


def _day(word: str, column: Column) -> str:
    formats = ", ".join(map(text, column.format))
    return f"try_strptime({word}, [{formats}])::DATE" if column.format else f"TRY_CAST({word} AS DATE)"


def _odd_day(concept: str, column: Column, latest: date) -> str:
    ways = " or ".join(column.format) or "2024-03-31"
    unread = text(
        f"{concept}: this is no day written like {ways}; where it is one, add its way to the mapping (format)"
    )
    return (
        f"{_none(concept, 'there is no day', column)} "
        f"WHEN {concept} IS NULL AND NOT {_nothing(_trimmed(f'word_{concept}'), column)} THEN {unread} "
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


def _number(word: str, decimal: str) -> str:
    if decimal == ".":
        return f"TRY_CAST({word} AS DOUBLE)"
    plain = f"replace(replace({word}, '.', ''), ',', '.')"
    return f"CASE WHEN regexp_full_match({word}, {text(_COMMA)}) THEN TRY_CAST({plain} AS DOUBLE) END"


def _odd_number(concept: str, column: Column, decimal: str) -> str:
    most = 130 if concept == "age" else 2_000_000_000
    wrong = f"{concept} NOT BETWEEN 0 AND {most} OR {concept} <> floor({concept})"
    wrong += f" OR ({concept} IS NULL AND NOT {_nothing(_trimmed(f'word_{concept}'), column)})"
    said = text(f"{concept}: this is no whole number from 0 to {most}")
    other = "," if decimal == "." else "."
    signs = f"({concept} IS NULL AND regexp_full_match(trim(word_{concept}), '[0-9. ]*[{other}][0-9]+'))"
    say = f"(file: decimal: “{other}”)"
    sign = text(f"{concept}: “{other}” is no decimal sign here; if it is meant so, say it in the mapping {say}")
    none = _none(concept, "there is no number", column)
    return f"{none} WHEN ({wrong}) THEN CASE WHEN {signs} THEN {sign} ELSE {said} END"


def _open(concept: str, column: Column) -> str:
    word = f"word_{concept}"
    value = _recoded(word, column.codes) if column.codes else word
    return f"CASE WHEN {_nothing(word, column)} THEN {text(NOT_KNOWN)} ELSE coalesce({value}, {text(NOT_KNOWN)}) END"


def _whole(concept: str) -> str:
    """A row cannot be of the total: in every table that code stands for all rows together."""
    return f"WHEN {concept} = {text(TOTAL)} THEN {text(f'{concept}: {TOTAL} stands for the total and is no code')}"


def _national(concept: str, word: str, column: Column, known: Sequence[str]) -> Coded:
    """A national code. One without a place in the correspondence is kept, so that it can be given one later."""
    said = f"NOT {_nothing(f'word_{concept}', column)}"
    fault = ""
    if column.required:
        fault = f"WHEN {concept} = {text(NOT_KNOWN)} AND NOT {said} THEN {text(f'{concept}: there is no code')} "
    fault += _too_long(concept)
    if column.strict:
        unlisted = f"NOT list_contains([{', '.join(map(text, known))}], {concept}) AND {said}"
        fault += f" WHEN {unlisted} THEN {text(f'{concept}: this code is in no list')}"
    return Coded(concept, word, _open(concept, column), fault)


def _closed(concept: str, word: str, column: Column) -> Coded:
    """A code of a list. What is in no list is set apart where the mapping is strict, and else counts as not known."""
    own = f"word_{concept}"
    codes = column.codes or {code: code for code in (*column.concept.codes, NOT_KNOWN, NOT_APPLICABLE)}
    kinds = ", ".join(text(code) for code in dict.fromkeys([*codes.values(), NOT_KNOWN]))
    listed = {one: f"{text(code)}::ENUM({kinds})" for one, code in codes.items()}
    value = f"CASE WHEN {own} IS NULL THEN NULL ELSE {_cases(own, listed, _cases(_trimmed(own), listed))} END"
    unlisted = f"WHEN {concept} IS NULL AND {own} <> '' AND NOT {_nothing(_trimmed(own), column)}"
    fault = f"{_none(concept, 'there is no code', column)} {_too_long(concept, f'{concept} IS NULL AND ')}"
    if column.strict:
        fault += f" {unlisted} THEN {text(f'{concept}: this code is in no list')}"
    unmapped = f"{unlisted} THEN {text(concept + '=')} || left({_trimmed(own)}, 80)"
    return Coded(concept, word, value, fault, unmapped, f"coalesce({concept}, {text(NOT_KNOWN)}::ENUM({kinds}))")


def _recoded(word: str, codes: Map[str, str]) -> str:
    return _cases(word, {one: text(code) for one, code in codes.items()})


def _cases(word: str, found: Map[str, str], other: str = "NULL") -> str:
    return f"CASE {word} {' '.join(f'WHEN {text(one)} THEN {value}' for one, value in found.items())} ELSE {other} END"


def _none(concept: str, message: str, column: Column) -> str:
    if not column.required:
        return ""
    nothing = _nothing(_trimmed(f"word_{concept}"), column)
    return f"WHEN {concept} IS NULL AND {nothing} THEN {text(f'{concept}: {message}')}"


def _nothing(word: str, column: Column) -> str:
    """Whether the source says nothing."""
    missing = " ".join(f"WHEN {text(one)} THEN true" for one in dict.fromkeys(["", *column.missing]))
    return f"CASE {word} {missing} ELSE {word} IS NULL END"


def _too_long(concept: str, only: str = "") -> str:
    word = f"word_{concept}"
    long = f"strlen({word}) > {LONGEST} AND length({_trimmed(word)}) > {LONGEST}"
    return f"WHEN {only}{long} THEN {text(f'{concept}: this is too long for a code')}"
