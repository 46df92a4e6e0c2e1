"""``cjin directory load | verify``: entries in, and saying that somebody made sure of one."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from cjin.core.cli.output import emit, json_option
from cjin.core.rules.release import ReleaseLevel

from .asking import DAY


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--since", type=DAY, help="The day from which entries hold that do not tell their own.")
@click.option("--release", type=click.Choice([str(one) for one in ReleaseLevel]), help="Who may read them.")
@click.option("--check", is_flag=True, help="Only say what would change.")
@json_option
def load(file: Path, since: datetime | None, release: str | None, check: bool, as_json: bool) -> None:
    """Write down the entries of FILE (CSV, XLSX, JSON), all or none."""
    from django.utils import timezone

    from cjin.directory.actions.recording import write_all
    from cjin.directory.rules.files import read

    entries = read(file.read_bytes(), file.name, since=since.date() if since else None)
    level = ReleaseLevel(release) if release else None
    found = write_all(entries=entries, release=level, check=check, by=None, now=timezone.now())
    emit(asdict(found) | {"checked_only": check}, as_json=as_json, human=_loaded)


def _loaded(told: dict[str, Any]) -> str:
    lines = [f"{len(told[name])} {name}" for name in ("new", "changed", "unchanged")]
    changed = [f"  {name}: {slug}" for name in ("new", "changed") for slug in told[name]]
    note = ["Nothing was written: this was a check."] if told["checked_only"] else []
    return "\n".join([", ".join(lines), *changed, *note])


@click.command()
@click.argument("body")
@click.option("--on", type=DAY, help="The day on which somebody made sure; today unless given.")
@click.option("--by", "by_name", required=True, help="Who made sure.")
@click.option("--note", default="", help="How.")
@json_option
def verify(body: str, on: datetime | None, by_name: str, note: str, as_json: bool) -> None:
    """Say that somebody made sure of what is known of BODY."""
    from django.utils import timezone

    from cjin.directory.actions.verifying import verify as make_sure
    from cjin.directory.rules.freshness import due_on

    now = timezone.now()
    day = on.date() if on else timezone.localdate(now)
    made = make_sure(slug=body, on=day, by_name=by_name, note=note, by=None, now=now)
    told = {"body": body, "verified": made.on, "verified_by": made.by_name, "due": due_on(made.on)}
    emit(
        told,
        as_json=as_json,
        human=lambda row: f"{body} was verified on {row['verified']}; due again after {row['due']}.",
    )
