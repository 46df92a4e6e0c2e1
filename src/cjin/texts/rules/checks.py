"""Doubts about numbering: a number left out, one that comes twice, an empty paragraph without parts."""

from collections import defaultdict

from cjin.texts.rules.alphabets import roman_value
from cjin.texts.rules.document import Instrument, Provision, Warning
from cjin.texts.rules.labels import Form, follows, is_first

_FORM = {"subparagraph": Form.LETTER, "point": Form.ROMAN}


def check_numbering(instrument: Instrument) -> list[Warning]:
    """A warning for every gap in a series and every unit without words, each with its place."""
    series: dict[tuple[str | None, str], Provision] = {}
    warnings: list[Warning] = []
    children: dict[str | None, int] = defaultdict(int)
    for unit in instrument.operative:
        children[unit.parent] += 1
    for unit in instrument.operative:
        if unit.num:
            warnings += _gap(series.get((unit.parent, unit.kind)), unit)
            series[unit.parent, unit.kind] = unit
        if not unit.text and not children[unit.id] and not unit.title:
            warnings.append(Warning("empty", f"{unit.id} has no words.", unit.lines))
    return warnings


def _gap(before: Provision | None, unit: Provision) -> list[Warning]:
    form = _form(unit)
    if before is None:
        opens = is_first(unit.num, form) or unit.num.endswith(".1") or form is Form.LETTER
        return [] if opens else [_warning(unit, f"The series begins with {unit.num}.")]
    if "." in unit.num or unit.num == before.num or is_first(unit.num, form):
        return []
    if follows(unit.num, before.num, form):
        return []
    return [_warning(unit, f"{unit.num} comes after {before.num}.")]


def _form(unit: Provision) -> Form:
    if unit.num[:1].isdigit():
        return Form.NUMBER
    return Form.ROMAN if unit.kind == "point" and roman_value(unit.num) else Form.LETTER


def _warning(unit: Provision, message: str) -> Warning:
    return Warning("numbering", message, unit.lines)
