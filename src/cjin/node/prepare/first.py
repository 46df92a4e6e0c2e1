"""The first command on a new SQLite node prepares it, so that nobody meets a database without tables."""

from datetime import UTC, datetime

import click


def prepare_if_new() -> None:
    """Prepare the node where SQLite is used and no table stands in it yet; what is done is told on standard error."""
    from django.db import connection

    if connection.vendor != "sqlite" or connection.introspection.table_names():
        return
    from cjin.node.prepare import prepare

    prepare(now=datetime.now(UTC), say=lambda line: click.echo(line, err=True))
