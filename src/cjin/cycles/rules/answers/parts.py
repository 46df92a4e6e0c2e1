"""A reply taken apart: each single thing that it says with its name, for files of rows."""

from collections.abc import Iterator, Mapping
from typing import Any

from .replies import Reply

type Part = tuple[str, Any, Mapping[str, str]]
"""What it is called inside its reply, its value, and texts by language."""


def parts_of(reply: Reply) -> list[Part]:
    """The parts of a reply, its own text first; one that says nothing but its kind has one empty part.

    ``practice``, ``0101/m`` of a table, ``1/type`` of the first entry of a list, ``evidence/1``.
    """
    found: list[Part] = [("", "", reply["text"])] if reply.get("text") else []
    found += _value("", reply.get("value"))
    found += [
        (f"evidence/{number}", " · ".join(filter(None, (one["kind"], one["ref"], one.get("title", "")))), {})
        for number, one in enumerate(reply.get("evidence", ()), 1)
    ]
    return found or [("", "", {})]


def _value(name: str, value: Any) -> Iterator[Part]:
    """Lists of codes stay together; what stands in texts by language is a text."""
    if value is None:
        return
    if isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
        parts = [(str(number), one) for number, one in enumerate(value, 1)]
    elif isinstance(value, Mapping):
        parts = sorted(value.items())
    else:
        yield name, value, {}
        return
    for part, said in parts:
        inside = f"{name}/{part}" if name else part
        if part == "text" and isinstance(said, Mapping):
            yield inside, "", said
        else:
            yield from _value(inside, said)
