"""``cjin texts``: read, import, publish and export the texts of instruments."""

import click

from cjin.texts.cli.changing import fetch, import_, load, publish
from cjin.texts.cli.exporting import export
from cjin.texts.cli.following import citations, commitments, confirm, mandates, parallels
from cjin.texts.cli.reading import parse
from cjin.texts.cli.showing import list_
from cjin.texts.cli.status import status

group = click.Group("texts", help="Texts of instruments: read, import, publish, find.")
for command in (
    parse,
    import_,
    publish,
    fetch,
    load,
    export,
    list_,
    commitments,
    mandates,
    citations,
    parallels,
    confirm,
    status,
):
    group.add_command(command)
