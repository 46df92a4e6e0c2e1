"""``cjin core post``: posts, and who holds them from when to when."""

from datetime import date

import click

from cjin.core.cli.output import emit, json_option, table
from cjin.core.cli.values import Day, LanguageText, now
from cjin.core.rules.duties import Duty


@click.group("post")
def post() -> None:
    """Posts and who holds them."""


@post.command("create")
@click.argument("organization", type=int)
@click.option("--title", "titles", type=LanguageText(), multiple=True, required=True, help="Such as en=Editor; repeat.")
@click.option(
    "--duty", "duties", type=click.Choice(list(map(str, Duty))), multiple=True, help="What its holder may do."
)
@json_option
def create(organization: int, titles: tuple[tuple[str, str], ...], duties: tuple[str, ...], as_json: bool) -> None:
    """Make a post in an organization (its number, see `organization list`)."""
    from cjin.core.actions.organizations import create_post
    from cjin.core.queries.organizations import organization_of

    made = create_post(
        organization=organization_of(organization), title=dict(titles), duties=duties, by=None, now=now()
    )
    data = {"id": made.pk, "title": made.title, "duties": made.duties}
    emit(data, as_json=as_json, human=lambda _: f"{made.pk}  {made}  {', '.join(made.duties)}")


@post.command("appoint")
@click.argument("post_number", metavar="POST", type=int)
@click.argument("username")
@click.option("--from", "held_from", type=Day(), default=None, help="The first day.  [default: today]")
@click.option("--to", "held_to", type=Day(), default=None, help="The last day.  [default: until further notice]")
@json_option
def appoint(post_number: int, username: str, held_from: date | None, held_to: date | None, as_json: bool) -> None:
    """Let a person hold a post (its number, see `post list`)."""
    from cjin.core.actions import organizations as actions
    from cjin.core.queries.organizations import post_of
    from cjin.core.queries.people import person_named

    moment = now()
    made = actions.appoint(
        person=person_named(username),
        post=post_of(post_number),
        held_from=held_from or moment.date(),
        held_to=held_to,
        by=None,
        now=moment,
    )
    data = {"id": made.pk, "person": username, "post": post_number, "from": made.held_from, "to": made.held_to}
    emit(data, as_json=as_json, human=lambda _: f"{username} holds {made.post} from {made.held_from}")


@post.command("end")
@click.argument("holding", type=int)
@click.option("--on", type=Day(), default=None, help="The last day.  [default: today]")
@json_option
def end(holding: int, on: date | None, as_json: bool) -> None:
    """Let a holding (its number, see `post list`) end with a day."""
    from cjin.core.actions.organizations import end_holding
    from cjin.core.queries.organizations import holding_of

    moment = now()
    ended = end_holding(holding=holding_of(holding), last_day=on or moment.date(), by=None, now=moment)
    data = {"id": ended.pk, "to": ended.held_to}
    emit(data, as_json=as_json, human=lambda _: f"{ended} ends on {ended.held_to}")


@post.command("deputy")
@click.argument("post_number", metavar="POST", type=int)
@click.argument("deputy_number", metavar="[DEPUTY]", type=int, required=False)
@json_option
def deputy(post_number: int, deputy_number: int | None, as_json: bool) -> None:
    """Name the post whose holders are told what is late at POST; none where DEPUTY is left out."""
    from cjin.core.actions.organizations import set_deputy
    from cjin.core.queries.organizations import post_of

    named = post_of(deputy_number) if deputy_number is not None else None
    made = set_deputy(post=post_of(post_number), deputy=named, by=None, now=now())
    data = {"id": made.pk, "deputy": made.deputy_id}
    emit(data, as_json=as_json, human=lambda _: f"{made}: {made.deputy or 'no deputy'}")


@post.command("list")
@json_option
def listed(as_json: bool) -> None:
    """All posts with their duties and holders."""
    from cjin.core.queries.organizations import posts

    found = posts()
    rows = [
        (
            row["id"],
            row["title"],
            row["organization"],
            ", ".join(row["duties"]),
            "; ".join(map(_holder, row["holdings"])),
        )
        for row in found
    ]
    emit(found, as_json=as_json, human=lambda _: table(rows, "id", "post", "organization", "duties", "held by"))


def _holder(holding: dict[str, object]) -> str:
    return f"{holding['person']} {holding['from']} to {holding['to'] or '…'} ({holding['id']})"
