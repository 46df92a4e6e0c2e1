"""What this node is, for a program that meets it."""

from django.conf import settings
from django.http import HttpRequest
from ninja import Router, Schema

from cjin import __version__
from cjin.node.packages import COUNTS, part

router = Router()


class About(Schema):
    """A node's name, version and languages, and how much it holds of what."""

    name: str
    version: str
    languages: list[str]
    holds: dict[str, int]


@router.get("", response=About, summary="What this node is")
def about(request: HttpRequest) -> About:
    """The node's own name, the version of its software, its languages, and how much it holds that anybody may read."""
    return About(
        name=settings.CJIN_NODE_NAME,
        version=__version__,
        languages=[code for code, _ in settings.LANGUAGES],
        holds=holdings(),
    )


def holdings() -> dict[str, int]:
    """How many objects the public may read here, by the labels of the list in ``packages``."""
    anybody = HttpRequest()
    return {label: part(count)(anybody) for label, count in COUNTS}
