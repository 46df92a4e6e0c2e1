"""Commitments as rows of a file, and back without loss: one row a commitment, or a row that says there is none."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.storable import is_plain
from cjin.texts.rules.annotations import MOST_NTH, RHYTHMS, Asked
from cjin.texts.rules.commitments.deadlines import DURATION
from cjin.texts.rules.commitments.lexicon import acts, kinds
from cjin.texts.rules.commitments.sessions import session_in
from cjin.texts.rules.commitments.years import day_in, year_in

COLUMNS = (
    "provision", "state", "actors", "act", "strength", "words", "nth", "conditions", "deadline", "output",
    "start", "end", "left_out",
)  # fmt: skip
NONE = "none"
"""The act of a row that says: somebody looked, and nothing is asked here."""
MOST_WORDS = 200
CONFIRMED, PROPOSED, REWORDED = "confirmed", "proposed", "reworded"
"""Reworded: confirmed for another wording, which is not that of the text any more."""
_BETWEEN = "; "
_SPAN = re.compile(rf"({DURATION.pattern})(?: after (entry-into-force|adoption|receipt))?")


def row_of(key: str, state: str, asked: Asked | None, span: tuple[int, int] | None = None) -> dict[str, Any]:
    """A commitment of the provision ``key`` as a row of texts and numbers; ``asked`` is None where nothing is asked."""
    start, end = span or ("", "")
    if asked is None:
        return dict.fromkeys(COLUMNS, "") | {"provision": key, "state": state, "act": NONE}
    return {
        "provision": key,
        "state": state,
        "actors": _BETWEEN.join(asked.actors),
        "act": asked.act,
        "strength": acts()[asked.act].strength,
        "words": asked.words,
        "nth": asked.nth,
        "conditions": _BETWEEN.join(asked.conditions),
        "deadline": deadline_text(asked.deadline),
        "output": asked.output,
        "start": start,
        "end": end,
        "left_out": "",
    }


class Rows(NamedTuple):
    """What a file confirms: commitments by provision (an empty list asks nothing), how many rows were left out
    that nobody confirmed for this wording, and the rows that each commitment stands in.
    """

    asked: dict[str, list[Asked]]
    proposed: int
    lines: dict[str, list[int]]


def read_rows(rows: Iterable[Mapping[str, Any]]) -> Rows:
    """The confirmed commitments of a file. Raises Invalid, each fault with row and column (the header is row 1)."""
    found = Rows({}, 0, {})
    proposed = 0
    faults: list[Fault] = []
    for number, row in enumerate(rows, 2):
        if not row:
            continue
        state = (_text(row, "state") if _is_cell(row.get("state")) else "") or CONFIRMED
        if state in (PROPOSED, REWORDED):
            proposed += 1
            continue
        wrong = [Fault(f"row {number}, {column}", said) for column, said in _faults(row, state)]
        faults += wrong
        if not wrong:
            key = _text(row, "provision")
            nothing = _text(row, "act") == NONE
            found.asked.setdefault(key, []).extend([] if nothing else [_asked(row)])
            found.lines.setdefault(key, []).extend([] if nothing else [number])
    if faults:
        raise Invalid("The file of commitments is not right.", faults[:50])
    return found._replace(proposed=proposed)


def _faults(row: Mapping[str, Any], state: str) -> Iterator[tuple[str, str]]:
    """What is wrong with a row, each with its column."""
    if odd := next((column for column in COLUMNS if not _is_cell(row.get(column))), ""):
        yield odd, "this is no cell: write a text or a number, without control characters"
        return
    slug, _, eid = _text(row, "provision").partition("/")
    if not (slug and eid):
        yield "provision", "the provision is missing; it is written like kyoto-2021/para_61"
    if _text(row, "left_out") not in ("", "0"):
        yield "left_out", "a filter left out some commitments of this provision; take the file without filters"
    if state != CONFIRMED:
        yield "state", f"the state “{state[:40]}” is none of confirmed, proposed and reworded"
    act = _text(row, "act")
    if act == NONE:
        return
    if act not in acts():
        yield "act", f"the act “{act[:40]}” is none of {', '.join([*acts(), NONE])}"
    yield from _unknown("actor", "actors", split(_text(row, "actors")) or [""])
    yield from _unknown("condition", "conditions", split(_text(row, "conditions")))
    yield from _unknown("output", "output", split(_text(row, "output")))
    if len(_text(row, "words")) > MOST_WORDS:
        yield "words", f"the words are longer than {MOST_WORDS} characters"
    nth = _text(row, "nth")
    if nth and not (
        nth.isascii() and nth.isdecimal() and 0 < int(nth[:4]) < MOST_NTH and len(nth) < len(str(MOST_NTH))
    ):
        yield "nth", f"nth is a whole number below {MOST_NTH}"
    try:
        deadline_of(_text(row, "deadline"))
    except Invalid as error:
        yield "deadline", error.message


def _is_cell(value: object) -> bool:
    """Whether a value can stand in a cell: lists and objects cannot, nor what no database holds."""
    return is_plain(value) if isinstance(value, str) else value is None or isinstance(value, int | float)


def _unknown(what: str, column: str, said: Sequence[str]) -> Iterator[tuple[str, str]]:
    known = kinds(what)
    yield from ((column, f"the {what} “{one[:40]}” is none of {', '.join(known)}") for one in said if one not in known)


def _asked(row: Mapping[str, Any]) -> Asked:
    return Asked(
        tuple(split(_text(row, "actors"))),
        _text(row, "act"),
        _text(row, "words"),
        int(_text(row, "nth") or 1),
        tuple(split(_text(row, "conditions"))),
        deadline_of(_text(row, "deadline")),
        _BETWEEN.join(dict.fromkeys(split(_text(row, "output")))),
    )


def split(text: str) -> list[str]:
    """The parts of a cell that holds several."""
    return [part.strip() for part in text.split(";") if part.strip()]


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def deadline_text(due: Mapping[str, Any] | None) -> str:
    """A deadline as one word: ``2003-12-31``, ``2005``, ``ga 61``, ``every-session``,
    ``every-five-years since 1994``.
    """
    if not due:
        return ""
    if "session" in due:
        return f"{due['organ']} {due['session']}"
    if "next" in due:
        return f"{due['organ']} next"
    if "within" in due:
        return f"{due['within']} after {due['after']}" if due.get("after") else str(due["within"])
    if "since" in due:
        return f"{due['recurring']} since {due['since']}"
    return str(due.get("date") or due.get("recurring") or due.get("year") or "")


def deadline_of(text: str) -> dict[str, Any] | None:
    """A deadline from its one word; None for none. Raises Invalid for anything else."""
    organ, _, session = text.partition(" ")
    organs = {one.organ for one in kinds("actor").values() if one.organ}
    if not text:
        return None
    if text in RHYTHMS:
        return {"recurring": text}
    rhythm, _, since = text.partition(" since ")
    if rhythm in RHYTHMS and (year := year_in(since)):
        return {"recurring": rhythm, "since": year}
    if year := year_in(text):
        return {"year": year}
    if organ in organs and session == "next":
        return {"organ": organ, "next": True}
    if organ in organs and (number := session_in(session)):
        return {"organ": organ, "session": number}
    if span := _SPAN.fullmatch(text):
        return {"within": span[1]} | ({"after": span[2]} if span[2] else {})
    if day := day_in(text):
        return {"date": day.isoformat()}
    raise Invalid(
        f"“{text[:40]}” is no deadline: write a day (2003-12-31), a year (2005), an organ and a session (ga 61), a "
        f"span (P3M, P1Y after entry-into-force) or one of {', '.join(sorted(RHYTHMS))}"
    )
