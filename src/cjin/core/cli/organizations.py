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


@organization.command("change")
@click.argument("number", type=click.IntRange(1))
@click.option("--name", "names", type=LanguageText(), multiple=True, help="Such as en=Ministry; those not named stay.")
@click.option("--kind", type=click.Choice(list(map(str, OrganizationKind))), help="What kind of body.")
@click.option("--state", help="The State that it is a body of; of the body that runs the node, the State of the node.")
@json_option
def change(number: int, names: tuple[tuple[str, str], ...], kind: str | None, state: str | None, as_json: bool) -> None:
    """Change the organization NUMBER (“list” has the numbers)."""
    from cjin.core.actions.organizations import change_organization
    from cjin.core.queries.organizations import organization_of

    found = organization_of(number)
    made = change_organization(
        organization=found, name={**found.name, **dict(names)}, kind=OrganizationKind(kind or found.kind),
        state_code=found.state_code if state is None else state, by=None, now=now(),
    )  # fmt: skip
    told = {"id": made.pk, "name": made.name, "state": made.state_code}
    emit(told, as_json=as_json, human=lambda _: f"{made.pk}  {made}  {made.state_code}")


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
