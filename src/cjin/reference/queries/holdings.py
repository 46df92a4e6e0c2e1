"""How much reference data there is; all of it is public."""

from django.http import HttpRequest

from ..models import State, Topic


def states(_request: HttpRequest) -> int:
    """How many States and areas."""
    return State.objects.count()


def topics(_request: HttpRequest) -> int:
    """How many topics."""
    return Topic.objects.count()
