"""``cjin statistics describe`` and ``suggest``. Models are imported where they are used, not before."""

from typing import Any

import click
from django.utils import timezone

from cjin.core.cli.output import emit, json_option


@click.command()
@click.argument("file", metavar="FILE", type=click.File("rb"))
@json_option
def describe(file: Any, as_json: bool) -> None:
    """Import the descriptions, inclusions and exclusions of ICCS from FILE (CSV; - for standard input).

    Says which cross-references of the exclusions name no category. The same file again changes nothing.
    """
    from cjin.statistics.actions.describing import describe as do_describe
    from cjin.statistics.rules.describing import text_of

    name = "standard input" if file.name in ("-", "<stdin>") else file.name.rpartition("/")[2]
    done = do_describe(text=text_of(file.read(), name), name=name, by=None, now=timezone.now())
    told = {
        "descriptions": done.descriptions,
        "changed": done.changed,
        "unresolved": [{"code": one.code, "reference": one.reference} for one in done.unresolved],
        "unresolved_es": [{"code": one.code, "reference": one.reference} for one in done.elsewhere],
    }
    emit(told, as_json=as_json, human=_human)


def _human(told: dict[str, Any]) -> str:
    lines = [f"{told['descriptions']} descriptions, {told['changed']} of them new or changed."]
    for words, name in (("", "unresolved"), (" of the Spanish text", "unresolved_es")):
        found = told[name]
        lines.append(f"{len(found)} cross-references{words} name no category{':' if found else '.'}")
        lines += [f"  {one['code']} names {one['reference']}" for one in found]
    return "\n".join(lines)


@click.command()
@click.argument("title", metavar="TITLE")
@click.option("--most", default=10, show_default=True, type=click.IntRange(1, 50), help="How many categories.")
@json_option
def suggest(title: str, most: int, as_json: bool) -> None:
    """Rank the categories of ICCS that TITLE may belong to. A suggestion is never applied by itself."""
    from cjin.statistics.queries.classification import suggester
    from cjin.statistics.rules.classification import iccs

    found = [
        {"code": one.code, "title": iccs()[one.code].named("en"), "score": one.score, "why": list(one.why)}
        for one in suggester().ranked(title, most)
    ]
    emit({"suggestions": found}, as_json=as_json, human=_ranked)


def _ranked(told: dict[str, Any]) -> str:
    rows = [f"{one['score']:.2f}  {one['code']:<6}  {one['title']}" for one in told["suggestions"]]
    return "\n".join(rows) or "No category speaks of this."
