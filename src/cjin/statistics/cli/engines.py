"""``cjin statistics sql`` and ``export-records``: a table set as SQL, and the records that it runs over elsewhere."""

from pathlib import Path
from typing import Any

import click

from cjin.core.cli.output import emit, json_option
from cjin.statistics.cli.asking import load_option, table_set_of


@click.command()
@click.argument("tables", metavar="SET")
@load_option
@click.option(
    "--dialect", default="duckdb", show_default=True, type=click.Choice(["duckdb", "spark", "trino"]),
    help="Whose SQL is written.",
)  # fmt: skip
@click.option("--records", default="records", show_default=True, help="The table of the records: catalog.schema.table.")
@json_option
def sql(tables: str, key: str, dialect: str, records: str, as_json: bool) -> None:
    """Print the SQL of the tables of SET, one query a table, with all codes that it needs."""
    from cjin.statistics.queries.loads import counting, load_by_key
    from cjin.statistics.rules.engines.dialects import Dialect, queries

    load = load_by_key(key)
    found, refused = queries(table_set_of(tables), counting(load), Dialect(dialect), records)
    told = {"load": load.key, "dialect": dialect, "records": records, "queries": found, "refused": refused}
    emit(told, as_json=as_json, human=_script)


def _script(told: dict[str, Any]) -> str:
    parts = [f"-- {name}\n{query};" for name, query in told["queries"].items()]
    parts += [f"-- {name} cannot be counted: {' '.join(why.split())}" for name, why in told["refused"].items()]
    return "\n\n".join(parts)


@click.command("export-records")
@click.argument("key", metavar="LOAD")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The Parquet file.")
@json_option
def export_records(key: str, out: Path, as_json: bool) -> None:
    """Write the records of LOAD as Parquet with the number of each row, for the table that the SQL runs over."""
    from cjin.statistics.queries.loads import counting, load_by_key
    from cjin.statistics.rules.engines.embedded import export

    load = load_by_key(key)
    rows = export(counting(load), out)
    told = {"load": load.key, "file": str(out), "rows": rows}
    emit(told, as_json=as_json, human=lambda one: f"{one['file']}: {one['rows']} rows of {one['load']}")
