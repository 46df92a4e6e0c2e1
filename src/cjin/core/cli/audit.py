"""``cjin core audit``: who did what, whether the chains hold, and their heads."""

import json
from collections.abc import Sequence
from typing import IO, Any

import click

from cjin.core.cli.output import emit, json_option, table
from cjin.core.cli.values import now
from cjin.core.rules.audit import Head, Verified, heads_from
from cjin.core.rules.errors import Fault, Invalid

stream_option = click.option("--stream", default=None, help="Only this stream.")


@click.group("audit")
def audit() -> None:
    """The record of who did what."""


@audit.command("verify")
@stream_option
@click.option(
    "--anchors",
    type=click.File(encoding="utf-8"),
    default=None,
    help="Heads that were kept elsewhere, as `heads --json` wrote them; - for standard input.",
)
@json_option
def verify(stream: str | None, anchors: IO[str] | None, as_json: bool) -> int:
    """Check every chain against itself, its head and the anchors; exit code 1 when something is wrong.

    Without anchors a stream that was cut off, removed or written anew with all its digests is not noticed.
    """
    from cjin.core.queries.audit import verified

    kept = _heads(anchors) if anchors else []
    results = list(verified(stream=stream, anchors=kept))
    sound = not any(result.findings for result in results)
    emit({"sound": sound, "streams": results}, as_json=as_json, human=_told)
    return 0 if sound else 1


@audit.command("heads")
@stream_option
@json_option
def heads(stream: str | None, as_json: bool) -> None:
    """The end of each stream: keep it elsewhere, so that rows cannot disappear unnoticed."""
    from cjin.core.queries import audit as queries

    found = queries.heads(stream)
    rows = [(head.stream, head.position, head.digest) for head in found]
    emit({"at": now(), "heads": found}, as_json=as_json, human=lambda _: table(rows, "stream", "rows", "digest"))


@audit.command("list")
@stream_option
@click.option("--object", "obj", default="", help="Only acts on this object, such as person/7.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="At most so many.")
@json_option
def listed(stream: str | None, obj: str, limit: int, as_json: bool) -> None:
    """Who did what, newest first."""
    from cjin.core.queries import audit as queries

    moment = now()
    found = queries.rows(stream=stream or "", obj=obj, reader=None, today=moment.date())
    data = [queries.plain(row) for row in found[:limit]]
    rows = [
        (f"{row['at']:%Y-%m-%d %H:%M}", row["by"] or "node", row["act"], row["object"], row["stream"], row["position"])
        for row in data
    ]
    emit(data, as_json=as_json, human=lambda _: table(rows, "at", "by", "act", "object", "stream", "position"))


@audit.command("erase")
@click.argument("stream")
@click.argument("position", type=click.IntRange(min=1))
@click.option("--reason", required=True, help="Why, for example that its retention has ended; it is kept.")
@json_option
def erase(stream: str, position: int, reason: str, as_json: bool) -> None:
    """Erase what an act was about; the act itself and the chain stay."""
    from cjin.core.actions.audit import erase_detail

    erase_detail(stream=stream, position=position, reason=reason, by=None, now=now())
    data = {"stream": stream, "position": position, "erased": True}
    emit(data, as_json=as_json, human=lambda _: f"The detail of “{stream}” {position} is erased.")


def _heads(file: IO[str]) -> list[Head]:
    try:
        return heads_from(json.load(file))
    except (ValueError, KeyError, TypeError) as error:
        fault = Fault(file.name, "heads as `cjin core audit heads --json` writes them are expected")
        raise Invalid("The anchors cannot be read.", [fault]) from error


def _told(data: dict[str, Any]) -> str:
    results: Sequence[Verified] = data["streams"]
    rows = [
        (result.stream, result.rows, result.anchored, result.erased, len(result.findings) or "sound")
        for result in results
    ]
    found = [f"{one.stream} {one.position}: {one.message}" for result in results for one in result.findings]
    return "\n".join([table(rows, "stream", "rows", "anchored", "details erased", "findings"), *found])
