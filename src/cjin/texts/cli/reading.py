"""``cjin texts parse``: read a file and show what is in it, without a database."""

import sys
from pathlib import Path
from typing import Any

import click

from cjin.core.cli.output import emit, json_option
from cjin.core.rules.errors import Fault, Invalid
from cjin.texts.rules.lexicon import LANGUAGES
from cjin.texts.rules.parse import parse as read_structure
from cjin.texts.rules.reading import MAX_BYTES, read_bytes, read_path
from cjin.texts.rules.report import report
from cjin.texts.rules.source import Source

file_argument = click.argument("file", metavar="FILE")
language_option = click.option(
    "--language", type=click.Choice(LANGUAGES), help="The language of the text, if it should not be guessed."
)


def source_of(file: str) -> Source:
    """The file of that name, or standard input for "-"."""
    if file == "-":
        return read_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input")
    return read_path(Path(file))


@click.command()
@file_argument
@language_option
@json_option
def parse(file: str, language: str | None, as_json: bool) -> None:
    """Show the instruments in FILE with every provision, note, doubt and cleaning step. Nothing is stored."""
    document = read_structure(source_of(file), language)
    if not document.instruments:
        faults = [Fault(f"{file}, lines {w.lines[0]}-{w.lines[1]}", w.message) for w in document.warnings]
        raise Invalid(f"No instrument was found in {file}.", faults)
    emit(report(document), as_json=as_json, human=_outline)


def _outline(found: dict[str, Any]) -> str:
    lines = []
    for instrument in found["instruments"]:
        lines += [f"{instrument['instrument_id']}  {instrument['title']}", _facts(instrument)]
        for unit in instrument["operative"]:
            own = unit["id"].partition("/")[2]
            lines.append(f"  {'  ' * own.count('__')}{own}: {unit['text'][:90]}")
        lines += [f"  ! lines {w['lines'][0]}-{w['lines'][1]}: {w['message']}" for w in instrument["warnings"]]
    lines.append(f"{len(found['cleaning'])} cleaning steps; --json shows them all.")
    return "\n".join(lines)


def _facts(instrument: dict[str, Any]) -> str:
    facts = [instrument["symbol"], instrument["adopted"], f"{len(instrument['preamble'])} recitals"]
    facts += [f"{len(instrument['operative'])} provisions", f"{len(instrument['notes'])} notes"]
    return "  " + ", ".join(filter(None, facts))
