"""Filters of a list as the shell shows them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest

Counts = Sequence[tuple[str, str, int]]
"""The options of a filter: the value in the address, what it is called, how many it would leave."""


def filters_shown(
    request: HttpRequest, address: Callable[..., str], filters: Mapping[str, tuple[str, Counts]]
) -> list[dict[str, Any]]:
    """Filters by their names in the address: every option is a link that chooses it or takes it away."""
    return [
        {
            "label": label,
            "options": [
                {
                    "label": said,
                    "count": count,
                    "chosen": request.GET.get(name, "") == key,
                    "url": address(request, **{name: "" if request.GET.get(name, "") == key else key}),
                }
                for key, said, count in options
            ],
        }
        for name, (label, options) in filters.items()
        if options
    ]
