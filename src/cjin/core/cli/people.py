"""``cjin core person``: accounts."""

import click

from cjin.core.cli.output import emit, json_option, table
from cjin.core.cli.values import now


@click.group("person")
def person() -> None:
    """People who sign in."""


@person.command("create")
@click.argument("username")
@click.argument("email")
@click.option("--name", default="", help="The name of the person, as it stands under letters.")
@json_option
def create(username: str, email: str, name: str, as_json: bool) -> None:
    """Make an account; its one-time password is printed here and stored nowhere."""
    from cjin.core.actions.people import create_person

    made = create_person(username=username, email=email, full_name=name, by=None, now=now())
    _show(made.person.username, made.password, as_json=as_json)


@person.command("password")
@click.argument("username")
@json_option
def password(username: str, as_json: bool) -> None:
    """Replace a lost password by a one-time password."""
    from cjin.core.actions.people import issue_one_time_password
    from cjin.core.queries.people import person_named

    made = issue_one_time_password(person=person_named(username), by=None, now=now())
    _show(made.person.username, made.password, as_json=as_json)


@person.command("reset-authenticators")
@click.argument("username")
@json_option
def reset_authenticators(username: str, as_json: bool) -> None:
    """Take away the second factors and passkeys of somebody who lost them."""
    from cjin.core.actions import people as actions
    from cjin.core.queries.people import person_named

    removed = actions.reset_authenticators(person=person_named(username), by=None, now=now())
    data = {"username": username, "removed": removed}
    emit(data, as_json=as_json, human=lambda _: f"{removed} authenticators of {username} are gone.")


@person.command("deactivate")
@click.argument("username")
@json_option
def deactivate(username: str, as_json: bool) -> None:
    """Let somebody sign in no more; what the person did stays."""
    from cjin.core.actions.people import deactivate_person
    from cjin.core.queries.people import person_named

    deactivate_person(person=person_named(username), by=None, now=now())
    emit({"username": username, "active": False}, as_json=as_json, human=lambda _: f"{username} signs in no more.")


@person.command("activate")
@click.argument("username")
@json_option
def activate(username: str, as_json: bool) -> None:
    """Let somebody sign in again."""
    from cjin.core.actions.people import activate_person
    from cjin.core.queries.people import person_named

    activate_person(person=person_named(username), by=None, now=now())
    emit({"username": username, "active": True}, as_json=as_json, human=lambda _: f"{username} may sign in again.")


@person.command("list")
@json_option
def listed(as_json: bool) -> None:
    """Everybody who has an account, and the posts they hold today."""
    from cjin.core.queries.people import people

    rows = people(today=now().date())
    columns = [
        (row["username"], row["email"], "yes" if row["active"] else "no", "; ".join(row["posts"])) for row in rows
    ]
    emit(rows, as_json=as_json, human=lambda _: table(columns, "name", "e-mail", "active", "posts"))


def _show(username: str, secret: str, *, as_json: bool) -> None:
    data = {"username": username, "one_time_password": secret}
    text = f"{username} signs in with the one-time password {secret} (shown this once)"
    emit(data, as_json=as_json, human=lambda _: text)
