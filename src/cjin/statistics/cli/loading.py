"""``cjin statistics load`` and ``loads``. Models are imported where they are used, not before."""

from pathlib import Path
from typing import Any

import click
from django.utils import timezone

from cjin.core.cli.output import emit, json_option
from cjin.statistics.cli.asking import bytes_of, text_of


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--mapping", required=True, type=click.Path(path_type=Path), help="How the files are read (YAML).")
@click.option("--links", type=click.Path(path_type=Path), help="Their correspondence to ICCS (CSV or XLSX).")
@json_option
def load(files: tuple[Path, ...], mapping: Path, links: Path | None, as_json: bool) -> None:
    """Load unit records from FILES (CSV, Parquet or XLSX). The same files again change nothing."""
    from cjin.statistics.actions.loading import load_files
    from cjin.statistics.rules.linkfiles import given

    read = given(bytes_of(links), links.name) if links else None
    done = load_files(paths=files, mapping=text_of(mapping), name=mapping.name, links=read, by=None, now=timezone.now())
    emit({**_told(done), "unchanged": done.unchanged}, as_json=as_json, human=_said)


def _said(told: dict[str, Any]) -> str:
    before = "These files were loaded before by the same mapping; nothing changed.\n" if told["unchanged"] else ""
    return before + _human(told)


def _told(load: Any) -> dict[str, Any]:
    from cjin.statistics.queries.loads import poorly_placed
    from cjin.statistics.rules.records.apart import many_apart

    report = load.report
    return {
        "load": load.key,
        "rows": {name: report[name] for name in ("read", "kept", "apart")},
        "many_apart": many_apart(report["read"], report["apart"]),
        "reasons": report["reasons"],
        "places": report.get("places", {}),
        "unmapped": report["unmapped"],
        "coverage": report["coverage"],
        "poorly_placed": poorly_placed(load),
        "lost_zeros": report.get("lost_zeros", []),
        "undated": report.get("undated", {}),
        "first_day": report["first_day"],
        "last_day": report["last_day"],
        "vintage": load.vintage.isoformat(),
    }


def _human(told: dict[str, Any]) -> str:
    rows = told["rows"]
    lines = [f"{told['load']}: {rows['kept']} of {rows['read']} rows kept, {told['first_day']} to {told['last_day']}."]
    if told["many_apart"]:
        part = 100 * rows["apart"] / rows["read"]
        lines.append(
            f"  WARNING: {rows['apart']} of {rows['read']} rows ({part:.0f} %) were set apart; no figure counts them."
        )
        lines.append("  Look at the reasons, correct the mapping or the file, and load again.")
    for reason, count in told["reasons"].items():
        first = f"; the first: {told['places'][reason]}" if reason in told["places"] else ""
        lines.append(f"  rows apart: {count}, reason: {reason}{first}")
    for name, one in told["coverage"].items():
        codes, placed = one["codes"], one["codes_placed"]
        lines.append(f"  {name}: {placed} of {codes} codes have a place, {one['rows_placed']} of {one['rows']} rows")
    if poor := told["poorly_placed"]:
        lines.append(f"  LOOK: no row, or far fewer than in the load before, has a place by {', '.join(poor)};")
        lines.append("  was the correspondence given (--links), or is that of the scheme not accepted yet?")
    if zeros := told["lost_zeros"]:
        lines.append(f"  LOOK: codes that are known with a zero before them: {', '.join(zeros[:12])};")
        lines.append("  keep codes as text in the file, or say how long they are (pad: 4) in the mapping")
    for name, rows in told["undated"].items():
        lines.append(f"  {name}: rows that do not tell this day: {rows}; tables by it leave them out")
    for name, codes in told["unmapped"].items():
        shown = ", ".join(f"{code} ({count})" for code, count in list(codes.items())[:12])
        lines.append(f"  {name} without a place: {shown}{' …' if len(codes) > 12 else ''}")
    return "\n".join(lines)


@click.command()
@json_option
def loads(as_json: bool) -> None:
    """List all loads, the last of each source first."""
    from cjin.statistics.models import Load, Stage

    found = [_told(one) for one in Load.objects.filter(stage=Stage.READY).select_related("source")]
    emit({"loads": found}, as_json=as_json, human=lambda told: "\n".join(_human(one) for one in told["loads"]))
