"""The value of an answer, by what the question asks for."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.identifiers import Language
from cjin.core.rules.multilingual import Multilingual
from cjin.core.rules.storable import UNSEEN

from ..form.questions import Grid, Kind, Question
from ..vocabulary import LAW, NO_ANSWERS, PRACTICE, codes

MEASURE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}\Z")
MOST, LONGEST = 200, 2_000
OF_IMPLEMENTATION = (LAW, PRACTICE, "measures", "difficulties", "good_practice")
OF_NEED = ("type", "about", "audience", "language", "urgency", "text")
OF_PROPOSAL = ("about", "text")
LANGUAGES = (*Language.ALL, "other")
TWO_WAYS = re.compile(r"[+-]?(?![0٠۰])\d{1,3}[.,]\d{3}\Z")
"""A number as text that is thousands to one reader and a fraction to another."""


def value_of(question: Question, value: Any) -> Any:
    """The value in its plain form, None where there is none. Raises Invalid with the place inside the value."""
    return None if value is None else _READERS[question.kind](value, question)


def _implementation(value: Any) -> dict[str, Any]:
    said = _mapping(value, OF_IMPLEMENTATION)
    found: dict[str, Any] = {}
    for scope in (LAW, PRACTICE):
        if said.get(scope):
            found[scope] = one_of(said[scope], codes("implementation"), scope)
    for name, read in (
        ("measures", _measures),
        ("difficulties", lambda v: some_of(v, codes("difficulties"), "difficulties")),
    ):
        if kept := read(said.get(name) or []):
            found[name] = kept
    if said.get("good_practice") not in (None, True, False):
        raise Invalid("", [Fault("good_practice", "yes or no is expected")])
    return found | ({"good_practice": True} if said.get("good_practice") else {})


def one_of(value: Any, known: Iterable[str], where: str = "") -> str:
    """A code of the known ones. Raises Invalid."""
    if isinstance(value, str) and value in (names := list(known)):
        return value
    names = list(known)
    said = f"“{str(value)[:40]}” is none of" if value else "this is missing; choose one of"
    raise Invalid("", [Fault(where, f"{said}: {', '.join(names)}")])


def some_of(value: Any, known: Iterable[str], where: str = "") -> list[str]:
    """Codes of the known ones, each once and in their order. Raises Invalid."""
    names = list(known)
    for one in _list(value):
        one_of(one, names, where)
    return [name for name in names if name in value]


def number(value: Any, where: str = "") -> int | float:
    """A finite number of at most 15 digits; a whole one without a point. Raises Invalid, also for a text."""
    if isinstance(value, str) and TWO_WAYS.match(value):
        raise Invalid("", [Fault(where, f"“{value}” can be read in two ways; write 1350 or 1.35, or 1.3570 for 1.357")])
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) < 10**15:
        raise Invalid("", [Fault(where, f"“{str(value)[:40]}” is no number")])
    return int(value) if float(value).is_integer() else float(value)


def _bounded(value: int | float, question: Question) -> int | float:
    if question.whole and not isinstance(value, int):
        raise Invalid("", [Fault("", f"{value} is no whole number")])
    if question.least is not None and value < question.least:
        raise Invalid("", [Fault("", f"{value} is less than {question.least:g}")])
    if question.most is not None and value > question.most:
        raise Invalid("", [Fault("", f"{value} is more than {question.most:g}")])
    return value


def _day(value: Any) -> str:
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    raise Invalid("", [Fault("", f"“{str(value)[:40]}” is no day as 2026-03-02")])


def _table(value: Any, grid: Grid) -> dict[str, dict[str, int | float | str]]:
    """Figures by row and column. A cell without a figure says which kind of no answer it is."""
    columns = [one.code for one in grid.columns]
    rows = _mapping(value, [one.code for one in grid.rows])
    found: dict[str, dict[str, int | float | str]] = {}
    faults: list[Fault] = []
    for row, cells in rows.items():
        said = _mapping(cells, columns, str(row))
        for column in (one for one in columns if said.get(one) not in (None, "")):
            try:
                found.setdefault(row, {})[column] = _cell(said[column], f"{row}, {column}")
            except Invalid as error:
                faults += error.faults
    if faults:
        raise Invalid("", faults)
    return found


def _cell(value: Any, where: str) -> int | float | str:
    if value in NO_ANSWERS:
        return str(value)
    found = number(value, where)
    if found < 0:
        raise Invalid("", [Fault(where, f"{found} is less than 0")])
    return found


def _measures(value: Any) -> list[str]:
    """Names of measures of the State, each once and in order."""
    for one in _list(value):
        if not isinstance(one, str) or not MEASURE.match(one):
            raise Invalid("", [Fault("measures", f"“{str(one)[:40]}” is no name of a measure")])
    return sorted(set(value))


def _need(value: Any, where: str) -> dict[str, Any]:
    said = _mapping(value, OF_NEED, where)
    found: dict[str, Any] = {"type": one_of(said.get("type"), codes("tools"), f"{where}, type")}
    found["about"] = short(said.get("about"), f"{where}, about")
    for name, known in (("audience", codes("audiences")), ("urgency", codes("urgencies")), ("language", LANGUAGES)):
        if said.get(name):
            found[name] = one_of(said[name], known, f"{where}, {name}")
    return found | _worded(said, where)


def _proposal(value: Any, where: str) -> dict[str, Any]:
    said = _mapping(value, OF_PROPOSAL, where)
    about = {"about": short(said["about"], f"{where}, about")} if said.get("about") else {}
    if not (worded := _worded(said, where)):
        raise Invalid("", [Fault(where, "a proposal has a text")])
    return about | worded


def _worded(said: Mapping[str, Any], where: str) -> dict[str, Any]:
    text = Multilingual.of(said.get("text"))
    return {"text": {language: short(one, f"{where}, text") for language, one in text.items()}} if text else {}


def short(value: Any, where: str) -> str:
    """A text of one line or a few, without signs that cannot be seen. Raises Invalid."""
    if not isinstance(value, str) or not value.strip():
        raise Invalid("", [Fault(where, "a text is expected")])
    if len(value) > LONGEST:
        raise Invalid("", [Fault(where, f"at most {LONGEST} characters, this has {len(value)}")])
    if UNSEEN.search(value.replace("\n", " ")):
        raise Invalid("", [Fault(where, "there is a sign in it that cannot be seen; remove it")])
    return value.strip()


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list) or len(value) > MOST:
        raise Invalid("", [Fault("", f"a list of at most {MOST} is expected")])
    return value


def _mapping(value: Any, known: Iterable[str], where: str = "") -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise Invalid("", [Fault(where, "names and values are expected")])
    names = list(known)
    for strange in sorted(map(str, set(value) - set(names))):
        raise Invalid("", [Fault(where, f"“{strange[:40]}” is none of: {', '.join(names)}")])
    return value


def _none(*_: Any) -> Any:
    raise Invalid("this question takes a text and evidence, and no value")


_READERS: dict[Kind, Callable[[Any, Question], Any]] = {
    Kind.IMPLEMENTATION: lambda value, _: _implementation(value),
    Kind.CHOICE: lambda value, question: one_of(value, [one.code for one in question.options]),
    Kind.MANY: lambda value, question: some_of(value, [one.code for one in question.options]),
    Kind.THREE: lambda value, _: one_of(value, codes("three")),
    Kind.NUMBER: lambda value, question: _bounded(number(value), question),
    Kind.DATE: lambda value, _: _day(value),
    Kind.TABLE: lambda value, question: _table(value, question.grid or Grid((), ())),
    Kind.MEASURES: lambda value, _: _measures(value),
    Kind.NEEDS: lambda value, _: [_need(one, f"entry {number}") for number, one in enumerate(_list(value), 1)],
    Kind.PROPOSALS: lambda value, _: [_proposal(one, f"entry {number}") for number, one in enumerate(_list(value), 1)],
    Kind.TEXT: _none,
    Kind.EVIDENCE: _none,
}
