"""``cjin requests kinds | check``: what a request has to hold, and what a draft lacks."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from cjin.core.cli.output import emit, json_option, table
from cjin.requests.rules.wording import ENGLISH, LANGUAGES, words


@click.command()
@click.argument("kind", required=False)
@click.option(
    "--language", type=click.Choice(LANGUAGES), default=ENGLISH, show_default=True, help="Of titles and questions."
)
@json_option
def kinds(kind: str | None, language: str, as_json: bool) -> None:
    """The kinds of requests, or what KIND has to hold, item by item with the articles that ask for it."""
    from cjin.requests.rules.writing.kinds import kind_named
    from cjin.requests.rules.writing.kinds import kinds as all_kinds

    said = words(language)
    if kind is None:
        rows = [
            {
                "kind": one.kind,
                "version": one.version,
                "title": said.kind(one.kind),
                "measures": [m.measure for m in one.measures],
            }
            for one in all_kinds().values()
        ]
        emit(rows, as_json=as_json, human=lambda r: table([(x["kind"], x["title"]) for x in r], "kind", "title"))
        return
    one = kind_named(kind)
    items = [
        {"item": item.item, "asks": said.question(one.kind, item.item), "type": str(item.type),
         "mandatory": item.mandatory, "articles": list(item.articles)}
        for item in one.items([measure.measure for measure in one.measures])
    ]  # fmt: skip
    emit(items, as_json=as_json, human=_items)


def _items(rows: list[dict[str, Any]]) -> str:
    found = [(r["item"], "must" if r["mandatory"] else "", r["asks"], " ".join(r["articles"][:2])) for r in rows]
    return table(found, "item", "", "question", "asked by")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day that is asked for; today unless given.")
@json_option
def check(file: Path, day: datetime | None, as_json: bool) -> None:
    """Say what is still missing or wrong in the draft of FILE: JSON, as a node gives it to download too."""
    from django.utils import timezone

    from cjin.directory.queries.entries import THE_NODE
    from cjin.requests.queries.surroundings import missing_in
    from cjin.requests.queries.timetables import office_day
    from cjin.requests.rules.letter.data import read_file

    read = read_file(file.read_bytes(), file.name)
    today: date = day.date() if day else office_day(timezone.now())
    found = missing_in(read.draft, THE_NODE, today, read.wordings)
    rows = [
        {"item": one.item, "gap": str(one.gap), "about": one.about, "articles": list(one.articles)} for one in found
    ]
    emit(rows, as_json=as_json, human=_missing)


def _missing(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return "Nothing is missing: the request can be approved."
    return table(
        [(r["item"], r["gap"], r["about"], " ".join(r["articles"][:2])) for r in rows], "item", "", "", "asked by"
    )
