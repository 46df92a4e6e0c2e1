"""``cjin texts status``: load the status of treaties, and ask who is party."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from cjin.core.cli.output import emit, json_option, table


@click.group()
def status() -> None:
    """Who is party to which treaty."""


@status.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as-of", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The day as of which the files are.")
@click.option("--source", default="", help="Where they come from.")
@json_option
def load(files: tuple[Path, ...], as_of: datetime, source: str, as_json: bool) -> None:
    """Load FILES (a CSV of participation, or the depositary's XML). An earlier status stays beside a newer one."""
    from django.utils import timezone

    from cjin.texts.actions.participating import load_status

    rows = []
    for file in files:
        data, now = file.read_bytes(), timezone.now()
        done = load_status(data=data, name=file.name, as_of=as_of.date(), source=source, by=None, now=now)
        rows.append({
            "file": file.name, "as_of": done.file.as_of, "rows": done.taken, "unchanged": done.unchanged,
            "problems": done.file.problems,
        })  # fmt: skip
    emit(rows, as_json=as_json, human=_loaded)


def _loaded(rows: list[dict[str, Any]]) -> str:
    lines = []
    for row in rows:
        lines.append(f"{row['file']}: {row['rows']} rows{' (nothing changed)' if row['unchanged'] else ''}")
        lines += [f"  row {one['row']}: {one['message']}" for one in row["problems"][:30]]
    return "\n".join(lines)


@status.command()
@click.argument("treaty", required=False)
@json_option
def show(treaty: str | None, as_json: bool) -> None:
    """The treaties with a status, or the participants of TREATY (untoc-2000)."""
    from cjin.core.rules.release import Reader
    from cjin.texts.queries.participation import status_of, treaties_here
    from cjin.texts.queries.reading import work_for

    if treaty is None:
        found = [{"treaty": w.slug, "as_of": f.as_of, "parties": n} for w, f, n in treaties_here()]
        emit(
            found,
            as_json=as_json,
            human=lambda rows: table([tuple(r.values()) for r in rows], *("treaty", "as of", "parties")),
        )
        return
    told = status_of(work_for(Reader.PUBLIC, treaty))
    rows = [
        {"participant": one.participant, "state": one.state_id, "signed": one.signed, "consented": one.consented,
         "consent": one.consent, "in_force": one.in_force, "ended": one.ended, "as_of": told.file.as_of}
        for one in told.rows
    ]  # fmt: skip
    emit(rows, as_json=as_json, human=_participants)


def _treaties(rows: list[dict[str, Any]]) -> str:
    return table([(r["treaty"], r["as_of"], r["parties"]) for r in rows], "treaty", "as of", "parties")


def _participants(rows: list[dict[str, Any]]) -> str:
    days = ("signed", "consented", "in_force")
    found = [(r["participant"], r["consent"], *(_day(r[name]) for name in days)) for r in rows]
    return table(found, "participant", "consent", "signed", "on", "in force")


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


@status.command()
@click.argument("convention")
@json_option
def gaps(convention: str, as_json: bool) -> None:
    """Who is party to CONVENTION and not to its protocols."""
    from cjin.core.rules.release import Reader
    from cjin.texts.queries.participation import gaps as gaps_of
    from cjin.texts.queries.reading import work_for

    told, _, found = gaps_of(work_for(Reader.PUBLIC, convention))
    rows: list[dict[str, Any]] = [
        {
            "participant": one.participant,
            "state": one.state.pk if one.state else None,
            "missing": [work.slug for work in one.missing],
            "as_of": told.file.as_of,
        }
        for one in found
    ]
    emit(rows, as_json=as_json, human=_gaps)


def _gaps(rows: list[dict[str, Any]]) -> str:
    return table([(r["participant"], ", ".join(r["missing"])) for r in rows], "participant", "not party to")
