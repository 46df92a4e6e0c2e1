"""``cjin texts list``."""

import click

from cjin.core.cli.output import emit, json_option, table


@click.command("list")
@json_option
def list_(as_json: bool) -> None:
    """The works of the library with their texts."""
    from cjin.texts.models import Work

    works = Work.objects.prefetch_related("expressions__work")
    rows = [
        {
            "work": work.slug, "symbol": work.symbol, "adopted": work.adopted, "title": work.title.get("en"),
            "expressions": [e.key for e in work.expressions.all()],
        }
        for work in works
    ]  # fmt: skip
    emit(
        rows,
        as_json=as_json,
        human=lambda found: table(
            [(r["work"], r["symbol"], r["adopted"], len(r["expressions"])) for r in found],
            "work",
            "symbol",
            "adopted",
            "texts",
        ),
    )
