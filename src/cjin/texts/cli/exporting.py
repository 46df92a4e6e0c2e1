"""``cjin texts export``."""

import sys
from pathlib import Path

import click

ENDINGS = ("akn.xml", "json", "html", "txt", "docx", "pdf")


@click.command("export")
@click.argument("expression", metavar="EXPRESSION")
@click.option(
    "--format", "ending", type=click.Choice(ENDINGS), default="akn.xml", show_default=True, help="The format."
)
@click.option("--output", "-o", default="-", help="The file to write, - for standard output.")
def export(expression: str, ending: str, output: str) -> None:
    """Write EXPRESSION (kyoto-2021@en.1) in one of the formats."""
    from cjin.texts.queries.editions import edition_of
    from cjin.texts.queries.expressions import text_by_key
    from cjin.texts.rules.export import write

    data = write(edition_of(text_by_key(expression, None)), ending)
    if output == "-":
        sys.stdout.buffer.write(data)
    else:
        Path(output).write_bytes(data)
