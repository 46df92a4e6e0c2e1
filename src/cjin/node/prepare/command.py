"""``cjin prepare``."""

from datetime import UTC, datetime

import click


@click.command(
    "prepare", help="Make the node ready: folders, messages, database, static files, catalogue, first administrator."
)
def prepare() -> None:
    """Run the steps and tell each."""
    import django

    django.setup()
    from cjin.node.prepare import prepare as run_steps

    run_steps(now=datetime.now(UTC), say=click.echo)
