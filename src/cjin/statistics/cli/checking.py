"""``cjin statistics check`` and ``checks``. Models are imported where they are used, not before."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from django.utils import timezone

from cjin.core.cli.output import emit, json_option
from cjin.statistics.cli.asking import declaration_of, text_of
from cjin.statistics.rules.checks.check import Check, Severity, known, read_checks
from cjin.statistics.rules.checks.findings import Found


@click.command("check-load")
@click.argument("key", metavar="LOAD")
@click.argument("tables", metavar="SET")
@json_option
def check_load(key: str, tables: str, as_json: bool) -> None:
    """Count the tables of SET over LOAD and run all checks over them, before they are published."""
    from cjin.statistics.actions.checking import check_load as run_checks
    from cjin.statistics.queries.loads import load_by_key

    declared = declaration_of(tables)
    dataset, found = run_checks(load=load_by_key(key), tables=declared, name=tables, by=None, now=timezone.now())
    emit(_told(dataset, found, known()), as_json=as_json, human=_human)


@click.command()
@click.argument("key", metavar="DATASET")
@click.option("--checks", "own", type=click.Path(path_type=Path), help="Checks of your own besides (YAML).")
@json_option
def check(key: str, own: Path | None, as_json: bool) -> None:
    """Run all checks over DATASET (unodc-portal@2, or the last one of unodc-portal) and store what they find."""
    from cjin.statistics.actions.checking import check as run_checks
    from cjin.statistics.queries.datasets import dataset_by_key

    dataset = dataset_by_key(key)
    declared = {**known(), **(read_checks(text_of(own), own.name) if own else {})}
    found = run_checks(dataset=dataset, checks=declared, by=None, now=timezone.now())
    emit(_told(dataset, found, declared), as_json=as_json, human=_human)


def _told(dataset: Any, found: Sequence[Found], declared: Mapping[str, Check]) -> dict[str, Any]:
    from cjin.statistics.queries.datasets import years_in_part

    counted = Counter((one.severity, one.check) for one in found)
    return {
        "dataset": dataset.key,
        "in_part": sorted({year for _table, year in years_in_part(dataset)}),
        "found": len(found),
        "open": dataset.findings.filter(current=True, standing="open").count(),
        "checks": [
            {"check": name, "severity": severity.name.lower(), "found": count, "message": declared[name].message["en"]}
            for (severity, name), count in sorted(counted.items())
        ],
        "findings": [
            {"check": one.check, "severity": one.severity.name.lower(), **one.place(), "values": one.values}
            for one in found
        ],
    }


def _human(told: dict[str, Any]) -> str:
    lines = [f"{told['dataset']}: findings: {told['found']}, open: {told['open']}"]
    if years := told["in_part"]:
        said = ", ".join(map(str, years))
        lines.append(f"  covered in part, so compared with no other year: {said}")
    lines += [f"  {one['found']:>6} {one['severity']:<7} {one['check']}: {one['message']}" for one in told["checks"]]
    return "\n".join(lines)


@click.command()
@click.option(
    "--format", "form", type=click.Choice(["text", "vtl"]), default="text", help="As text, or as VTL rulesets."
)
@json_option
def checks(form: str, as_json: bool) -> None:
    """List the checks of the catalogue, or write them as rulesets of VTL 2.1."""
    from cjin.statistics.rules.checks.vtl import rulesets

    said = rulesets(known().values()) if form == "vtl" else "\n".join(map(_line, known().values()))
    told = {"checks": [one.told() for one in known().values()], **({"vtl": said} if form == "vtl" else {})}
    emit(told, as_json=as_json, human=lambda _told: said)


def _line(one: Check) -> str:
    return f"{Severity(one.severity).name.lower():<7} {one.id}: {one.message['en']}"
