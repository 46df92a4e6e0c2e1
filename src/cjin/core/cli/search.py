"""``cjin core search``: the search of the pages, for what is public, and its index."""

from typing import TYPE_CHECKING

import click

from cjin.core.cli.output import emit, json_option, table
from cjin.core.rules.identifiers import Language

if TYPE_CHECKING:
    from cjin.core.rules.search import SearchResult


@click.group("search")
def search() -> None:
    """The search of the pages, and its index."""


@search.command("find")
@click.argument("question")
@click.option("--language", type=click.Choice(Language.ALL), default=None, help="Only documents in this language.")
@click.option("--kind", default=None, help="Only documents of this kind, such as provision.")
@click.option("--limit", type=click.IntRange(1, 500), default=20, show_default=True, help="How many answers.")
@json_option
def find(question: str, language: str | None, kind: str | None, limit: int, as_json: bool) -> None:
    """Search what is public: words, "a phrase", -without, begin*."""
    from cjin.core.queries import search as queries

    facets = {"kind": kind} if kind else {}
    emit(queries.search(question, language=language, facets=facets, limit=limit), as_json=as_json, human=_told)


@search.command("rebuild")
@click.option("--kind", default=None, help="Only documents of this kind, such as provision.")
@json_option
def rebuild(kind: str | None, as_json: bool) -> None:
    """Bring the index in line with what this node holds: what has changed is indexed, what is gone is taken out."""
    from cjin.core.actions import search as actions
    from cjin.core.queries.search.sources import sources

    done = []
    for source in sources(kind):
        click.echo(f"{source.kind} …", err=True)
        renewed, gone = actions.rebuild(source)
        done.append({"kind": source.kind, "renewed": renewed, "gone": gone})
    rows = [(one["kind"], one["renewed"], one["gone"]) for one in done]
    emit(done, as_json=as_json, human=lambda _: table(rows, "kind", "renewed", "gone"))


def _told(result: "SearchResult") -> str:
    about = "about " if result.total_is_estimate else ""
    lines = [f"{about}{result.total} found" + (", with some of the words" if result.any_term else "")]
    lines += [f"\n{hit.object_id} ({hit.language})  {hit.title}\n    {hit.sentence}" for hit in result.hits]
    return "\n".join(lines)
