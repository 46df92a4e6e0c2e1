"""``cjin directory who | list | show | members | due``: questions to the directory."""

from datetime import date, datetime
from typing import Any

import click

from cjin.core.cli.output import emit, json_option, table
from cjin.core.rules.tables import FORMATS
from cjin.directory.rules.kinds import Function

DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("state")
@click.argument("kind", type=click.Choice([str(one) for one in Function]))
@click.option("--offence", default="", help="A category of ICCS: 0101.")
@click.option("--place", default="", help="A part of the State.")
@click.option("--instrument", default="", help="The work under which help is asked: untoc-2000.")
@click.option("--measure", default="", help="The kind of assistance: bank-records.")
@click.option("--urgent", is_flag=True, help="Ask for the way of urgent requests.")
@click.option("--date", "day", type=DAY, help="The day that is asked for; today unless given.")
@json_option
def who(state: str, kind: str, day: datetime | None, as_json: bool, **narrowed: Any) -> None:
    """Who in STATE is competent for KIND of request?"""
    from cjin.core.rules.identifiers import StateCode
    from cjin.directory.queries.entries import THE_NODE, competent
    from cjin.directory.rules.competence import Question
    from cjin.directory.rules.telling import told_answer

    question = Question(StateCode.of(state), Function(kind), _day(day), **narrowed)
    emit(told_answer(competent(THE_NODE, question)), as_json=as_json, human=_answer)


def _answer(told: dict[str, Any]) -> str:
    if not told["competent"]:
        return f"Not known: {told['unknown']}."
    rows = [
        (
            one["body"],
            one["name"],
            one["channel"] and f"{one['channel']['kind']} {one['channel'].get('address', '')}".strip(),
            " ".join(one["languages"]),
            one["freshness"] + (f" {one['verified']}" if one["verified"] else ""),
            "; ".join(one["reasons"]),
        )
        for one in told["competent"]
    ]
    return table(rows, "body", "name", "by", "languages", "verified", "because")


@click.command("list")
@click.argument("state", required=False)
@click.option("--date", "day", type=DAY, help="The day that is asked for; today unless given.")
@click.option("--as", "form", type=click.Choice(list(FORMATS)), help="Write a file of this format.")
@click.option("--to", default="-", show_default=True, type=click.Path(dir_okay=False), help="The file to write.")
@json_option
def list_(state: str | None, day: datetime | None, form: str | None, to: str, as_json: bool) -> None:
    """What the directory knows, of all States or of STATE; with --as a file that `load` takes again."""
    from cjin.directory.queries.entries import THE_NODE, known_on
    from cjin.directory.rules.files import known_as_data, written

    found = [one.known for one in known_on(THE_NODE, _day(day), state=(state or "").upper())]
    if form:
        with click.open_file(to, "wb") as out:
            out.write(written(found, form))
        return
    emit([known_as_data(one) for one in found], as_json=as_json, human=_listed)


def _listed(rows: list[dict[str, Any]]) -> str:
    found = [(r.get("state"), r["body"], r["kind"], r["since"], r.get("verified")) for r in rows]
    return table(found, "State", "body", "kind", "since", "verified")


@click.command()
@click.argument("body")
@click.option("--date", "day", type=DAY, help="The day that is asked for; today unless given.")
@json_option
def show(body: str, day: datetime | None, as_json: bool) -> None:
    """What is known of BODY on a day."""
    import json

    from cjin.core.rules.errors import NotFound
    from cjin.directory.queries.entries import THE_NODE, body_for, known_on
    from cjin.directory.rules.files import known_as_data

    found = known_on(THE_NODE, _day(day), slug=body_for(THE_NODE, body).slug)
    if not found:
        raise NotFound(f"Nothing is known of “{body}” on {_day(day)}.")
    emit(known_as_data(found[0].known), as_json=as_json, human=lambda r: json.dumps(r, ensure_ascii=False, indent=2))


@click.command()
@click.argument("body")
@click.option("--date", "day", type=DAY, help="The day that is asked for; today unless given.")
@json_option
def members(body: str, day: datetime | None, as_json: bool) -> None:
    """The posts of BODY, who holds them on a day, and how many are open."""
    from cjin.directory.queries.entries import THE_NODE, body_for
    from cjin.directory.queries.posts import posts_of

    rows = [
        {
            "post": one.post.slug,
            "seats": one.post.seats,
            "open": one.open,
            "held_by": [
                {"holder": term.holder, "state": term.state, "since": term.since, "until": term.until}
                for term in one.terms
            ],
        }
        for one in posts_of(body_for(THE_NODE, body), _day(day))
    ]
    emit(rows, as_json=as_json, human=_members)


def _members(rows: list[dict[str, Any]]) -> str:
    found = [
        (r["post"], r["seats"], r["open"], ", ".join(h["holder"] or h["state"] for h in r["held_by"])) for r in rows
    ]
    return table(found, "post", "seats", "open", "held by")


@click.command()
@click.option("--date", "day", type=DAY, help="The day that is asked for; today unless given.")
@json_option
def due(day: datetime | None, as_json: bool) -> None:
    """The entries that are to be verified again: not at all, or not within 180 days."""
    from cjin.directory.queries.entries import THE_NODE, due_on

    rows = [
        {"body": one.body.slug, "freshness": str(fresh), "verified": one.known.verified}
        for one, fresh in due_on(THE_NODE, _day(day))
    ]
    emit(
        rows,
        as_json=as_json,
        human=lambda found: table([tuple(row.values()) for row in found], "body", "", "verified"),
    )


def _day(day: datetime | None) -> date:
    from django.utils import timezone

    return day.date() if day else timezone.localdate()
