"""How much reference data there is; all of it is public."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest

from ..models import Group, State, Topic


def states(_request: HttpRequest) -> int:
    """How many States and areas."""
    return State.objects.count()


def topics(_request: HttpRequest) -> int:
    """How many topics."""
    return Topic.objects.count()


def topic_titles(_request: HttpRequest) -> Iterator[tuple[Any, str]]:
    """The topics that stand at the top of the scheme: their names by language and their addresses."""
    for topic in Topic.objects.filter(broader=None):
        yield topic.pref_label, topic.get_absolute_url()


def group_titles(_request: HttpRequest) -> Iterator[tuple[Any, str]]:
    """The groups of States: their names by language and their addresses."""
    for group in Group.objects.all():
        yield group.names, group.get_absolute_url()
