"""``cjin statistics tables``."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cjin.core.cli.output import emit, json_option
from cjin.statistics.cli.asking import load_option, table_set_of, text_of
from cjin.statistics.cli.telling import told_periods

if TYPE_CHECKING:
    from cjin.statistics.rules.counting.cells import Counted
    from cjin.statistics.rules.counting.held import Load


@click.command()
@click.argument("tables", metavar="SET")
@load_option
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="The folder of the files.")
@click.option(
    "--format", "form", default="csv", show_default=True, type=click.Choice(["csv", "parquet", "xlsx", "sdmx-csv"]),
    help="The format of the files.",
)  # fmt: skip
@click.option("--population", type=click.Path(path_type=Path), help="People by year, sex and age (CSV), for rates.")
@click.option("--protect", "rule", metavar="RULE", help="Suppress by a rule of confidentiality: counts-of-persons.")
@click.option("--show-totals", is_flag=True, help="Totals without any dimension are shown whatever they are.")
@click.option(
    "--engine", "counter", default="numpy", show_default=True, type=click.Choice(["numpy", "duckdb", "spark"]),
    help="What counts; the cells are the same.",
)  # fmt: skip
@json_option
def tables(
    tables: str,
    key: str,
    out: Path,
    form: str,
    counter: str,
    population: Path | None,
    rule: str | None,
    show_totals: bool,
    as_json: bool,
) -> None:
    """Count the tables of SET, one of the catalogue or a YAML file, and write a file for each."""
    from cjin.statistics.queries.loads import counting, lineage, load_by_key
    from cjin.statistics.rules.counting.covering import uncovered
    from cjin.statistics.rules.engines.choice import engine
    from cjin.statistics.rules.writing import write_table

    load = load_by_key(key)
    base = counting(load)
    outcome = engine(counter)(table_set_of(tables), base)
    out.mkdir(parents=True, exist_ok=True)
    counts, hidden = _protected(_rated(outcome.tables, base, population), base, rule, show_totals=show_totals)
    written = {one.table.id: write_table(one, lineage(load), out, form) for one in counts}
    told = {
        "load": load.key,
        "tables": {name: {"file": str(path)} for name, path in written.items()},
        "refused": outcome.refused,
        "undated": outcome.undated,
        "periods": {one.table.id: known for one in outcome.tables if (known := uncovered(one, base))},
        "suppressed": hidden,
    }
    emit(told, as_json=as_json, human=_human)


def _rated(counts: "Sequence[Counted]", load: "Load", population: Path | None) -> "list[Counted]":
    from cjin.statistics.rules.counting.provisional import settled
    from cjin.statistics.rules.counting.rates import read_population, with_rates

    people = read_population(text_of(population), population.name) if population else None
    return [with_rates(settled(one, load), people) for one in counts]


def _protected(
    counts: "Sequence[Counted]", load: "Load", rule: str | None, *, show_totals: bool
) -> "tuple[Sequence[Counted], dict[str, Any] | None]":
    """The tables as a rule of confidentiality leaves them, and what it hid; as they are without a rule."""
    from cjin.statistics.queries.publications import finer_of
    from cjin.statistics.rules.disclosure.primary import rule as rule_named
    from cjin.statistics.rules.disclosure.relations import in_words, is_total
    from cjin.statistics.rules.disclosure.suppression import Around, nothing, protect
    from cjin.statistics.rules.engines.amounts import weighed

    if not rule:
        return counts, None
    named = rule_named(rule)
    counts = weighed(counts, load, named)
    around = Around(finer=finer_of(counts, load, amounts=named.asks_who))
    protected = protect(counts, named, is_total if show_totals else nothing, around)
    unprotected = [in_words(one) for one in protected.broken]
    hidden = {"rule": rule, "sensitive": protected.primary, "with_them": protected.secondary}
    return protected.tables, hidden | {"unprotected": unprotected}


def _human(told: dict[str, Any]) -> str:
    lines = [f"{name}: {one['file']}" for name, one in told["tables"].items()]
    lines += [f"{name} leaves out {rows} rows that do not tell its day" for name, rows in told["undated"].items()]
    lines += told_periods(told["periods"])
    return "\n".join([*lines, *(f"{name} was not counted: {why}" for name, why in told["refused"].items())])
