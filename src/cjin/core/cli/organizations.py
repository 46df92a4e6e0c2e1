"""``cjin core organization``: bodies whose people sign in here."""

import click

from cjin.core.cli.output import emit, json_option, table
from cjin.core.cli.values import LanguageText, now
from cjin.core.rules.organizations import OrganizationKind


@click.group("organization")
def organization() -> None:
    """Bodies whose people sign in here."""


@organization.command("create")
@click.option("--name", "names", type=LanguageText(), multiple=True, required=True, help="Such as en=Ministry; repeat.")
@click.option("--kind", type=click.Choice(list(map(str, OrganizationKind))), required=True, help="What kind of body.")
@click.option("--state", default=None, help="The State that it is a body of, or sits in, such as KEN.")
@json_option
def create(names: tuple[tuple[str, str], ...], kind: str, state: str | None, as_json: bool) -> None:
    """Make an organization."""
    from cjin.core.actions.organizations import create_organization

    made = create_organization(name=dict(names), kind=OrganizationKind(kind), state_code=state, by=None, now=now())
    emit({"id": made.pk, "name": made.name}, as_json=as_json, human=lambda _: f"{made.pk}  {made}")


@organization.command("list")
@json_option
def listed(as_json: bool) -> None:
    """All organizations."""
    from cjin.core.queries.organizations import organizations

    found = organizations()
    rows = [
        (row["id"], row["name"].get("en") or next(iter(row["name"].values())), row["kind"], row["state"])
        for row in found
    ]
    emit(found, as_json=as_json, human=lambda _: table(rows, "id", "name", "kind", "State"))
