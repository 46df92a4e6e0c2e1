"""``cjin texts status``: load the status of treaties, and ask who is party and what was said."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from cjin.core.cli.output import emit, json_option, table
from cjin.core.cli.values import Day

on_option = click.option("--on", type=Day(), help="The day that is asked; else that of the file.")


@click.group()
def status() -> None:
    """Who is party to which treaty."""


@status.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as-of", required=True, type=Day(), help="The day as of which the files are.")
@click.option("--source", default="", help="Where they come from.")
@click.option("--check", is_flag=True, help="Only tell what they would change.")
@click.option("--older", is_flag=True, help="Load a file that is older than the one shown beside it.")
@json_option
def load(files: tuple[Path, ...], as_of: date, source: str, check: bool, older: bool, as_json: bool) -> None:
    """Load FILES (a CSV of participation or of statements, or the depositary's XML). Earlier ones stay beside them."""
    rows = [_one(file, as_of, source, check=check, older=older) for file in files]
    emit(rows, as_json=as_json, human=_loaded)


def _one(file: Path, as_of: date, source: str, *, check: bool, older: bool) -> dict[str, Any]:
    from django.utils import timezone

    from cjin.texts.actions.participating import load_status
    from cjin.texts.queries.participation import plain
    from cjin.texts.queries.participation.preparing import foreseen, prepare

    data = file.read_bytes()
    found = prepare(data=data, name=file.name, as_of=as_of, today=timezone.localdate())
    told = {
        "file": file.name, "as_of": as_of, "rows": found.taken, "unchanged": found.known is not None,
        "problems": [{"row": one.row, "message": one.message} for one in found.problems],
        "changes": [plain.changed(one) for one in foreseen(found)],
    }  # fmt: skip
    if not check:
        now = timezone.now()
        done = load_status(data=data, name=file.name, as_of=as_of, source=source, older=older, by=None, now=now)
        told |= {"rows": done.taken, "problems": done.file.problems}
    return told


def _loaded(rows: list[dict[str, Any]]) -> str:
    lines = []
    for row in rows:
        lines.append(f"{row['file']}: {row['rows']} rows{' (nothing changed)' if row['unchanged'] else ''}")
        for told in row["changes"]:
            since = f" since {told['before']}" if told["before"] else ""
            lines.append(f"  {told['treaty']}: {len(told['changes'])} changes{since}")
        lines += [f"  row {one['row']}: {one['message']}" for one in row["problems"][:30]]
    return "\n".join(lines)


@status.command()
@click.argument("treaty", required=False)
@on_option
@json_option
def show(treaty: str | None, on: date | None, as_json: bool) -> None:
    """The treaties with a status, or the participants of TREATY (untoc-2000)."""
    from cjin.texts.queries.participation import plain
    from cjin.texts.queries.participation.statuses import status_of, statuses

    if treaty is None:
        emit([plain.status(one) for one in statuses(on)], as_json=as_json, human=_treaties)
        return
    told = status_of(_work(treaty), on)
    emit([plain.participant(one, told.day) for one in told.listed], as_json=as_json, human=_participants)


def _work(slug: str) -> Any:
    from cjin.core.rules.release import Reader
    from cjin.texts.queries.reading import work_for

    return work_for(Reader.PUBLIC, slug)


def _treaties(rows: list[dict[str, Any]]) -> str:
    return table([(r["treaty"], r["as_of"], r["parties"]) for r in rows], "treaty", "as of", "parties")


def _participants(rows: list[dict[str, Any]]) -> str:
    days = ("signed", "consented", "in_force")
    found = [(r["participant"], r["consent"], *(r[name] or "" for name in days)) for r in rows]
    return table(found, "participant", "consent", "signed", "on", "in force")


@status.command()
@click.argument("convention")
@on_option
@json_option
def gaps(convention: str, on: date | None, as_json: bool) -> None:
    """Who is party to CONVENTION and not to its protocols."""
    from cjin.texts.queries.participation import plain
    from cjin.texts.queries.participation.gaps import gaps as gaps_of

    emit(plain.gaps(gaps_of(_work(convention), on)), as_json=as_json, human=_gaps)


def _gaps(rows: list[dict[str, Any]]) -> str:
    return table([(r["participant"], ", ".join(r["missing"])) for r in rows], "participant", "not party to")


@status.command()
@click.argument("treaty", required=False)
@click.option("--state", default="", help="The code of a State (ALB).")
@click.option("--topic", default="", help="A topic of catalogue/participation/topics.yaml.")
@click.option("--article", default=0, type=click.IntRange(0, 200), help="An article that it names.")
@on_option
@json_option
def statements(treaty: str | None, state: str, topic: str, article: int, on: date | None, as_json: bool) -> None:
    """What States declared about TREATY or any, with what rules propose that it is about."""
    from cjin.texts.queries.participation import plain
    from cjin.texts.queries.participation.statements import statements as stated

    works = [_work(treaty)] if treaty else None
    found = stated(on, treaties=works, state=state.upper(), topic=topic, article=article)
    emit([row for one in found for row in plain.statements(one)], as_json=as_json, human=_statements)


def _statements(rows: list[dict[str, Any]]) -> str:
    found = [(r["treaty"], r["participant"], r["kind"], ", ".join(r["topics"])) for r in rows]
    return table(found, "treaty", "participant", "kind", "about (proposed)")


@status.command("in-force")
@click.argument("states", nargs=-1, required=True)
@click.option("--on", required=True, type=Day(), help="The day that is asked.")
@json_option
def in_force(states: tuple[str, ...], on: date, as_json: bool) -> None:
    """The treaties in force for each of STATES (ALB) on a day; of several, those in force for all of them."""
    from cjin.reference.queries.states import state as state_of
    from cjin.texts.queries.participation import plain
    from cjin.texts.queries.participation.standing import in_force_on

    codes = [code.upper() for code in states]
    for code in codes:
        state_of(code)
    there = in_force_on(on, codes)
    shared = set.intersection(*(set(there.get(code, {})) for code in codes))
    rows = [plain.in_force(one) for code in codes for slug, one in there.get(code, {}).items() if slug in shared]
    emit(rows, as_json=as_json, human=_in_force)


def _in_force(rows: list[dict[str, Any]]) -> str:
    return table(
        [(r["state"], r["treaty"], r["since"], r["file_as_of"]) for r in rows], "State", "treaty", "since", "as of"
    )
