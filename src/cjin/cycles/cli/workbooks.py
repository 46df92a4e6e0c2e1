"""``cjin cycles workbook | take``: the form as a spreadsheet, and back."""

from pathlib import Path
from typing import Any

import click

from cjin.core.cli.output import emit, json_option
from cjin.core.cli.values import now
from cjin.core.rules.identifiers import Language


@click.command()
@click.argument("round_", metavar="ROUND")
@click.argument("respondent")
@click.option("--language", type=click.Choice(Language.ALL), default="en", show_default=True, help="Its language.")
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file to write."
)
def workbook(round_: str, respondent: str, language: str, output: Path) -> None:
    """Write the form of ROUND for RESPONDENT (a State code) as an XLSX workbook, with what was answered so far."""
    from cjin.cycles.queries.replying import own_reply
    from cjin.cycles.queries.workbooks import sheet_of
    from cjin.cycles.rules.workbook.writing import as_workbook

    seen = own_reply(None, round_, respondent.upper(), today=now().date())
    output.write_bytes(as_workbook(sheet_of(seen.respondent, language)))


@click.command()
@click.argument("round_", metavar="ROUND")
@click.argument("respondent")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--look", is_flag=True, help="Say what would change, and change nothing.")
@click.option(
    "--of-workbook",
    multiple=True,
    metavar="QUESTION",
    help="Where both sides changed this question, take the workbook's reply.",
)
@json_option
def take(round_: str, respondent: str, file: Path, look: bool, of_workbook: tuple[str, ...], as_json: bool) -> None:
    """Take a filled workbook FILE of RESPONDENT. What is wrong is told by sheet and cell; nothing is overwritten."""
    from cjin.cycles.actions.importing import look as look_at
    from cjin.cycles.actions.importing import take as take_in
    from cjin.cycles.queries.replying import own_reply

    moment = now()
    found = own_reply(None, round_, respondent.upper(), today=moment.date()).respondent
    if look:
        looked = look_at(respondent=found, path=file, by=None, now=moment)
    else:
        looked = take_in(respondent=found, path=file, of_workbook=of_workbook, by=None, now=moment)
    emit(looked.as_data(), as_json=as_json, human=_told)
    if looked.faults or looked.differs:
        raise click.exceptions.Exit(1)


def _told(data: dict[str, Any]) -> str:
    lines = [f"{len(data['changes'])} changed, {data['unchanged']} as they were"]
    lines += data["notes"]
    lines += [
        f"{one['place']}: both sides changed {one['question']} (--of-workbook takes this one)"
        for one in data["differs"]
    ]
    lines += [f"{one['where']}: {one['message']}" for one in data["faults"]]
    return "\n".join(lines)
