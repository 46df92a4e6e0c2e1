"""Lists that whoever reads puts in order: by ``sort``, which names a column, with a minus in front turned round."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.http import HttpRequest

NAME = "sort"


def sorted_by[Row](request: HttpRequest, rows: Iterable[Row], keys: Mapping[str, Callable[[Row], Any]]) -> list[Row]:
    """The rows in the order that is asked for; as they are where none of the columns is named."""
    asked = request.GET.get(NAME, "")
    key = keys.get(asked.removeprefix("-"))
    return sorted(rows, key=key, reverse=asked.startswith("-")) if key else list(rows)


def sort_heads(request: HttpRequest, address: Callable[..., str], keys: Iterable[str]) -> dict[str, dict[str, str]]:
    """For each column the address that sorts by it, and how it is sorted now as ``aria-sort`` tells it."""
    asked = request.GET.get(NAME, "")
    said = {"": "none", "-": "descending"}
    return {
        key: {
            "url": address(request, sort=f"-{key}" if asked == key else key),
            "sort": "ascending" if asked == key else said["-" if asked == f"-{key}" else ""],
        }
        for key in keys
    }
