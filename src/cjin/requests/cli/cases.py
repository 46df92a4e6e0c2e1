"""``cjin requests due | act | timetable | statistics``: what is due and done, clocks, and the figures of requests."""

from pathlib import Path
from typing import Any

import click

from cjin.core.cli.output import emit, json_option, table


@click.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def timetable(file: Path | None, as_json: bool) -> None:
    """Show the working days and the clocks of this node, or set them from FILE (YAML or JSON)."""
    from django.utils import timezone

    from cjin.core.rules.catalogue import parse
    from cjin.core.rules.errors import Fault, Invalid
    from cjin.requests.actions.timetables import set_timetable
    from cjin.requests.queries.timetables import hours
    from cjin.requests.rules.case.timetables import as_data

    if file is not None:
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise Invalid("The file cannot be read.", [Fault(file.name, "it is not UTF-8")]) from error
        set_timetable(data=parse(text, file.name), by=None, now=timezone.now())
    emit(as_data(hours()), as_json=as_json, human=_timetable)


def _timetable(data: dict[str, Any]) -> str:
    calendar = data["calendar"]
    closed = ", ".join([*calendar["weekend"], *calendar["holidays"]])
    rows = [
        (one["clock"], one["direction"], one["days"] or "", one["working_days"] or "", one["urgent_hours"] or "",
         one["article"])
        for one in data["clocks"]
    ]  # fmt: skip
    head = f"zone {calendar['zone']}, closed on {closed}\n\n"
    return head + table(rows, "clock", "", "days", "working days", "urgent hours", "article")


@click.command()
@click.option(
    "--year", type=click.IntRange(1900, 2999), help="The year in which requests were opened; this one unless given."
)
@json_option
def statistics(year: int | None, as_json: bool) -> None:
    """The figures of requests: how many, how long, with which outcome; no group under five is told."""
    from django.utils import timezone

    from cjin.requests.queries.figures import figures_of, this_year
    from cjin.requests.rules.figures.report import plain

    asked = year or this_year(timezone.now())
    rows = [{"year": asked, **plain(one)} for one in figures_of(asked)]
    emit(rows, as_json=as_json, human=_figures)


def _figures(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return "Nothing can be told of this year."
    told = ("direction", "figure", "group", "count", "median", "ninetieth", "amount")
    cells = [tuple("" if row[name] is None else row[name] for name in told) for row in rows]
    return table(cells, *told)


@click.command()
@click.option("--late", is_flag=True, help="Only what is late.")
@json_option
def due(late: bool, as_json: bool) -> None:
    """What is due in which request, the first first; sealed requests are for their members, and not here."""
    from django.utils import timezone

    from cjin.requests.actions.deadlines import begin_again
    from cjin.requests.queries.deadlines import as_running, deadlines
    from cjin.requests.queries.timetables import hours

    now, open_hours = timezone.now(), hours()
    begin_again(now=now)
    found = deadlines(None, today=timezone.localdate(now))
    running = [(one, as_running(one, open_hours, now)) for one in (found.filter(due__lte=now) if late else found)]
    rows = [
        {"reference": row.request.reference, "clock": row.clock, "about": row.measure, "due": one.due.isoformat(),
         "standing": str(one.standing)}
        for row, one in running
    ]  # fmt: skip
    emit(
        rows, as_json=as_json, human=lambda r: table([tuple(x.values()) for x in r], "request", "clock", "", "due", "")
    )


@click.command()
@click.argument("reference")
@click.argument("act")
@click.option("--measure", default="", help="The measure that the act is about.")
@click.option("--revision", type=click.IntRange(1), help="Only if nobody has changed the request since this revision.")
@click.option("--detail", "told", multiple=True, help="What is told with it, as NAME=TEXT; may be given several times.")
@json_option
def act(reference: str, act: str, measure: str, revision: int | None, told: tuple[str, ...], as_json: bool) -> None:
    """Do ACT with the request REFERENCE, or write down that the other State did it."""
    from django.utils import timezone

    from cjin.requests.actions.cases import act as do
    from cjin.requests.rules.case.details import checked_detail

    parts = [one.partition("=") for one in told]
    if wrong := [name for name, sign, _ in parts if not sign]:
        raise click.UsageError(f"--detail is NAME=TEXT: {wrong[0]}")
    detail = checked_detail({name: _value(text) for name, _, text in parts})
    done = do(
        reference=reference, act=act, revision=revision, measure=measure, detail=detail, by=None, now=timezone.now()
    )
    data = {"reference": done.reference, "state": done.state, "revision": done.revision}
    emit(data, as_json=as_json, human=lambda found: f"{found['reference']}: {found['state']}")


def _value(text: str) -> str | bool:
    """Yes and no are told as such."""
    return {"yes": True, "no": False}.get(text, text)
