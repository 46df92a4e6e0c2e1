"""``cjin core search``: the search of the pages, for what is public."""

from typing import TYPE_CHECKING

import click

from cjin.core.cli.output import emit, json_option
from cjin.core.rules.identifiers import Language

if TYPE_CHECKING:
    from cjin.core.rules.search import SearchResult


@click.command("search")
@click.argument("question")
@click.option("--language", type=click.Choice(Language.ALL), default=None, help="Only documents in this language.")
@click.option("--kind", default=None, help="Only documents of this kind, such as provision.")
@click.option("--limit", type=click.IntRange(1, 500), default=20, show_default=True, help="How many answers.")
@json_option
def search(question: str, language: str | None, kind: str | None, limit: int, as_json: bool) -> None:
    """Search what is public: words, "a phrase", -without, begin*."""
    from cjin.core.queries import search as queries

    facets = {"kind": kind} if kind else {}
    emit(queries.search(question, language=language, facets=facets, limit=limit), as_json=as_json, human=_told)


def _told(result: "SearchResult") -> str:
    about = "about " if result.total_is_estimate else ""
    lines = [f"{about}{result.total} found" + (", with some of the words" if result.any_term else "")]
    lines += [f"\n{hit.object_id} ({hit.language})  {hit.title}\n    {hit.sentence}" for hit in result.hits]
    return "\n".join(lines)
