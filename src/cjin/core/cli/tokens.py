"""``cjin core token``: secrets with which a person's programs use the API."""

from datetime import timedelta

import click

from cjin.core.cli.output import emit, json_option, table
from cjin.core.cli.values import now
from cjin.core.rules.duties import READ, SCOPES


@click.group("token")
def token() -> None:
    """Secrets with which programs use the API."""


@token.command("create")
@click.argument("username")
@click.argument("name")
@click.option(
    "--scope", "scopes", type=click.Choice(sorted(SCOPES)), multiple=True, default=(READ,), show_default=True,
    help="What it extends to; repeat.",
)  # fmt: skip
@click.option("--days", type=click.IntRange(1, 366), default=90, show_default=True, help="How long it lasts.")
@json_option
def create(username: str, name: str, scopes: tuple[str, ...], days: int, as_json: bool) -> None:
    """Make a token for a person; its secret is printed here and stored nowhere."""
    from cjin.core.actions.tokens import create_token
    from cjin.core.queries.people import person_named

    moment = now()
    made = create_token(
        person=person_named(username),
        name=name,
        scopes=scopes,
        expires=moment + timedelta(days=days),
        by=None,
        now=moment,
    )
    data = {"id": made.token.pk, "secret": made.secret, "scopes": made.token.scopes, "expires": made.token.expires_at}
    emit(
        data,
        as_json=as_json,
        human=lambda _: f"{made.secret}\nShown this once; it ends on {made.token.expires_at.date()}.",
    )


@token.command("revoke")
@click.argument("number", type=int)
@json_option
def revoke(number: int, as_json: bool) -> None:
    """End a token (its number, see `token list`) at once."""
    from cjin.core.actions.tokens import revoke_token
    from cjin.core.queries.tokens import token_numbered

    found = token_numbered(number)
    revoke_token(token=found, by=None, now=now())
    emit({"id": number, "revoked": True}, as_json=as_json, human=lambda _: f"“{found}” is revoked.")


@token.command("list")
@click.option("--person", "username", default=None, help="Only this person's.")
@json_option
def listed(username: str | None, as_json: bool) -> None:
    """Tokens that were not revoked."""
    from cjin.core.queries.people import person_named
    from cjin.core.queries.tokens import tokens_of

    found = [
        {"id": one.pk, "person": one.person.username, "name": one.name, "scopes": one.scopes, "expires": one.expires_at,
         "last_used": one.last_used_at}
        for one in tokens_of(person_named(username) if username else None)
    ]  # fmt: skip
    rows = [
        (
            row["id"],
            row["person"],
            row["name"],
            ", ".join(row["scopes"]),
            f"{row['expires']:%Y-%m-%d}",
            row["last_used"],
        )
        for row in found
    ]
    emit(found, as_json=as_json, human=lambda _: table(rows, "id", "person", "name", "scopes", "expires", "last used"))
