"""The posts and seats of a body on its page."""

from datetime import date
from typing import Any

from ..models import Body
from ..queries.posts import Seats, posts_of
from ..queries.wording import group_names, state_names


def posts(body: Body, day: date) -> dict[str, Any]:
    """Seats by regional group and other posts, with who holds them on the day."""
    found = posts_of(body, day)
    seats = [one for one in found if one.post.group]
    others = [] if body.kind == "roster" else [one for one in found if not one.post.group]
    return {
        "seats": seats,
        "all_seats": sum(one.post.seats for one in seats),
        "open_seats": sum(one.open for one in seats),
        "posts": others,
        "groups": group_names([one.post.group for one in seats]) if seats else {},
        "states": _states(found),
    }


def _states(found: list[Seats]) -> dict[str, str]:
    return state_names(term.state for one in found for term in one.terms)
