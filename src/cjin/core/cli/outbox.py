"""``cjin core outbox``: work that waits, and work that was given up."""

import click

from cjin.core.cli.output import emit, json_option, table
from cjin.core.cli.values import now


@click.group("outbox")
def outbox() -> None:
    """Work that waits, and work that was given up."""


@outbox.command("list")
@click.option("--dead", is_flag=True, help="Only work that was given up after too many attempts.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=500, show_default=True, help="At most so many.")
@json_option
def listed(dead: bool, limit: int, as_json: bool) -> None:
    """What is not done, with its last error."""
    from cjin.core.queries.outbox import undone

    found = undone(dead_only=dead, limit=limit)
    rows = [
        (
            row["topic"],
            row["key"],
            "given up" if row["dead_at"] else f"due {row['available_at']:%Y-%m-%d %H:%M}",
            row["attempts"],
            row["last_error"][:60],
        )
        for row in found
    ]
    emit(found, as_json=as_json, human=lambda _: table(rows, "topic", "key", "state", "attempts", "last error"))


@outbox.command("revive")
@click.argument("topic")
@click.argument("key")
@json_option
def revive(topic: str, key: str, as_json: bool) -> None:
    """Make work that was given up due again, with fresh attempts."""
    from cjin.core.actions.outbox import revive as make_due

    make_due(topic=topic, key=key, by=None, now=now())
    emit({"topic": topic, "key": key}, as_json=as_json, human=lambda _: f"“{key}” of “{topic}” is due again.")
