"""``cjin cycles compilation | report | check-report``: what the replies say together."""

from pathlib import Path
from typing import Any

import click

from cjin.core.cli.output import emit, json_option, table
from cjin.core.cli.values import now
from cjin.core.rules.identifiers import Language


@click.command()
@click.argument("round_", metavar="ROUND")
@json_option
def compilation(round_: str, as_json: bool) -> None:
    """The response by regional group, and how far each provision is implemented, by the replies to ROUND."""
    from cjin.cycles.queries.compiled import compiled
    from cjin.cycles.queries.rounds import round_named

    emit(compiled(round_named(round_), "en", now=now()), as_json=as_json, human=_compiled)


def _compiled(data: dict[str, Any]) -> str:
    groups = table(
        [(one["name"], one["asked"], one["replied"], f"{one['per_cent']} %") for one in data["response"]],
        "group",
        "asked",
        "replied",
        "",
    )
    heads = tuple(data["provisions"][0]["practice"]) if data["provisions"] else ()
    rows = [(one["paragraph"], *(one["practice"][code] for code in heads)) for one in data["provisions"]]
    return f"{groups}\n\n{table(rows, 'in practice', *heads)}"


@click.command()
@click.argument("round_", metavar="ROUND")
@click.option("--language", type=click.Choice(Language.ALL), default="en", show_default=True, help="Its language.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["docx", "pdf", "html"]),
    default="docx",
    show_default=True,
    help="Its format.",
)
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file to write."
)
def report(round_: str, language: str, form: str, output: Path) -> None:
    """Write the draft report of the Secretary-General on ROUND, with the edits that were made in it."""
    from cjin.cycles.queries.documents import document_of
    from cjin.cycles.queries.rounds import round_named

    output.write_bytes(document_of(round_named(round_), language, form, now=now()))


@click.command("check-report")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def check_report(file: Path, as_json: bool) -> None:
    """Work out every number of a report FILE (DOCX) once more; exit 1 where one is not what the replies say."""
    from cjin.cycles.queries.documents import wrong_in

    wrong = wrong_in(file.read_bytes(), now=now())
    rows = [{"where": one.where, "message": one.message, "text": one.text} for one in wrong]
    emit(rows, as_json=as_json, human=_wrong)
    if wrong:
        raise click.exceptions.Exit(1)


def _wrong(rows: list[dict[str, Any]]) -> str:
    return (
        "\n".join(f"{one['where']}: {one['message']}\n    {one['text'][:200]}" for one in rows)
        or "Every number is right."
    )
