"""A filled template as observations: every fault is told by sheet and cell, and then nothing is read in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cjin.core.rules.errors import CjinError, Fault, Invalid
from cjin.core.rules.workbooks import Row, place_of
from cjin.statistics.rules.aggregates.files import TITLE_ROWS, Opened
from cjin.statistics.rules.aggregates.labels import plain
from cjin.statistics.rules.aggregates.observations import Damage, Observation
from cjin.statistics.rules.aggregates.places import place_of as place_among
from cjin.statistics.rules.aggregates.reading import Read
from cjin.statistics.rules.aggregates.templates.shape import ABOUT, FIELDS, HIDDEN, Sheet, sheets
from cjin.statistics.rules.aggregates.values import value_of, year_of
from cjin.statistics.rules.tableset import TableSet, table_set
from cjin.statistics.rules.units import TOTAL, Status

MOST_FAULTS = 200
SAID = ("OBS_VALUE", "OBS_STATUS", "BREAK", "NOTE")
"""What a person says of a figure."""
_WITHOUT = (Status.SUPPRESSED, Status.NOT_AVAILABLE, Status.NOT_APPLICABLE)


def read_template(opened: Opened, latest: int) -> Read:
    """The observations of a filled template.

    Raises Invalid with each fault by sheet and cell, at most MOST_FAULTS, and where no figure is filled in.
    """
    by_sheet: dict[str, list[Row]] = {}
    for row in opened.rows:
        by_sheet.setdefault(row.sheet, []).append(row)
    declared = _declared(by_sheet.get(HIDDEN, []), opened.name)
    faults: list[Fault] = []
    about = _about(by_sheet.get(ABOUT, []), declared, faults)
    read = Read(columns=("",), about=about)
    filled = [_Filled(sheet, about, latest, faults, read) for sheet in sheets(declared)]
    for one in filled:
        one.take(by_sheet.get(one.sheet.name, []))
    if filled and not any(one.said or one.is_strange for one in filled):
        message = "no figure is filled in; write values under OBS_VALUE, and 0 where there was none"
        raise Invalid(f"{opened.name} is not filled in.", [Fault(filled[0].sheet.name, message), *faults])
    if faults:
        more = [Fault("", f"and {len(faults) - MOST_FAULTS} more")] if len(faults) > MOST_FAULTS else []
        raise Invalid(f"{opened.name} has faults.", [*faults[:MOST_FAULTS], *more])
    return read


def _declared(rows: Sequence[Row], name: str) -> TableSet:
    said = rows[0].cells if rows else []
    if len(said) < 3 or said[0] != "TEMPLATE":
        raise Invalid(f"{name} is no template of ours.", [Fault(name, "make one with `cjin statistics template SET`")])
    try:
        return table_set(said[2])
    except CjinError as error:
        raise Invalid(f"{name} is of a table set that is not known here.", [Fault(HIDDEN, error.message)]) from error


def _about(rows: Iterable[Row], declared: TableSet, faults: list[Fault]) -> dict[str, str]:
    names = {name for name, _words in FIELDS}
    said = {row.cells[0]: plain(row.cells[1]) for row in rows if len(row.cells) > 1 and row.cells[0] in names}
    if not said.get("REF_AREA"):
        faults.append(Fault(f"{ABOUT}, REF_AREA", "write the code of the reporting area"))
    told = {name.lower(): value for name, value in said.items() if name not in ("REF_AREA", "SOURCE")}
    slug = f"{declared.id}-{said.get('REF_AREA', '').lower()}".strip("-")
    safe = "".join(one if one.isascii() and one.isalnum() else "-" for one in slug).strip("-")
    return {
        **told,
        "source": safe,
        "title": declared.title,
        "area": said.get("REF_AREA", ""),
        "said": said.get("SOURCE", ""),
    }


@dataclass
class _Filled:
    """A sheet that a person filled."""

    sheet: Sheet
    about: dict[str, str]
    latest: int
    faults: list[Fault]
    read: Read
    said: int = 0
    is_strange: bool = False

    def take(self, rows: Sequence[Row]) -> None:
        """Reads the rows below the header."""
        found = self._header(rows)
        seen: dict[tuple[str, ...], int] = {}
        for row in rows[found + 1 :] if found >= 0 else ():
            self._row(row, seen)

    def _header(self, rows: Sequence[Row]) -> int:
        """Which row is the header; -1 where none is, which is a fault."""
        likely, most = f"{self.sheet.name}, row 2", 1
        for place, row in enumerate(rows[:TITLE_ROWS]):
            if tuple(row.cells[: len(self.sheet.header)]) == self.sheet.header:
                return place
            if (like := len({*self.sheet.header} & {*row.cells})) > most:
                likely, most = place_of(row), like
        self.is_strange = True
        wanted = ", ".join(self.sheet.header)
        self.faults.append(Fault(likely, f"the header is not that of the template: {wanted}"))
        return -1

    def _row(self, row: Row, seen: dict[tuple[str, ...], int]) -> None:
        said = dict(zip(self.sheet.header, [plain(cell) for cell in [*row.cells, *[""] * 20]], strict=False))
        before = len(self.faults)
        self.said += any(said[name] for name in SAID)
        codes = tuple(self._code(row, name, known, said) for name, known in zip(*self._axes(), strict=True))
        year = year_of(said["TIME_PERIOD"], self.latest)
        if year is None:
            self._fault(row, "TIME_PERIOD", f"“{said['TIME_PERIOD'][:20]}” is no year up to {self.latest}")
        value, status = self._value(row, said)
        if said["BREAK"].casefold() not in ("", "yes"):
            self._fault(row, "BREAK", "write yes, or leave it empty")
        first = seen.setdefault((*codes, said["TIME_PERIOD"]), row.number)
        if first != row.number:
            self._fault(row, "TIME_PERIOD", f"this figure stands in row {first} already")
        if len(self.faults) == before and year is not None:
            self._keep(row, codes, year, value, status, said)

    def _axes(self) -> tuple[Sequence[str], Sequence[tuple[str, ...]]]:
        return self.sheet.axes, self.sheet.codes

    def _code(self, row: Row, name: str, known: tuple[str, ...], said: dict[str, str]) -> str:
        code = said[name]
        if code not in known:
            zero = f"0{code}" in known
            self._fault(row, name, f"“{code[:30]}” is none of its codes" + (f"; write it as 0{code}" if zero else ""))
        return code

    def _value(self, row: Row, said: dict[str, str]) -> tuple[float | None, Status]:
        found = value_of(said["OBS_VALUE"])
        if found is None:
            self._fault(row, "OBS_VALUE", f"“{said['OBS_VALUE'][:30]}” is no number; write it with a decimal point")
            return None, Status.NOT_AVAILABLE
        value, status = found
        named = said["OBS_STATUS"].upper()
        if not named:
            return value, status
        if named not in {str(one) for one in Status}:
            self._fault(row, "OBS_STATUS", f"“{said['OBS_STATUS'][:20]}” is none of {', '.join(Status)}")
        elif value is None and Status(named) not in _WITHOUT:
            self._fault(row, "OBS_VALUE", f"there is no value, but its status is {named}")
        elif value is not None and Status(named) in _WITHOUT:
            self._fault(row, "OBS_STATUS", f"there is a value, but its status {named} says that there is none")
        else:
            status = Status(named)
        return value, status

    def _keep(
        self, row: Row, codes: tuple[str, ...], year: int, value: float | None, status: Status, said: dict[str, str]
    ) -> None:
        by_axis = dict(zip(self.sheet.axes, codes, strict=True))
        dimension, category = place_among(self.sheet.axes, by_axis)
        key = (self.about["area"], self.sheet.table.id, dimension, category)
        found = Observation(
            *key,
            by_axis.get("SEX", TOTAL),
            by_axis.get("AGE", TOTAL),
            year,
            "NR",
            value,
            status,
            source=said["SOURCE"] or self.about["said"],
            break_=said["BREAK"] != "",
            note=said["NOTE"],
            sheet=row.sheet,
            row=row.number,
        )
        self.read.rows += 1
        self.read.observations.append(found)
        if status is Status.SUPPRESSED and said["OBS_VALUE"]:
            self.read.damage.append(Damage("kept-back", row.sheet, row.number, "value", said["OBS_VALUE"], "Q"))

    def _fault(self, row: Row, column: str, message: str) -> None:
        letter = chr(ord("A") + self.sheet.header.index(column))
        self.faults.append(Fault(f"{row.sheet}, {letter}{row.number}", message))
