"""Tables of figures that a question of a form can ask for: rows and columns as ``statistics`` declares them."""

from collections.abc import Iterator

from django.utils.translation import override

from cjin.core.rules.errors import NotFound
from cjin.core.rules.identifiers import Language
from cjin.core.rules.multilingual import Multilingual
from cjin.statistics.queries.labels import code_label, say
from cjin.statistics.rules.classification import iccs
from cjin.statistics.rules.concepts import concepts
from cjin.statistics.rules.tableset import Table, set_names, table_set
from cjin.statistics.rules.units import TOTAL

from ..rules.form.questions import Coded, Grid

AGE = "age"


def grids_offered() -> list[tuple[str, str]]:
    """The tables that have the shape of rows by columns, each with its title in the reader's language."""
    return [(f"{name}/{table.id}", say(table.title)) for name, table in _tables() if _fits(table)]


def grid_of(name: str) -> Grid:
    """The rows and columns of a table (``crime-and-justice/victims``), the total first. Raises NotFound."""
    for set_name, table in _tables():
        if f"{set_name}/{table.id}" == name and _fits(table):
            axes = _axes(table)
            return Grid(axes[0], axes[1] if len(axes) > 1 else (_coded("sex", TOTAL),), name)
    raise NotFound(f"There is no table “{name[:80]}” of rows by columns.")


def _tables() -> Iterator[tuple[str, Table]]:
    return ((name, table) for name in set_names() for table in table_set(name).tables)


def _fits(table: Table) -> bool:
    """Whether it has one or two axes whose codes are known beforehand."""
    is_listed = all(one == AGE or concepts()[one].codes for one in table.dimensions)
    return is_listed and 1 <= len(table.dimensions) + bool(table.categories) <= 2


def _axes(table: Table) -> list[tuple[Coded, ...]]:
    categories = [tuple(_category(code, kept) for code, kept in table.categories.items())] if table.categories else []
    return [*categories, *(_dimension(table, one) for one in table.dimensions)]


def _category(shown: str, codes: tuple[str, ...]) -> Coded:
    titles = [iccs()[one].title for one in codes]
    languages = set.intersection(*(set(one) for one in titles))
    return Coded(shown, Multilingual({code: "; ".join(one[code] for one in titles) for code in sorted(languages)}))


def _dimension(table: Table, name: str) -> tuple[Coded, ...]:
    codes = table.ages.codes if name == AGE else tuple(concepts()[name].codes)
    return tuple(_coded(name, code) for code in (TOTAL, *codes))


def _coded(concept: str, code: str) -> Coded:
    said = {}
    for language in Language.ALL:
        with override("zh-hans" if language == "zh" else language):
            said[language] = code_label(concept, code)
    return Coded(code, Multilingual(said))
