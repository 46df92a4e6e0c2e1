"""Table sets: tables as a person declares them, each a unit, categories, dimensions and a way of counting."""

from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from cjin.core.rules.catalogue import names, read
from cjin.core.rules.errors import CjinError, NotFound
from cjin.core.rules.offering import offered
from cjin.statistics.rules.classification import Classification, iccs
from cjin.statistics.rules.concepts import Role, concepts
from cjin.statistics.rules.faults import Declared, declaration, slug
from cjin.statistics.rules.units import NOT_APPLICABLE, NOT_KNOWN, Attempts, Dated, Principal, Unit

CODED = tuple(one.id for one in concepts().values() if one.role in (Role.CODE, Role.OPEN))
"""What a table can be narrowed by."""
DIMENSIONS = (*CODED, "age")
"""What a table can be split by, beside category and period."""
MOST_NARROWED = 6
"""By so many concepts a table is narrowed at most: each makes what is counted larger by all of its codes."""
LEVELS = {"level-1": 1, "level-2": 2, "level-3": 3, "level-4": 4}


class Counted(StrEnum):
    """What a table counts of its rows: the units they stand for, or how many incidents or persons are among them."""

    UNITS = "units"
    INCIDENTS = "incidents"
    PERSONS = "persons"


class Period(StrEnum):
    """The length of a period."""

    YEAR = "year"
    MONTH = "month"


@dataclass(frozen=True)
class Ages:
    """Groups of ages by their first years; the code of the group from 15 to 17 is ``Y15T17``, the last is ``Y65T``."""

    firsts: tuple[int, ...] = (0, 15, 18, 25, 35, 45, 55, 65)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the groups in order."""
        pairs = zip(self.firsts, self.firsts[1:], strict=False)
        return (*(f"Y{first}T{after - 1}" for first, after in pairs), f"Y{self.firsts[-1]}T")


@dataclass(frozen=True)
class Rate:
    """A rate: so many per ``per`` of the population, total or by the dimensions it shares with the table."""

    per: int = 100_000


class Measure(StrEnum):
    """What a number of a table is: how many there are, how many of the people, or which part of the whole."""

    COUNT = "count"
    RATE = "rate"
    SHARE = "share"


@dataclass(frozen=True)
class Headline:
    """The series that stands for a table: its measure, and the codes of the dimensions that it is not the total of.

    A share is the part with these codes in the total of their dimensions.
    """

    measure: Measure
    of: Map[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """A table. ``categories`` are sets of codes by the name under which each is shown.

    ``where`` narrows to rows with one of some codes; the counting rules that are None are those of the source.
    """

    id: str
    title: str
    unit: Unit
    categories: Map[str, tuple[str, ...]]
    dimensions: tuple[str, ...] = ()
    counted: Counted = Counted.UNITS
    period: Period = Period.YEAR
    ages: Ages = Ages()
    where: Map[str, tuple[str, ...]] = field(default_factory=dict)
    principal: Principal | None = None
    dated: Dated | None = None
    attempts: Attempts | None = None
    rate: Rate | None = None
    headline: Headline | None = None

    @property
    def by_attempts(self) -> bool:
        """Whether its own rule of attempts leaves rows out."""
        return self.attempts not in (None, Attempts.INCLUDED)


@dataclass(frozen=True)
class TableSet:
    """Tables that belong together."""

    id: str
    title: str
    tables: tuple[Table, ...]


def table_set(name: str) -> TableSet:
    """A table set of the catalogue. Raises NotFound, Invalid."""
    return table_set_of(declaration_named(name), f"tables/{name}.yaml")


def set_names() -> list[str]:
    """The names of all table sets of the catalogue, sorted."""
    return [name.removeprefix("tables/") for name in names("tables")]


@cache
def catalogue_tables() -> Map[str, Table]:
    """Every table of the catalogue's table sets, by its identifier."""
    return {table.id: table for name in set_names() for table in table_set(name).tables}


def declaration_named(name: str) -> Any:
    """The declaration of a table set of the catalogue. Raises NotFound, which tells what there is."""
    if name not in set_names():
        raise NotFound(f"There is no table set {name[:80]}{offered(name, set_names())}")
    return read(f"tables/{name}")


def table_set_of(value: Any, name: str) -> TableSet:
    """The table set of a declaration. Raises Invalid with every fault in its place."""
    with declaration(value, name) as whole:
        list(whole.named(("id", "title", "tables"), required=("id", "tables")))
        tables = tuple(_table(entry, iccs()) for entry in whole.part("tables").items())
        for identity in sorted({one.id for one in tables if [t.id for t in tables].count(one.id) > 1}):
            whole.part("tables").fault(f"the table {identity} comes twice")
    identity = whole.part("id").text()
    return TableSet(identity, whole.part("title").text() or identity, tables)


_TABLE = (
    "id", "title", "unit", "categories", "dimensions", "counted", "period", "ages", "where", "principal", "dated",
    "attempts", "rate", "headline",
)  # fmt: skip


def _table(part: Declared, classification: Classification) -> Table:
    list(part.named(_TABLE, required=("id", "unit")))
    return Table(
        id=slug(part.part("id")),
        title=part.part("title").text() or part.part("id").text(),
        unit=part.part("unit").one_of(Unit, Unit.OFFENCE),
        categories=_categories(part.part("categories"), classification),
        dimensions=_dimensions(part.part("dimensions")),
        counted=part.part("counted").one_of(Counted, Counted.UNITS),
        period=part.part("period").one_of(Period, Period.YEAR),
        ages=_ages(part.part("ages")),
        where=_where(part.part("where")),
        principal=part.part("principal").one_of(Principal, Principal.NONE) if part.part("principal").value else None,
        dated=part.part("dated").one_of(Dated, Dated.RECORD) if part.part("dated").value else None,
        attempts=part.part("attempts").one_of(Attempts, Attempts.INCLUDED) if part.part("attempts").value else None,
        rate=_rate(part.part("rate")),
        headline=_headline(part.part("headline"), part),
    )


def _categories(part: Declared, classification: Classification) -> dict[str, tuple[str, ...]]:
    """``all``, ``level-2`` (that level and those above), a list of sets, or nothing: all units together."""
    if part.value is None:
        return {}
    if isinstance(part.value, str):
        if part.value not in LEVELS and part.value != "all":
            part.fault(f"write a list of sets, or one of all, {', '.join(LEVELS)}")
        deepest = LEVELS.get(part.value, 9)
        return {one.code: (one.code,) for one in classification.categories.values() if one.level <= deepest}
    found: dict[str, tuple[str, ...]] = {}
    for entry in part.items():
        said = entry.text(most=200)
        try:
            found[said] = classification.set_of(said)
        except CjinError as error:
            entry.fault(error.message)
    return found


def _dimensions(part: Declared) -> tuple[str, ...]:
    said = part.texts()
    for name in said:
        if name not in DIMENSIONS:
            part.fault(f"{name} is no dimension; known are {', '.join(DIMENSIONS)}")
        elif said.count(name) > 1:
            part.fault(f"{name} comes twice")
    return tuple(name for name in said if name in DIMENSIONS)


def _where(part: Declared) -> dict[str, tuple[str, ...]]:
    found = {name: _codes(part.part(name)) for name in part.named(CODED)}
    if len(found) > MOST_NARROWED:
        part.fault(f"a table is narrowed by at most {MOST_NARROWED} concepts, not {len(found)}")
    return found


def _codes(part: Declared) -> tuple[str, ...]:
    name = part.where.rpartition(".")[2]
    said = (part.text(),) if isinstance(part.value, str) else part.texts()
    concept = concepts()[name]
    for code in said:
        if concept.role is Role.CODE and code not in {*concept.codes, NOT_KNOWN, NOT_APPLICABLE}:
            part.fault(f"{code} is no code of {name}")
    return said


def _ages(part: Declared) -> Ages:
    if part.value is None:
        return Ages()
    firsts = [entry.whole(0, most=120) for entry in part.items()]
    if firsts != sorted(set(firsts)) or firsts[:1] != [0]:
        part.fault("write the first year of each group, from 0 upwards")
        return Ages()
    return Ages(tuple(firsts))


def _rate(part: Declared) -> Rate | None:
    if part.value is None:
        return None
    list(part.named(("per",)))
    return Rate(part.part("per").whole(100_000, least=1))


def _headline(part: Declared, table: Declared) -> Headline | None:
    if part.value is None:
        return None
    dimensions = [name for name in table.part("dimensions").texts() if name in concepts()]
    names = [name for name in part.named(("measure", *dimensions), required=("measure",)) if name != "measure"]
    of = {name: part.part(name).text() for name in names}
    for name, code in of.items():
        if concepts()[name].role is Role.CODE and code not in concepts()[name].codes:
            part.part(name).fault(f"{code} is no code of {name}")
    measure = part.part("measure").one_of(Measure, Measure.COUNT)
    if measure is Measure.SHARE and not of:
        part.fault("say of which code of a dimension this is the share")
    if measure is Measure.RATE and table.part("rate").value is None:
        part.fault("the table has no rate")
    return Headline(measure, of)
