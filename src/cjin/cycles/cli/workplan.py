"""``cjin cycles workplan | put-discussion | compile-discussion``: thematic discussions, and the replies for one."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from cjin.core.cli.output import emit, json_option, table
from cjin.core.cli.values import Day, LanguageText, now
from cjin.core.rules.identifiers import Language


@click.command()
@json_option
def workplan(as_json: bool) -> None:
    """The thematic discussions, by instrument and day."""
    from cjin.cycles.queries.discussions import as_data, discussions

    emit([as_data(one) for _work, some in discussions() for one in some], as_json=as_json, human=_listed)


def _listed(rows: list[dict[str, Any]]) -> str:
    cells = [(one["number"], one["work"], one["begins"], one["ends"], one["title"].get("en", "")) for one in rows]
    return table(cells, "number", "instrument", "begins", "ends", "title") if rows else "No discussion yet."


@click.command("put-discussion")
@click.argument("work")
@click.option("--title", "titles", type=LanguageText(), multiple=True, required=True, help="Such as en=Pillar I.")
@click.option("--begins", type=Day(), required=True, help="The first day.")
@click.option("--ends", type=Day(), help="The last day; the first one unless given.")
@click.option("--topic", "topics", multiple=True, help="A topic, by its name; give it again for more.")
@click.option("--section", "sections", multiple=True, help="A section of the form on WORK; give it again for more.")
@click.option("--document", default="", help="The symbol of its document.")
@click.option("--number", type=click.IntRange(1), help="Change the discussion of this number.")
@json_option
def put_discussion(
    work: str, titles: tuple[tuple[str, str], ...], begins: date, ends: date | None, topics: tuple[str, ...],
    sections: tuple[str, ...], document: str, number: int | None, as_json: bool,
) -> None:  # fmt: skip
    """Enter a thematic discussion on the instrument WORK into the workplan, or change one."""
    from cjin.cycles.actions.discussions import put_discussion as do
    from cjin.cycles.queries.discussions import as_data

    made = do(
        work=work, title=dict(titles), begins=begins, ends=ends or begins, topics=topics, sections=sections,
        document=document, number=number, by=None, now=now(),
    )  # fmt: skip
    emit(as_data(made), as_json=as_json, human=lambda one: f"discussion {one['number']}")


@click.command("compile-discussion")
@click.argument("number", type=click.IntRange(1))
@click.argument("round_", metavar="ROUND")
@click.option("--language", type=click.Choice(Language.ALL), default="en", show_default=True, help="Its language.")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), required=True,
              help="The file to write: .docx, .pdf or .html.")  # fmt: skip
def compile_discussion(number: int, round_: str, language: str, output: Path) -> None:
    """Write what the replies to ROUND say for the discussion NUMBER."""
    from cjin.cycles.queries.discussions import compilation_for, discussion_of
    from cjin.cycles.queries.documents import cutoff_of, written
    from cjin.cycles.queries.rounds import round_named

    found = round_named(round_)
    day = cutoff_of(found, now())
    report = compilation_for(discussion_of(number), found, language, cutoff=day, whole=True)
    output.write_bytes(written(report, output.suffix.removeprefix("."), round_=found.slug, day=day))
