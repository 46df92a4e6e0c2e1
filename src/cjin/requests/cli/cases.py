"""``cjin requests timetable | statistics``: the clocks of this node, and the figures of its requests."""

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

    from cjin.requests.queries.figures import figures_of
    from cjin.requests.rules.figures.report import plain

    asked = year or timezone.localdate().year
    rows = [{"year": asked, **plain(one)} for one in figures_of(asked)]
    emit(rows, as_json=as_json, human=_figures)


def _figures(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return "Nothing can be told of this year."
    told = ("direction", "figure", "group", "count", "median", "ninetieth", "amount")
    cells = [tuple("" if row[name] is None else row[name] for name in told) for row in rows]
    return table(cells, *told)
