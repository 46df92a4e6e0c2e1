"""``cjin statistics import``, ``template`` and ``datasets``. Models are imported where they are used, not before."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click
from django.utils import timezone

from cjin.core.cli.output import emit, json_option


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--layout", required=True, type=click.Choice(["unodc", "template", "sdmx"]), help="How the file is laid out."
)
@click.option(
    "--vintage", type=click.DateTime(["%Y-%m-%d"]), help="The day of the figures (2020-06-30); found out without it."
)
@click.option("--source", default="", help="The source's identifier; that of the layout without it.")
@json_option
def import_figures(file: Path, layout: str, vintage: datetime | None, source: str, as_json: bool) -> None:
    """Import ready figures from FILE (CSV, XLSX, or a data message of SDMX). The same file again changes nothing."""
    from cjin.statistics.actions.importing import import_file

    day = vintage.date() if vintage else None
    done = import_file(path=file, layout=layout, vintage=day, source=source, by=None, now=timezone.now())
    emit({**told(done), "unchanged": done.unchanged}, as_json=as_json, human=_said)


def _said(told: dict[str, Any]) -> str:
    before = "This file was imported before; nothing changed.\n" if told["unchanged"] else ""
    return before + _human(told)


def told(dataset: Any) -> dict[str, Any]:
    """A dataset in figures."""
    report = dataset.report
    return {
        "dataset": dataset.key,
        "layout": dataset.layout,
        "rows": {name: report[name] for name in ("read", "kept", "apart")},
        "areas": report["areas"],
        "years": [report["first_year"], report["last_year"]],
        "statuses": report["statuses"],
        "damage": report["damage"],
        "vintage": dataset.vintage.isoformat(),
        "checked": dataset.checked_at.isoformat() if dataset.checked_at else None,
    }


def _human(told: dict[str, Any]) -> str:
    rows, (first, last) = told["rows"], told["years"]
    name = told["dataset"] + (" (counted from a load, to be checked)" if told["layout"] == "counted" else "")
    kept = f"{rows['kept']} of {rows['read']} rows kept, {told['areas']} areas"
    lines = [f"{name}: {kept}, {first} to {last}, as of {told['vintage']}."]
    for one in told["damage"]:
        became = f" → “{one['became']}”" if one["became"] else ""
        said = f"“{one['said']}”{became}" if one["said"] else ""
        apart = " (set apart)" if one["apart"] else ""
        rows_told = ", ".join(map(str, one["rows"][:5]))
        lines.append(f"  {one['kind']} {one['field']} {said}: {one['count']} rows{apart}, first {rows_told}")
    return "\n".join(lines)


@click.command()
@click.argument("name", metavar="SET")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The workbook to write.")
@click.option("--year", "years", multiple=True, type=click.IntRange(1900, 2200), help="A year; repeat it, at most 20.")
@click.option("--area", default="", help="The code of the reporting area.")
@json_option
def template(name: str, out: Path, years: tuple[int, ...], area: str, as_json: bool) -> None:
    """Write a workbook for ready figures of SET, a table set of the catalogue."""
    from cjin.core.rules.errors import Unavailable
    from cjin.statistics.rules.aggregates.templates.shape import sheets
    from cjin.statistics.rules.aggregates.templates.writing import write_template
    from cjin.statistics.rules.tableset import table_set

    declared = table_set(name)
    asked = sorted(set(years)) or [timezone.localdate().year - 1]
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_template(declared, out, years=asked, area=area)
    except OSError as error:
        raise Unavailable(f"{out} cannot be written: {error.strerror}.") from error
    said = {"file": str(out), "sheets": [sheet.name for sheet in sheets(declared)], "years": asked}
    emit(said, as_json=as_json, human=lambda one: f"{one['file']}: {len(one['sheets'])} sheets")


@click.command()
@json_option
def datasets(as_json: bool) -> None:
    """List all datasets of ready figures, and those counted from loads, the last of each source first."""
    from cjin.statistics.models import Dataset, Stage

    found = [told(one) for one in Dataset.objects.filter(stage=Stage.READY).select_related("source")]
    emit({"datasets": found}, as_json=as_json, human=lambda one: "\n".join(map(_human, one["datasets"])))
