"""The layout of the statistics portal of UNODC, with the damage that its files are known for."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.workbooks import Row, place_of
from cjin.statistics.rules.aggregates.files import TITLE_ROWS, Opened
from cjin.statistics.rules.aggregates.labels import Labels, codes, plain, portal, same
from cjin.statistics.rules.aggregates.observations import Damage, Observation
from cjin.statistics.rules.aggregates.parts import sexed
from cjin.statistics.rules.aggregates.reading import Read
from cjin.statistics.rules.aggregates.values import age_of, is_grouped, undated, value_of, year_of

_WORDS = ("source", "name", "region", "subregion")


def read_portal(opened: Opened, latest: int) -> Read:
    """The observations of a portal file; ``latest`` is the last year that a figure may be of.

    Raises Invalid where no header is found. A row that cannot be one is set apart; what is repaired is told.
    """
    rows = iter(opened.rows)
    reader = _Reader(_header(rows, opened.name), latest)
    if opened.encoding == "cp1252":
        reader.read.damage.append(Damage("encoding", "", 0, "", "cp1252", "utf-8"))
    for row in rows:
        if row.sheet == reader.sheet:
            reader.take(row)
    reader.tell_sexes()
    reader.tell_doubles()
    reader.read.about = {"title": portal()["title"]}
    reader.read.last = max((date(one.year, 12, 31) for one in reader.read.observations), default=None)
    return reader.read


def _header(rows: Iterator[Row], name: str) -> tuple[Row, Mapping[str, int]]:
    spellings = {same(label): field for field, labels in portal()["columns"].items() for label in labels}
    needed: list[str] = list(portal()["needed"])
    best, where = needed, name
    for row in islice(rows, TITLE_ROWS):
        found: dict[str, int] = {}
        for place, cell in enumerate(row.cells):
            if (field := spellings.get(same(cell.replace("_", " ")), spellings.get(same(cell)))) and field not in found:
                found[field] = place
        missing = [field for field in needed if field not in found]
        if not missing:
            return row, found
        if len(missing) < len(best):
            best, where = missing, f"{name}, {place_of(row)}"
    raise Invalid(f"{name} has not the layout of the portal.", [Fault(where, _without(best, needed))])


def _without(missing: Sequence[str], needed: Sequence[str]) -> str:
    """What a row lacks that is most like a header; or that none is like one."""
    wanted = ", ".join(portal()["columns"][field][0] for field in missing)
    if len(missing) == len(needed):
        return f"none of the first {TITLE_ROWS} rows is its header; these columns are missing: {wanted}"
    return f"this row looks like its header, but these columns are missing: {wanted}"


class _Reader:
    """Takes rows one by one."""

    def __init__(self, header: tuple[Row, Mapping[str, int]], latest: int) -> None:
        row, self.places = header
        self.sheet, self.header, self.latest = row.sheet, row, latest
        self.labels = Labels.of_portal()
        self.read = Read(columns=tuple(row.cells))
        self.said: dict[tuple[str, str], str | None] = {}

    def take(self, row: Row) -> None:
        """Makes an observation of a row, or sets it apart."""
        self.read.rows += 1
        observation = self._observation(row)
        if observation is None:
            self.read.apart.append(row)
        else:
            self.read.observations.append(observation)

    def tell_sexes(self) -> None:
        """Totals of one sex that stand as totals of both get that sex."""
        said, labels = self.read.observations, {code: label for label, code in portal()["sex"].items()}
        self.read.observations = sexed(said)
        for before, now in zip(said, self.read.observations, strict=True):
            if now.sex != before.sex:
                words = (labels[before.sex], labels[now.sex])
                self.read.damage.append(Damage("total-of-sex", now.sheet, now.row, "sex", *words))

    def tell_doubles(self) -> None:
        """Keys that stand twice: both figures are kept, and a check finds them."""
        firsts: dict[tuple[object, ...], int] = {}
        for one in self.read.observations:
            first = firsts.setdefault(one.key, one.row)
            if first != one.row:
                told = f"{one.area} {one.indicator} {one.category} {one.year}"
                self.read.damage.append(Damage("double", one.sheet, one.row, "", told[:200], str(first)))

    def _cell(self, row: Row, field: str) -> str:
        place = self.places.get(field, -1)
        return row.cells[place] if 0 <= place < len(row.cells) else ""

    def _observation(self, row: Row) -> Observation | None:
        area = plain(self._cell(row, "area"))
        if not area:
            return self._apart("area", row, "area", " ".join(row.cells)[:200])
        year = year_of(self._cell(row, "year"), self.latest)
        if year is None:
            return self._apart("year", row, "year", self._cell(row, "year"))
        value = value_of(self._cell(row, "value"))
        if value is None:
            return self._apart("value", row, "value", self._cell(row, "value"))
        if is_grouped(self._cell(row, "value")):
            self._tell("thousands", row, "value", self._cell(row, "value"), str(value[0]))
        sex, age, unit = self._sex(row), self._age(row), self._unit(row)
        if sex is None or age is None or unit is None:
            return None
        indicator, dimension, category = (self._label(row, one) for one in ("indicator", "dimension", "category"))
        source, name, region, subregion = (plain(self._cell(row, one)) for one in _WORDS)
        key = (area, indicator, dimension, category, sex, age, year, unit)
        return Observation(*key, *value, source, False, "", name, region, subregion, row.sheet, row.number)

    def _label(self, row: Row, field: str) -> str:
        said = self._cell(row, field)
        label = self.said.get((field, said))
        if label is None:
            label = self.said[field, said] = self.labels(said)
        if label != said:
            self._tell("label", row, field, said, label)
        return "_T" if label == "Total" and field == "category" else label

    def _age(self, row: Row) -> str | None:
        said = self._cell(row, "age")
        restored = undated(said)
        if restored != plain(said):
            self._tell("date", row, "age", said, restored)
        return age_of(restored) or self._apart("age", row, "age", said)

    def _sex(self, row: Row) -> str | None:
        said = self._cell(row, "sex")
        return codes("sex").get(same(said)) or self._apart("sex", row, "sex", said)

    def _unit(self, row: Row) -> str | None:
        said = self._cell(row, "unit")
        return codes("unit").get(same(said)) or plain(said) or self._apart("unit", row, "unit", said)

    def _apart[T](self, kind: str, row: Row, field: str, said: str, nothing: T | None = None) -> T | None:
        """Tells why the row is set apart; nothing, which no observation is made of."""
        self.read.damage.append(Damage(kind, row.sheet, row.number, field, said[:200], apart=True))
        return nothing

    def _tell(self, kind: str, row: Row, field: str, said: str, became: str) -> None:
        self.read.damage.append(Damage(kind, row.sheet, row.number, field, said[:200], became))
