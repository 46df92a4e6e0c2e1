"""The review of a correspondence: where a code stands, and which of its rows are counted from."""

from collections.abc import Sequence
from dataclasses import replace

from cjin.statistics.rules.correspondence import OPEN, Link, Standing

_ORDER = (Standing.DISPUTED, Standing.PROPOSED, Standing.ACCEPTED, Standing.EXCLUDED)


def standing_of(links: Sequence[Link]) -> str:
    """Where a code stands by its rows: open without any; else the one that asks most for a reviewer."""
    said = {one.standing for one in links}
    return next((str(one) for one in _ORDER if one in said), OPEN)


def counted(code: str, title: str, links: Sequence[Link]) -> list[Link]:
    """The rows of a code that records are counted by: accepted and excluded ones.

    A code that is open, proposed or disputed is known but has no place: one row without a category.
    """
    if links and all(one.standing in (Standing.ACCEPTED, Standing.EXCLUDED) for one in links):
        return list(links)
    first = replace(links[0], target="", share=1.0, valid_from=None, valid_to=None) if links else None
    return [first or Link(code, title, "", standing=Standing.EXCLUDED)]
