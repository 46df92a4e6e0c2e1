"""``cjin reference``: States, groups, languages and topics."""

from datetime import date
from typing import Any

import click

from cjin.core.cli.output import emit, json_option, table
from cjin.core.cli.values import Day, now
from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.identifiers import Language


@click.group("reference")
def group() -> None:
    """States, groups, languages and topics."""


on_option = click.option(
    "--on", type=Day(), default=None, help="The day to ask for, such as 2021-12-16.  [default: today]"
)
language_option = click.option(
    "--language", type=click.Choice(Language.ALL), default="en", show_default=True, help="Language of the names."
)


@group.command("states")
@on_option
@click.option("--group", "group_slug", default="", help="Only members of this group, such as ldc.")
@click.option("--standing", default="", help="Only member, observer, former or other.")
@language_option
@json_option
def states(on: date | None, group_slug: str, standing: str, language: str, as_json: bool) -> None:
    """States and areas on a day; without a group or a standing the Member States of that day."""
    from .queries import states as queries

    day = on or now().date()
    standing = standing or ("" if group_slug else "member")
    found = queries.in_reading_order(queries.listed(day=day, group_slug=group_slug, standing=standing), language)
    source = queries.states_source()
    rows = [queries.plain(state, day) for state in found]
    data: dict[str, Any] = {
        "on": day,
        "as_of": source.as_of,
        "source": source.source,
        "total": len(rows),
        "states": rows,
    }
    emit(data, as_json=as_json, human=lambda content: _states_table(content["states"], language, day))


def _states_table(rows: list[dict[str, Any]], language: str, day: date) -> str:
    cells = [
        (row["iso3"], row["names"].get(language), row["standing"], row["member_since"], " ".join(row["groups"]))
        for row in rows
    ]
    return table(cells, "code", "name", "standing", "member since", "groups") + f"\n\n{len(rows)} on {day}"


@group.command("groups")
@on_option
@language_option
@json_option
def groups(on: date | None, language: str, as_json: bool) -> None:
    """Groups of States, and how many are in each on a day."""
    from .queries import states as queries

    sizes = queries.group_sizes(on or now().date())
    data: list[dict[str, Any]] = [
        {"slug": one.pk, "kind": one.kind, "names": dict(one.names), "as_of": one.as_of, "size": sizes.get(one.pk, 0)}
        for one in queries.groups()
    ]
    rows = [(one["slug"], one["names"].get(language), one["size"], one["as_of"]) for one in data]
    emit(data, as_json=as_json, human=lambda _: table(rows, "group", "name", "members", "as of"))


@group.command("members")
@click.argument("group_slug", metavar="GROUP")
@on_option
@language_option
@json_option
def members(group_slug: str, on: date | None, language: str, as_json: bool) -> None:
    """Who is in a group on a day, and since when."""
    from .queries import states as queries

    day = on or now().date()
    data: list[dict[str, Any]] = [
        {"state": one.state_id, "names": dict(one.state.names), "since": one.since, "certain": one.certain(day)}
        for one in queries.members_of(group_slug, day)
    ]
    rows = [
        (one["state"], one["names"].get(language), one["since"], "" if one["certain"] else "supposed") for one in data
    ]
    emit(data, as_json=as_json, human=lambda _: table(rows, "code", "name", "since", "") + f"\n\n{len(rows)} on {day}")


@group.command("topics")
@language_option
@json_option
def topics(language: str, as_json: bool) -> None:
    """The topic scheme as a tree."""
    from .queries import topics as queries

    found = [(depth, one) for top in queries.topic_tree() for depth, one in top.walk()]
    data = [
        {"slug": one.pk, "broader": one.broader_id, "prefLabel": dict(one.pref_label), "exactMatch": one.exact_match}
        for _, one in found
    ]
    lines = [f"{'  ' * depth}{one.pref_label.get(language)}  ({one.pk})" for depth, one in found]
    emit(data, as_json=as_json, human=lambda _: "\n".join(lines))


@group.command("skos")
@click.option("--scheme", default="", help="Address of the scheme; its topics stand below it.")
def skos(scheme: str) -> None:
    """The topic scheme as SKOS in Turtle."""
    from django.conf import settings

    from .queries import topics as queries
    from .rules.skos import turtle

    address = scheme or f"{settings.CJIN_ADDRESS or 'http://127.0.0.1:8000'}/topics"
    if any(character in address for character in '<>"{}|^`\\ ') or "://" not in address:
        raise Invalid(
            "The scheme has no address.", [Fault("--scheme", "an address such as https://cjin.example.org/topics")]
        )
    click.echo(turtle(address, [one for top in queries.topic_tree() for _, one in top.walk()]), nl=False)


@group.command("load")
@json_option
def load(as_json: bool) -> None:
    """Bring States, groups and topics to what the catalogue says; any number of times."""
    from .actions import load as load_catalogue

    done = load_catalogue(now=now())
    words = f"{done.made} made, {done.changed} changed, {done.removed} removed, {done.kept} kept though gone"
    emit(done, as_json=as_json, human=lambda _: words)
