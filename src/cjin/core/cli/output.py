"""How every command prints: one line or table for a person, or JSON for a program."""

import dataclasses
import json
from collections.abc import Callable, Mapping, Set
from datetime import date
from typing import Any

import click

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text for a person.")


def emit[T](data: T, *, as_json: bool, human: Callable[[T], str]) -> None:
    """Print the data to standard output: as JSON, or as the text that ``human`` makes of it."""
    click.echo(json.dumps(data, default=_plain, ensure_ascii=False, indent=2) if as_json else human(data))


def table(rows: list[tuple[Any, ...]], *headings: str) -> str:
    """Rows below their headings in aligned columns; without rows a line that says so."""
    if not rows:
        return "None."
    lines = [headings, *(tuple("" if cell is None else str(cell) for cell in row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(headings))]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


def _plain(value: Any) -> Any:
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Set):
        return sorted(value)
    return str(value)
