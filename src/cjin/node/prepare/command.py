"""``cjin prepare``."""

from datetime import UTC, datetime

import click

from cjin.core.cli.output import emit, json_option


@click.command(
    "prepare",
    help="Make the node ready: folders, messages, database, static files, map, catalogue, index, first administrator.",
)
@json_option
def prepare(as_json: bool) -> None:
    """Run the steps and tell each."""
    import django

    django.setup()
    from cjin.node.prepare import prepare as run_steps

    done = run_steps(now=datetime.now(UTC), say=lambda line: click.echo(line, err=as_json))
    if as_json:
        emit(done, as_json=True, human=str)
