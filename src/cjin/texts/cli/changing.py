"""``cjin texts import``, ``publish``, ``fetch`` and ``load``. Models are imported where they are used, not before."""

from typing import TYPE_CHECKING

import click
from django.utils import timezone

from cjin.core.cli.output import emit, json_option
from cjin.texts.cli.reading import file_argument, language_option, source_of

if TYPE_CHECKING:
    from cjin.texts.actions.importing import Imported


@click.command("import")
@file_argument
@language_option
@click.option("--publish", "at_once", is_flag=True, help="Publish what was imported without a review.")
@json_option
def import_(file: str, language: str | None, at_once: bool, as_json: bool) -> None:
    """Make a draft of every instrument in FILE. The same file again changes nothing."""
    from cjin.texts.actions.importing import import_source
    from cjin.texts.actions.publishing import publish as do_publish

    imported = import_source(source=source_of(file), language=language, by=None, now=timezone.now())
    for expression in imported.expressions if at_once and not imported.unchanged else ():
        do_publish(expression=expression, by=None, now=timezone.now())
    emit(_told(imported), as_json=as_json, human=_human)


def _told(imported: "Imported") -> dict[str, object]:
    return {
        "unchanged": imported.unchanged,
        "expressions": [
            {
                "expression": expression.key, "title": expression.title, "stage": expression.stage,
                "provisions": expression.provisions.count(), "doubts": len(expression.warnings),
                "supersedes": expression.supersedes.key if expression.supersedes else None,
            }
            for expression in imported.expressions
        ],
    }  # fmt: skip


def _human(told: dict[str, object]) -> str:
    rows = told["expressions"]
    assert isinstance(rows, list)
    lines = ["This file was imported before; nothing changed."] if told["unchanged"] else []
    lines += [
        f"{r['expression']}  {r['stage']}, {r['provisions']} provisions, {r['doubts']} doubts: {r['title']}"
        for r in rows
    ]
    return "\n".join(lines)


@click.command()
@click.argument("expression", metavar="EXPRESSION")
@json_option
def publish(expression: str, as_json: bool) -> None:
    """Publish EXPRESSION, named as the import names it: kyoto-2021@en.1."""
    from cjin.texts.actions.publishing import publish as do_publish
    from cjin.texts.queries.expressions import text_by_key

    done = do_publish(expression=text_by_key(expression, None), by=None, now=timezone.now())
    emit(
        {"expression": done.key, "stage": done.stage},
        as_json=as_json,
        human=lambda told: f"{told['expression']} is published.",
    )


@click.command()
@click.argument("symbol")
@language_option
@json_option
def fetch(symbol: str, language: str | None, as_json: bool) -> None:
    """Get the official file of SYMBOL from the document service and import it as a draft."""
    from cjin.texts.actions.fetching import fetch as do_fetch

    emit(
        _told(do_fetch(symbol=symbol, language=language or "en", by=None, now=timezone.now())),
        as_json=as_json,
        human=_human,
    )


@click.command()
@json_option
def load(as_json: bool) -> None:
    """Load and publish every text in the folders that CJIN_LIBRARY names."""
    from cjin.texts.actions.library import load_library
    from cjin.texts.models import Expression

    loaded = load_library(now=timezone.now(), tell=lambda line: click.echo(line, err=True))
    total = Expression.objects.count()
    told = {
        "files": [
            {"file": one.path.name, "expressions": one.expressions, "problem": one.problem or None} for one in loaded
        ],
        "expressions": total,
    }
    emit(told, as_json=as_json, human=lambda t: f"{len(loaded)} files read, {t['expressions']} texts in the library.")
